import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { once } from 'node:events';
import { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { createError } from '@contactpoint/contract';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestAuthority } from '../../suite/create-test-authority.ts';
import type { Delivery } from '../../feeds/feed.ts';
import { createMemoryState } from '../../feeds/file-state.ts';
import { createHl7Format } from '../../formats/hl7/index.ts';
import { FrameReader, writeFrame } from './frame-reader.ts';
import { MllpConnection, type PendingReply } from './mllp-connection.ts';
import { createMllpClient, createMllpFeed, definition, type MllpFeed, type MllpOptions } from './index.ts';

const RUNS = process.env.CONTACTPOINT_CHECK === '1' ? 10_000 : 300;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin1 = (chunk: Uint8Array): string => Buffer.from(chunk).toString('latin1');
const adt = (id: string, rest = '', header = ''): Uint8Array =>
  bytes(
    `MSH|^~\\&|PAS|RNM|CP|DIR|20261120020000||ADT^A28^ADT_A05|${id}|P|2.4${header}\rPID|||${id}^^^RNM||Żak^Ann\r${rest}`,
  );

const open: { close(): Promise<void> | void }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

let ids = 0;
function createFeed(options: Partial<MllpOptions> = {}): MllpFeed {
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
  open.push(feed);
  return feed;
}

/** Takes deliveries one after another; what `decide` does not settle is accepted. */
function consume(
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
  open.push({ close: () => (stop.abort(new Error('test over')), done) });
  return taken;
}

async function connectTo(feed: MllpFeed): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port: await feed.listen() });
  await once(socket, 'connect');
  open.push({ close: () => void socket.destroy() });
  return socket;
}

/** So many answers of a server, as the lines of each. */
async function answers(socket: Socket, count: number): Promise<string[][]> {
  const reader = new FrameReader(64 * 1024);
  const found: string[][] = [];
  for await (const chunk of socket as AsyncIterable<Uint8Array>) {
    found.push(...reader.push(chunk).frames.map((frame) => latin1(frame).split('\r')));
    if (found.length >= count) break;
  }
  return found;
}
const ended = (socket: Socket): Promise<void> => {
  socket.resume();
  return new Promise((resolve) => socket.once('close', () => resolve()));
};

describe('MLLP frames', () => {
  const message = fc
    .uint8Array({ maxLength: 40 })
    .map((data) => data.filter((byte) => byte !== 0x0b && byte !== 0x1c));

  it('give the same messages for every split of the same bytes', () => {
    fc.assert(
      fc.property(
        fc.array(message),
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }),
        (messages, sizes) => {
          const stream = Buffer.concat(
            messages.flatMap((one) => [writeFrame(one), bytes(one.length % 2 ? '\r\n' : '')]),
          );
          const reader = new FrameReader(100);
          const found: string[] = [];
          for (let at = 0, turn = 0; at < stream.length; turn++) {
            const size = sizes[turn % sizes.length]!;
            found.push(...reader.push(stream.subarray(at, at + size)).frames.map(latin1));
            at += size;
          }
          expect(found).toEqual(messages.map(latin1));
        },
      ),
      { numRuns: RUNS },
    );
  });

  it.for<[string, string, readonly string[]]>([
    ['bytes between frames', '\x0bA\x1c\rx\x0bB\x1c\r', ['A']],
    ['a frame within a frame', '\x0bA\x1c\r\x0bB\x0bC\x1c\r', ['A']],
    ['an end that is none', '\x0bA\x1c\r\x0bB\x1cC\x1c\r', ['A']],
    ['a frame too large', `\x0bA\x1c\r\x0b${'B'.repeat(101)}\x1c\r`, ['A']],
  ])('HL7-01: %s ends the reading, after what came before', ([fault, stream, frames]) => {
    const whole = new FrameReader(100).push(bytes(stream));
    expect({ frames: whole.frames.map(latin1), fault: whole.fault }).toEqual({ frames, fault });
    const reader = new FrameReader(100);
    const last = [...bytes(stream)]
      .map((byte) => reader.push(Uint8Array.of(byte)))
      .find((read) => read.fault !== undefined);
    expect(last?.fault).toBe(fault);
  });

  it('hold no more than one message, however long a frame goes on', () => {
    const reader = new FrameReader(1_000);
    expect(reader.push(bytes(`\x0b${'x'.repeat(900)}`)).fault).toBeUndefined();
    expect(reader.push(bytes('x'.repeat(200))).fault).toBe('a frame too large');
  });
});

