import { checkOptions } from '../check-options.ts';
import { openFormat, type InputDeclaration } from '../create-source.ts';
import type { Feed } from './feed.ts';
import type { Format } from '../format.ts';
import { loadFormat } from '../registry.ts';
import { loadTransport } from '../transports/registry.ts';
import type { DeliveryKind, TransportContext, TransportDefinition } from '../transports/transport.ts';

/** A feed and the format of what it delivers. */
export interface OpenedFeed {
  readonly format: Format;
  readonly feed: Feed;
  /** Whether it ends by itself or goes on until it is told to stop. */
  readonly direction: TransportDefinition['direction'];
  readonly delivers: DeliveryKind;
}

/**
 * The feed of an input that declares a `transport`. The input's words belong to the transport or to the format;
 * one that both know goes to both, and one that neither knows throws `input.option-wrong`.
 */
export async function openFeed(input: InputDeclaration, context: TransportContext): Promise<OpenedFeed> {
  const { transport, words, format } = await loadBoth(input);
  const own = Object.keys(words).filter((name) => !isOnlyOf(format.options, transport.options, name));
  const settled = checkOptions(pick(words, own), {
    owner: transport.id,
    options: transport.options,
    required: transport.required,
  });
  return {
    format: await openFeedFormat(input),
    feed: await transport.create(settled, context),
    direction: transport.direction,
    delivers: transport.delivers,
  };
}

/** The format of an input that declares a `transport`, for files that did not come by it. */
export async function openFeedFormat(input: InputDeclaration): Promise<Format> {
  const { words, format } = await loadBoth(input);
  const known = Object.keys(words).filter((name) => Object.hasOwn(format.options, name));
  return openFormat({ format: input.format, options: pick(words, known) });
}

async function loadBoth({ format, options }: InputDeclaration) {
  const { transport, ...words } = options;
  return { transport: await loadTransport(String(transport)), format: await loadFormat(format), words };
}

function isOnlyOf(one: object, other: object, name: string): boolean {
  return Object.hasOwn(one, name) && !Object.hasOwn(other, name);
}

function pick<T>(from: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> {
  return Object.fromEntries(names.map((name) => [name, from[name]!]));
}
