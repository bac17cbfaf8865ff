import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { inspect } from 'node:util';
import { isContactPointError } from '@contactpoint/contract';
import { afterEach, describe, expect, it } from 'vitest';
import type { Transport, TransportRequest } from '../transport.ts';
import { axiosTransport, knowsProxies } from './axios-transport.ts';
import { fetchTransport } from './fetch-transport.ts';

const CANARY = 'Zzyzx-Canary';
const LIMIT = 65_536;

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

/** A server of the test's own on a free port of this machine. */
async function listen(handle: Handle, prepare?: (server: Server) => void): Promise<string> {
  const server = createServer(handle);
  prepare?.(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function request(url: string, changes: Partial<TransportRequest> = {}): TransportRequest {
  return {
    method: 'POST',
    url,
    headers: { authorization: `Bearer ${CANARY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: CANARY }),
    signal: new AbortController().signal,
    maxAnswerInBytes: LIMIT,
    ...changes,
  };
}

async function failure(sending: Promise<unknown>): Promise<{ code: string; message: string }> {
  try {
    await sending;
  } catch (error) {
    const shown = [inspect(error, { depth: 20, showHidden: true }), JSON.stringify(error)].join('\n');
    expect(shown, 'neither token nor body is shown').not.toContain(CANARY);
    if (isContactPointError(error)) return error;
    throw error;
  }
  throw new Error('the request did not fail');
}

async function readAll(incoming: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of incoming.setEncoding('utf8')) text += chunk;
  return text;
}

const transports: Record<string, () => Transport> = {
  axios: () => axiosTransport({ proxy: 'none' }),
  fetch: () => fetchTransport(),
};

describe.each(Object.keys(transports))('the %s transport', (name) => {
  const open = (): Transport => {
    const transport = transports[name]?.() as Transport;
    cleanups.push(() => transport.close?.());
    return transport;
  };

  it('sends method, path, headers and body as they are, and reads status, headers and text', async () => {
    const seen: unknown[] = [];
    const url = await listen(async (incoming, response) => {
      const { method, url: path, headers } = incoming;
      seen.push([method, path, headers['authorization'], headers['content-type'], await readAll(incoming)]);
      response.writeHead(404, { 'x-request-id': 'r1', 'content-type': 'application/json' });
      response.end('{"given":"Siân 中 🧒"}');
    });
    const answer = await open().send(request(`${url}/v1/a?after=x%2Fy`));
    expect(seen).toEqual([
      ['POST', '/v1/a?after=x%2Fy', `Bearer ${CANARY}`, 'application/json', `{"name":"${CANARY}"}`],
    ]);
    expect([answer.status, answer.header('x-request-id'), answer.header('absent'), answer.body]).toEqual([
      404,
      'r1',
      undefined,
      '{"given":"Siân 中 🧒"}',
    ]);
  });

  it('follows no redirect', async () => {
    let reached = false;
    const elsewhere = await listen((_incoming, response) => {
      reached = true;
      response.end();
    });
    for (const status of [301, 302, 303, 307, 308]) {
      const url = await listen((_incoming, response) =>
        response.writeHead(status, { location: elsewhere }).end(),
      );
      const { status: given } = await open().send(request(url));
      expect(given).toBe(status);
    }
    expect(reached).toBe(false);
  });

  it.each<[name: string, write: (response: ServerResponse) => void]>([
    ['announced', (response) => response.end('a'.repeat(LIMIT + 1))],
    [
      'without end',
      (response) => {
        const more = (): void => {
          while (!response.destroyed && response.write('a'.repeat(8192)));
        };
        response.on('drain', more);
        more();
      },
    ],
  ])('does not read an answer past the limit, %s', async (_name, write) => {
    const url = await listen((_incoming, response) => write(response));
    expect((await failure(open().send(request(url)))).code).toBe('client.answer-too-large');
  });

  it('reads an answer at the limit', async () => {
    const url = await listen((_incoming, response) => response.end('a'.repeat(LIMIT)));
    expect((await open().send(request(url))).body).toHaveLength(LIMIT);
  });

  it('never lets a small compressed answer become a large one', async () => {
    const { gzipSync } = await import('node:zlib');
    const bomb = gzipSync(Buffer.alloc(LIMIT * 100));
    const url = await listen((_incoming, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    );
    const outcome = await open()
      .send(request(url))
      .then(
        ({ body }) => body.length,
        (error: { code: string }) => error.code,
      );
    expect(outcome === 'client.answer-too-large' || Number(outcome) <= LIMIT).toBe(true);
  });

  it.each<[name: string, handle: Handle]>([
    ['is cut before an answer', (incoming) => incoming.socket.destroy()],
    [
      'is cut within an answer',
      (incoming, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{"a"', () => incoming.socket.destroy());
      },
    ],
    ['speaks another language', (incoming) => incoming.socket.end(`${CANARY}\r\n\r\n`)],
  ])('says that a connection %s', async (_name, handle) => {
    const url = await listen(handle);
    expect((await failure(open().send(request(url)))).code).toBe('client.network');
  });

  it('says that nobody listens', async () => {
    const url = await listen(() => undefined);
    await cleanups.pop()?.();
    expect((await failure(open().send(request(url)))).message).toContain('ECONNREFUSED');
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    let closed: Promise<unknown> | undefined;
    const url = await listen((incoming) => {
      closed = new Promise((resolve) => incoming.socket.once('close', resolve));
      stop.abort();
    });
    await failure(open().send(request(url, { signal: stop.signal })));
    await closed;
  });
});

describe('the fetch transport', () => {
  it('reaches a handler inside the process', async () => {
    const transport = fetchTransport({
      fetch: async (given) =>
        Response.json({ url: given.url, body: (await given.json()) as unknown }, { status: 202 }),
    });
    const answer = await transport.send(request('https://directory.example/v1/a'));
    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      202,
      { url: 'https://directory.example/v1/a', body: { name: CANARY } },
    ]);
  });
});

describe('the axios transport', () => {
  it('keeps its connection between requests', async () => {
    const sockets = new Set<Socket>();
    const url = await listen((incoming, response) => {
      sockets.add(incoming.socket);
      response.end('{}');
    });
    const transport = axiosTransport({ proxy: 'none' });
    cleanups.push(() => transport.close?.());
    for (let count = 0; count < 5; count++) await transport.send(request(url));
    expect(sockets.size).toBe(1);
  });

  it('is not led astray by a polluted prototype (SDK-02)', async () => {
    const lured: unknown[] = [];
    const trap = await listen((incoming, response) => {
      lured.push(incoming.url);
      response.end('{}');
    });
    const url = await listen((incoming, response) => {
      const { url: path, headers } = incoming;
      response.end(JSON.stringify([path, headers['authorization']]));
    });
    const { hostname, port } = new URL(trap);
    const polluted: Record<string, unknown> = {
      baseURL: trap,
      proxy: { host: hostname, port: Number(port) },
      socketPath: '/nowhere',
      allowAbsoluteUrls: true,
      maxRedirects: 5,
      params: { stolen: CANARY },
      auth: { username: 'a', password: 'b' },
      validateStatus: () => false,
      transformResponse: [() => 'wrong'],
      beforeRedirect: () => undefined,
    };
    const before = Object.getOwnPropertyDescriptors(Object.prototype);
    Object.assign(Object.prototype, polluted);
    const transport = axiosTransport({ proxy: 'none' });
    cleanups.push(() => transport.close?.());
    try {
      expect((await transport.send(request(url))).body).toBe(`["/","Bearer ${CANARY}"]`);
    } finally {
      for (const key of Object.keys(polluted))
        if (!(key in before)) delete (Object.prototype as Record<string, unknown>)[key];
    }
    expect(lured).toEqual([]);
  });

  it('goes through the proxy that it is given, and tunnels TLS', async () => {
    const seen: string[] = [];
    const proxy = await listen(
      (incoming, response) => {
        seen.push(`${incoming.method} ${incoming.url}`);
        response.end('{}');
      },
      (server) =>
        server.on('connect', (incoming: IncomingMessage, socket: Socket) => {
          seen.push(`CONNECT ${incoming.url}`);
          expect(incoming.headers['authorization']).toBeUndefined();
          socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
        }),
    );
    const transport = axiosTransport({ proxy });
    cleanups.push(() => transport.close?.());
    await transport.send(request('http://directory.example/v1/a'));
    const error = await failure(transport.send(request('https://directory.example/v1/a')));
    expect(error.code).toBe('client.proxy-refused');
    expect(seen).toEqual(['POST http://directory.example/v1/a', 'CONNECT directory.example:443']);
  });

  it.each([
    ['24.21.0', true],
    ['24.5.0', true],
    ['24.4.9', false],
    ['23.11.0', false],
    ['22.21.0', true],
    ['22.13.0', false],
    ['26.0.0', true],
  ])('on Node %s can use a proxy: %s', (version, want) => {
    expect(knowsProxies(version)).toBe(want);
  });
});