describe('MLLP acknowledgements', () => {
  it('come once the delivery is accepted, and not before', async () => {
    const feed = createFeed();
    const gate = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    consume(feed, () => (reached.resolve(), gate.promise));
    const socket = await connectTo(feed);
    let isAnswered = false;
    socket.once('readable', () => (isAnswered = true));
    socket.write(writeFrame(adt('M1')));
    await reached.promise;
    expect(isAnswered).toBe(false);
    gate.resolve();
    const [answer] = await answers(socket, 1);
    expect(answer).toEqual([
      expect.stringMatching(
        /^MSH\|\^~\\&\|CP\|DIR\|PAS\|RNM\|20261121120000\+0000\|\|ACK\^A28\^ACK\|ACK\d+\|P\|2\.4$/,
      ),
      'MSA|AA|M1',
      '',
    ]);
  });

  it.for<[string, Uint8Array, readonly string[], string[]?]>([
    ['AA in original mode', adt('M1'), ['MSA|AA|M1']],
    ['CA where MSH-15 asks for it', adt('M1', '', '|||AL|NE'), ['MSA|CA|M1']],
    ['both where both are asked for', adt('M1', '', '|||AL|AL'), ['MSA|CA|M1', 'MSA|AA|M1']],
    ['AA alone where only MSH-16 asks', adt('M1', '', '|||NE|SU'), ['MSA|AA|M1']],
    ['AR for a type that is not taken', bytes('MSH|^~\\&|A|B|C|D|||ORU^R01|M1|P|2.4\r'), ['MSA|AR|M1|Messages of this type are not taken here.']],
    ['AR for training messages', bytes('MSH|^~\\&|A|B|C|D|||ADT^A28|M1|T|2.4\r'), ['MSA|AR|M1|MSH-11 is not taken here.']],
    ['AR for version 3', bytes('MSH|^~\\&|A|B|C|D|||ADT^A28|M1|P|3.0\r'), ['MSA|AR|M1|MSH-12 is no version 2.']],
    ['AR without a control id', bytes('MSH|^~\\&|A|B|C|D|||ADT^A28||P|2.4\r'), ['MSA|AR||MSH-10 is empty.']],
    ['CR in enhanced mode', bytes('MSH|^~\\&|A|B|C|D|||ORU^R01|M1|P|2.4|||ER|NE\r'), ['MSA|CR|M1|Messages of this type are not taken here.']],
    ['AR for two messages in one frame', Buffer.concat([adt('M1'), adt('M2')]), ['MSA|AR|M1|A frame must hold one message.']],
    ['AR for a batch', bytes('FHS|^~\\&|A\rMSH|^~\\&|A|B|C|D|||ADT^A28|M1|P|2.4\r'), []],
    ['AE for a line that is no segment', adt('M1', 'not a segment\r'), ['MSA|AE|M1|Line 3 of the file begins with no segment name, so the message is cut there.']],
    ['with the delimiters of the sender', bytes('MSH#$*@%#A$1#B#C#D###ADT$A28#M1#P#2.4\rPID###7\r'), ['MSA#AA#M1']],
    ['the header byte for byte, in any encoding', Buffer.from('MSH|^~\\&|A|B|Z\xfcri|D|||ADT^A28|M\xe9|P|2.4\r', 'latin1'), ['MSA|AA|M\xe9']],
  ])('are %s', async ([, message, wanted]) => {
    const feed = createFeed();
    consume(feed);
    const socket = await connectTo(feed);
    socket.write(writeFrame(message));
    if (wanted.length === 0) await ended(socket);
    const found = wanted.length === 0 ? [] : await answers(socket, wanted.length);
    expect(found.map((lines) => lines[1])).toEqual(wanted);
  }); // prettier-ignore

  it('tell what is wrong in the place where each version has it', async () => {
    const feed = createFeed();
    consume(feed);
    const socket = await connectTo(feed);
    for (const version of ['2.4', '2.5.1'])
      socket.write(writeFrame(bytes(`MSH|^~\\&|A|B|C|D|||ORU^R01|M1|P|${version}\r`)));
    const found = await answers(socket, 2);
    expect(found.map((lines) => lines[2])).toEqual([
      'ERR|^^^200&Unsupported message type&HL70357',
      'ERR|||200^Unsupported message type^HL70357|E||||Messages of this type are not taken here.',
    ]);
  });

  it('are AE with the code where a delivery is refused, and none where it is only put off', async () => {
    const feed = createFeed();
    const taken = consume(feed, (delivery, [id]) => {
      const code = id === 'LATER' ? 'feed.no-answer' : 'feed.refused';
      return id === 'GOOD' ? undefined : delivery.refuse(createError(code));
    });
    const first = await connectTo(feed);
    first.write(writeFrame(adt('BAD')));
    expect((await answers(first, 1))[0]?.[1]).toMatch(/^MSA\|AE\|BAD\|Not taken \(.+\)\.$/);
    const second = await connectTo(feed);
    second.write(writeFrame(adt('LATER')));
    await ended(second);
    expect(taken).toEqual([['BAD'], ['LATER']]);
  });

  it('keep the order of the messages, whatever is known first', async () => {
    const feed = createFeed();
    consume(feed);
    const socket = await connectTo(feed);
    const refused = bytes('MSH|^~\\&|A|B|C|D|||ORU^R01|M2|P|2.4\r');
    socket.write(Buffer.concat([adt('M1'), refused, adt('M3')].map(writeFrame)));
    expect((await answers(socket, 3)).map((lines) => lines[1]?.slice(0, 9))).toEqual([
      'MSA|AA|M1',
      'MSA|AR|M2',
      'MSA|AA|M3',
    ]);
  });

  it('are never given to an acknowledgement', async () => {
    const feed = createFeed();
    consume(feed);
    const socket = await connectTo(feed);
    socket.write(
      Buffer.concat([bytes('MSH|^~\\&|A|B|C|D|||ACK|X|P|2.4\rMSA|AA|1\r'), adt('M1')].map(writeFrame)),
    );
    expect((await answers(socket, 1)).map((lines) => lines[1])).toEqual(['MSA|AA|M1']);
  });
});

