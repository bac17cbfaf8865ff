import type { OptionSchemas } from '../format.ts';
import type { Feed, FeedState } from '../feeds/feed.ts';

/** What a transport is given from outside: secrets, what it remembers, time and chance. */
export interface TransportContext {
  /** Environment variables, the only place of secrets. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly state: FeedState;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** At least 0 and less than 1. */
  readonly random: () => number;
  /** Where relative paths of options begin; the process's own folder unless given. */
  readonly baseFolder?: string | undefined;
}

/**
 * What one delivery is of its source. `files`: an export as `run` reads it. `pages`: a part of an answer.
 * `messages`: events in the order of their arrival, where a later one about the same record is the newer.
 */
export type DeliveryKind = 'files' | 'pages' | 'messages';

/** What a transport is called, what its input may declare, and how it is opened. */
export interface TransportDefinition {
  /** Folder, registry id and the word in a mapping. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Whether it asks and ends, or waits for what comes. */
  readonly direction: 'pull' | 'listen';
  readonly delivers: DeliveryKind;
  readonly options: OptionSchemas;
  readonly required: readonly string[];
  /** An input of a mapping, with the format that its deliveries are in. */
  readonly example: Readonly<Record<string, unknown>>;
  /** Settles checked options into a feed. */
  create(options: Readonly<Record<string, unknown>>, context: TransportContext): Promise<Feed>;
}
