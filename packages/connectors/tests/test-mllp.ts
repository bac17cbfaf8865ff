import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import type { Delivery } from '../src/feeds/feed.ts';
import { createMemoryState } from '../src/feeds/file-state.ts';
import { createHl7Format } from '../src/formats/hl7/index.ts';
import { FrameReader } from '../src/transports/mllp/frame-reader.ts';
import { createMllpFeed, type MllpFeed, type MllpOptions } from '../src/transports/mllp/index.ts';

/** The UTF-8 of a text. */
export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
/** Bytes as a text, a sign for each. */
export const latin1 = (chunk: Uint8Array): string => Buffer.from(chunk).toString('latin1');
/** A message about one invented person, with a control id; more segments and more of the header where they are given. */
export const adt = (id: string, rest = '', header = ''): Uint8Array =>
  bytes(
    `MSH|^~\\&|PAS|RNM|CP|DIR|20261120020000||ADT^A28^ADT_A05|${id}|P|2.4${header}\rPID|||${id}^^^RNM||Żak^Ann\r${rest}`,
  );

/** Closes something when the test has ended, what came later first. */
export function closeAfterTest<T extends { close(): Promise<void> | void }>(opened: T): T {
  onTestFinished(() => opened.close());
  return opened;
}

let ids = 0;
/** A feed on a port of its own, closed when the test has ended. */
export function createFeed(options: Partial<MllpOptions> = {}): MllpFeed {
  const feed = createMllpFeed({
    host: '127.0.0.1',
    port: 0,
    messages: ['ADT'],
    processingIds: ['P'],
    maxMessageBytes: 64 * 1024,
    maxConnections: 8,
    frameTimeoutInMs: 60_000,
    idleTimeoutInMs: 60_000,
    state: createMemoryState(),
    now: () => Date.UTC(2026, 10, 21, 12),
    newControlId: () => `ACK${++ids}`,
    ...options,
  });
  return closeAfterTest(feed);
}

/** Takes deliveries one after another; what `decide` does not settle is accepted. */
export function consume(
  feed: MllpFeed,
  decide: (delivery: Delivery, ids: readonly string[]) => Promise<void> | void = () => undefined,
) {
  const taken: string[][] = [];
  const stop = new AbortController();
  const done = (async () => {
    for await (const delivery of feed.deliveries({ signal: stop.signal })) {
      const found: string[] = [];
      for await (const { records } of createHl7Format().read(delivery.file)) {
        found.push(...records.map((record) => record.layout.field('MSH-10')!(record)!));
      }
      taken.push(found);
      let isSettled = false;
      const settled = (how: () => Promise<void>) => () => ((isSettled = true), how());
      await decide(
        {
          ...delivery,
          accept: settled(delivery.accept),
          refuse: (error) => settled(() => delivery.refuse(error))(),
        },
        found,
      );
      if (!isSettled) await delivery.accept();
    }
  })().catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  closeAfterTest({ close: () => (stop.abort(new Error('test over')), done) });
  return taken;
}

/** A connection to a feed, not encrypted. */
export async function connectTo(feed: MllpFeed): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port: await feed.listen() });
  await once(socket, 'connect');
  closeAfterTest({ close: () => void socket.destroy() });
  return socket;
}

/** So many answers of a server, as the lines of each. */
export async function answers(socket: Socket, count: number): Promise<string[][]> {
  const reader = new FrameReader(64 * 1024);
  const found: string[][] = [];
  for await (const chunk of socket as AsyncIterable<Uint8Array>) {
    found.push(...reader.push(chunk).frames.map((frame) => latin1(frame).split('\r')));
    if (found.length >= count) break;
  }
  return found;
}

/** Waits until a connection is closed, whatever it still sends. */
export const ended = (socket: Socket): Promise<void> => {
  socket.resume();
  return new Promise((resolve) => socket.once('close', () => resolve()));
};