describe('MLLP messages', () => {
  it('are taken whether many stand in a packet or one in many', async () => {
    const feed = createFeed();
    const taken = consume(feed);
    const socket = await connectTo(feed);
    const stream = Buffer.concat(['A', 'B', 'C', 'D'].map((id) => writeFrame(adt(id))));
    socket.write(stream.subarray(0, 300));
    for (const byte of stream.subarray(300)) socket.write(Uint8Array.of(byte));
    await answers(socket, 4);
    expect(taken.flat()).toEqual(['A', 'B', 'C', 'D']);
  });

  it('HL7-05: sent again are acknowledged again and taken once, over restarts and other connections', async () => {
    const state = createMemoryState();
    const first = createFeed({ state });
    const taken = consume(first);
    const socket = await connectTo(first);
    socket.write(writeFrame(adt('M1')));
    await answers(socket, 1);
    await first.close();

    const second = createFeed({ state });
    const again = consume(second);
    const later = await connectTo(second);
    const restamped = Buffer.from(latin1(adt('M1')).replace('20261120020000', '20261121000000'), 'latin1');
    later.write(Buffer.concat([adt('M1'), adt('M2'), adt('M2'), restamped].map(writeFrame)));
    expect((await answers(later, 4)).map((lines) => lines[1])).toEqual([
      'MSA|AA|M1',
      'MSA|AA|M2',
      'MSA|AA|M2',
      'MSA|AA|M1',
    ]);
    expect([taken.flat(), again.flat()]).toEqual([['M1'], ['M2']]);
  });

  it('of one control id but other content are both taken: a counter began anew', async () => {
    const feed = createFeed();
    const taken = consume(feed);
    const socket = await connectTo(feed);
    socket.write(Buffer.concat([adt('1'), adt('1', 'ZZZ|other\r')].map(writeFrame)));
    await answers(socket, 2);
    expect(taken.flat()).toEqual(['1', '1']);
  });

  it('make their sender wait while a hundred of them are taken', async () => {
    class FakeSocket extends Duplex {
      readonly written: string[] = [];
      override _read(): void {}
      override _write(chunk: Uint8Array, _: string, done: () => void): void {
        this.written.push(latin1(chunk));
        done();
      }
      setTimeout(): this {
        return this;
      }
    }
    const socket = new FakeSocket();
    const limits = { maxMessageBytes: 1_000, frameTimeoutInMs: 60_000, idleTimeoutInMs: 60_000 };
    const replies: PendingReply[] = [];
    new MllpConnection(socket as unknown as Socket, limits, (_, reply) => replies.push(reply));
    for (let sent = 0; sent < 250; sent++) socket.push(writeFrame(adt(`M${sent}`)));
    await setImmediate();
    expect([replies.length, socket.isPaused()]).toEqual([100, true]);
    replies.slice(1).forEach((reply) => reply.settle([bytes('later')]));
    await setImmediate();
    expect([replies.length, socket.written]).toEqual([100, []]);
    replies[0]!.settle([bytes('first')]);
    await setImmediate();
    expect(socket.written.slice(0, 2)).toEqual(['\x0bfirst\x1c\r', '\x0blater\x1c\r']);
    expect(replies).toHaveLength(200);
  });

  it('end with the feed: nobody waits for more of one that is closed', async () => {
    const feed = createFeed();
    const next = feed.deliveries()[Symbol.asyncIterator]().next();
    await feed.listen();
    await feed.close();
    expect(await next).toMatchObject({ done: true });
  });

  it('that were begun are answered when their sender has said its last', async () => {
    const feed = createFeed();
    const taken = consume(feed);
    const socket = await connectTo(feed);
    socket.end(Buffer.concat([writeFrame(adt('M1')), bytes('\x0bMSH|half')]));
    expect((await answers(socket, 9)).map((lines) => lines[1])).toEqual(['MSA|AA|M1']);
    expect(taken).toEqual([['M1']]);
  });

  it.for<[string, string]>([
    ['no MLLP at all', 'GET / HTTP/1.1\r\n\r\n'],
    ['a frame that is no message', '\x0bhello\x1c\r'],
    ['an empty frame', '\x0b\x1c\r'],
    ['a header that cannot be answered', '\x0bMSH|^^\\&|A\r\x1c\r'],
    ['a frame without end', `\x0b${'x'.repeat(70_000)}`],
  ])('HL7-01: %s ends the connection', async ([, stream]) => {
    const feed = createFeed();
    const taken = consume(feed);
    const socket = await connectTo(feed);
    socket.on('error', () => undefined);
    socket.write(stream);
    await ended(socket);
    expect(taken).toEqual([]);
  });

  it('HL7-01: a frame that does not end in time, and a silent connection, are ended', async () => {
    for (const limits of [{ frameTimeoutInMs: 30 }, { idleTimeoutInMs: 30 }]) {
      const socket = await connectTo(createFeed(limits));
      socket.write('\x0bM');
      await ended(socket);
    }
  });
});

