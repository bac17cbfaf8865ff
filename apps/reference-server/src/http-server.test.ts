import { request } from 'node:http';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listen, type HttpServer } from './http-server.ts';

const echo = async (given: Request): Promise<Response> =>
  given.url.endsWith('/v1/submissions/bulk') ? new Response(given.body) : new Response(await given.text());

let server: HttpServer;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  server = await listen(echo, { host: '127.0.0.1', port: 0 });
});
afterEach(async () => {
  vi.useRealTimers();
  await server.close();
});

describe('a port', () => {
  it('answers a stream while it is still being sent', async () => {
    const sending = request({
      port: server.port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/v1/submissions/bulk',
    });
    const lines = new Promise<AsyncIterator<string>>((resolve) =>
      sending.once('response', (response) => resolve(createInterface(response)[Symbol.asyncIterator]())),
    );
    sending.write('one\n');
    expect((await (await lines).next()).value).toBe('one');
    sending.write('two\n');
    expect((await (await lines).next()).value).toBe('two');
    sending.end();
    expect((await (await lines).next()).done).toBe(true);
  });

  it.each<[name: string, path: string, cut: boolean]>([
    [
      'cuts a request whose body does not arrive in 30 seconds, although it trickles',
      '/v1/submissions',
      true,
    ],
    ['leaves a stream of records alone that goes on longer', '/v1/submissions/bulk', false],
  ])('%s (HTTP-02)', async (_name, path, cut) => {
    const socket = connect(server.port, '127.0.0.1');
    let closed = false;
    socket.once('close', () => (closed = true)).on('error', () => undefined);
    socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n`);
    for (let second = 0; second < 40; second++) {
      socket.write('a');
      await turn();
      await vi.advanceTimersByTimeAsync(1000);
    }
    for (let count = 0; count < 20 && !closed; count++) await turn();
    expect(closed).toBe(cut);
    socket.destroy();
  });

  it('lets a request under way end before it closes', async () => {
    const sending = request({
      port: server.port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/v1/submissions/bulk',
    });
    const answered = new Promise<string>((resolve) =>
      sending.once('response', (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += String(chunk))).on('end', () => resolve(text));
      }),
    );
    sending.write('one ');
    await new Promise((resolve) => sending.once('response', resolve));
    const closed = server.close();
    sending.end('two');
    expect(await answered).toBe('one two');
    await closed;
  });

  /** Lets what came in at the socket be handled. */
  async function turn(): Promise<void> {
    for (let count = 0; count < 4; count++) await new Promise((resolve) => setImmediate(resolve));
  }
});
