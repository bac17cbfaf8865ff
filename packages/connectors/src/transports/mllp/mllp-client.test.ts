import { connect as connectTls } from 'node:tls';
import { createError } from '@contactpoint/contract';
import { describe, expect, it } from 'vitest';
import { adt, closeAfterTest, consume, createFeed, ended } from '../../../tests/test-mllp.ts';
import { createMemoryState } from '../../feeds/file-state.ts';
import { createTestAuthority } from '../../suite/create-test-authority.ts';
import { writeFrame } from './frame-reader.ts';
import { createMllpClient, definition } from './index.ts';

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
    const client = closeAfterTest(
      createMllpClient({ host: '127.0.0.1', port, tls: sender, timeoutInMs: 5_000 }),
    );
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
      const client = closeAfterTest(createMllpClient({ host: '127.0.0.1', port, tls, timeoutInMs: 5_000 }));
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
    const client = closeAfterTest(
      createMllpClient({ host: '127.0.0.1', port: await feed.listen(), timeoutInMs: 5_000 }),
    );
    await expect(client.send(adt('M1'))).rejects.toMatchObject({ code: 'feed.no-answer', recovery: 'retry' });
    expect(await client.send(adt('M1'))).toMatchObject({ code: 'AA' });
    expect(taken).toEqual([['M1'], ['M1']]);
  });

  it('send several at once and give each its own answer', async () => {
    const feed = createFeed();
    consume(feed);
    const client = closeAfterTest(
      createMllpClient({ host: '127.0.0.1', port: await feed.listen(), timeoutInMs: 5_000 }),
    );
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