describe('MLLP over TLS', () => {
  const authority = createTestAuthority();
  const server = { ...authority.issue('localhost'), ca: authority.ca };
  const sender = { ...authority.issue('pas.rnm.example'), ca: authority.ca, servername: 'localhost' };

  it.each(['0.0.0.0', '::', '192.168.1.4', 'hospital.example'])(
    'HL7-06: %s is never listened on without it',
    (host) => {
      expect(() => createFeed({ host })).toThrow(
        expect.objectContaining({ code: 'mllp.public-without-tls' }),
      );
    },
  );

  it('is all three files or none', async () => {
    const context = { env: {}, state: createMemoryState(), now: () => 0, random: () => 0 };
    const creating = definition.create({ host: '127.0.0.1', port: 0, cert: '/none' }, context);
    await expect(creating).rejects.toMatchObject({ code: 'input.option-wrong' });
  });

  it('serves senders whose certificate is signed as agreed, and no others', async () => {
    const feed = createFeed({ tls: server });
    const taken = consume(feed);
    const port = await feed.listen();
    const client = createMllpClient({ host: '127.0.0.1', port, tls: sender, timeoutInMs: 5_000 });
    open.push(client);
    expect(await client.send(adt('M1'))).toEqual({ code: 'AA', controlId: 'M1', text: '' });

    const stranger = createTestAuthority('Another').issue('pas.rnm.example');
    for (const credentials of [stranger, undefined]) {
      const socket = connectTls({
        host: '127.0.0.1',
        port,
        ca: authority.ca,
        servername: 'localhost',
        ...credentials,
      });
      socket.on('error', () => undefined);
      socket.write(writeFrame(adt('M2')));
      await ended(socket);
    }
    const plain = createMllpClient({ host: '127.0.0.1', port, timeoutInMs: 5_000 });
    await expect(plain.send(adt('M3'))).rejects.toMatchObject({ code: 'feed.no-answer' });
    expect(taken).toEqual([['M1']]);
  });

  it('tells senders apart by their certificates, not by what they call themselves', async () => {
    const feed = createFeed({ tls: server });
    const taken = consume(feed);
    const port = await feed.listen();
    for (const name of ['one.example', 'two.example']) {
      const tls = { ...authority.issue(name), ca: authority.ca, servername: 'localhost' };
      const client = createMllpClient({ host: '127.0.0.1', port, tls, timeoutInMs: 5_000 });
      open.push(client);
      await client.send(adt('M1'));
    }
    expect(taken.flat()).toEqual(['M1', 'M1']);
  });
});

