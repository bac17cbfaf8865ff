import type { ContactPointError } from '@contactpoint/contract';
import type { SourceFile } from '../format.ts';

/** What a feed hands over at once, and what becomes of it at its source. Exactly one of the two is called. */
export interface Delivery {
  readonly file: SourceFile;
  /** All that was read is durable: the file is moved away, the message acknowledged, the next page's place kept. */
  accept(): Promise<void>;
  /** It could not be taken: the file is put aside, the message refused, the place not moved on. */
  refuse(error: ContactPointError): Promise<void>;
}

/** A way in that goes on: a watched folder, an interface that is asked again, a port that is listened to. */
export interface Feed {
  /**
   * One delivery after another; the next comes only when the one before has been accepted or refused. A feed that
   * is pulled ends when there is nothing more for now; one that listens ends by the signal.
   */
  deliveries(options?: { readonly signal?: AbortSignal | undefined }): AsyncIterable<Delivery>;
  /** Opens the port of a feed that has one, before its first delivery; answers which. */
  listen?(): Promise<number>;
  /** Lets go of ports and connections. */
  close(): Promise<void>;
}

/** Where a feed keeps how far it has come. */
export interface FeedState {
  /** What was saved last; undefined the first time. */
  load(): Promise<Readonly<Record<string, string>> | undefined>;
  /** Makes the new state durable in place of the old, or throws with the old one intact. */
  save(state: Readonly<Record<string, string>>): Promise<void>;
}
