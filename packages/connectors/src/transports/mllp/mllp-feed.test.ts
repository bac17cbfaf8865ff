import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import {
  adt,
  answers,
  bytes,
  connectTo,
  consume,
  createFeed,
  ended,
  latin1,
} from '../../../tests/test-mllp.ts';
import { createMemoryState } from '../../feeds/file-state.ts';
import { writeFrame } from './frame-reader.ts';
import { MllpConnection, type PendingReply } from './mllp-connection.ts';

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