describe('MLLP clients', () => {
  it('say that nothing is known where the connection fails, and connect anew', async () => {
    const feed = createFeed();
    const taken = consume(feed, (delivery, [id]) =>
      taken.length === 1 && id === 'M1' ? delivery.refuse(createError('feed.no-answer')) : undefined,
    );
    const client = createMllpClient({ host: '127.0.0.1', port: await feed.listen(), timeoutInMs: 5_000 });
    open.push(client);
    await expect(client.send(adt('M1'))).rejects.toMatchObject({ code: 'feed.no-answer', recovery: 'retry' });
    expect(await client.send(adt('M1'))).toMatchObject({ code: 'AA' });
    expect(taken).toEqual([['M1'], ['M1']]);
  });

  it('send several at once and give each its own answer', async () => {
    const feed = createFeed();
    consume(feed);
    const client = createMllpClient({ host: '127.0.0.1', port: await feed.listen(), timeoutInMs: 5_000 });
    open.push(client);
    const sent = Array.from({ length: 300 }, (_, index) => `M${index}`);
    const found = await Promise.all(sent.map((id) => client.send(adt(id))));
    expect(found.map(({ controlId }) => controlId)).toEqual(sent);
  });
});

describe('A hospital that sends day and night', () => {
  const count = process.env.CONTACTPOINT_CHECK === '1' ? 50_000 : 2_000;

  it(`has each of ${count} messages acknowledged once durable and applied once, over restarts, resends and cut lines`, async () => {
    const authority = createTestAuthority();
    const tls = { ...authority.issue('localhost'), ca: authority.ca };
    const state = createMemoryState();
    const durable = new Map<string, number>();
    const acknowledged = new Set<string>();
    const createServer = async (): Promise<{ port: number; close(): Promise<void> }> => {
      const feed = createFeed({ tls, state });
      consume(feed, (_, found) => found.forEach((id) => durable.set(id, (durable.get(id) ?? 0) + 1)));
      return { port: await feed.listen(), close: () => feed.close() };
    };
    let server = await createServer();
    const connectClient = () =>
      createMllpClient({
        host: '127.0.0.1',
        port: server.port,
        tls: { ...tls, servername: 'localhost' },
        timeoutInMs: 20_000,
      });
    let client = connectClient();
    const waiting = Array.from({ length: count }, (_, index) => `M${index}`);
    for (let round = 0; waiting.length > 0; round++) {
      // Every tenth message is sent twice; after every few rounds the server is restarted with messages on their way.
      const window = waiting.slice(0, 200);
      const sent = window.flatMap((id, index) => (index % 10 === 0 ? [id, id] : [id]));
      const answering = sent.map(async (id) => {
        const { code } = await client.send(adt(id));
        expect([code, durable.has(id)]).toEqual(['AA', true]);
        acknowledged.add(id);
      });
      if (round % 5 === 4) {
        await Promise.race(answering);
        await server.close();
        server = await createServer();
      }
      const results = await Promise.allSettled(answering);
      for (const result of results)
        if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'feed.no-answer' });
      if (results.some(({ status }) => status === 'rejected')) client = connectClient();
      waiting.splice(0, window.length, ...window.filter((id) => !acknowledged.has(id)));
    }
    await client.close();
    expect(acknowledged.size).toBe(count);
    expect(durable.size).toBe(count);
    expect([...durable.values()].filter((times) => times !== 1)).toEqual([]);
  }, 600_000);
});
