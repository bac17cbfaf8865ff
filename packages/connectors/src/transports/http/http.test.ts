import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileState, createMemoryState } from '../../feeds/file-state.ts';
import type { Delivery, Feed } from '../../feeds/feed.ts';
import { checkOptions } from '../../check-options.ts';
import { definition } from './definition.ts';
import { findNextPage } from './next-page.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;
let server: Server;
let origin: string;
let seen: string[];
let handle: Handler;

beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const NOW = Date.UTC(2026, 2, 1);
async function open(
  options: Record<string, unknown>,
  given: {
    env?: Record<string, string>;
    state?: ReturnType<typeof createMemoryState>;
    now?: () => number;
  } = {},
): Promise<Feed> {
  const { id, options: schemas, required } = definition;
  const settled = checkOptions(
    { url: `${origin}/pupils`, networks: ['loopback'], attempts: 3, ...options },
    { owner: id, options: schemas, required },
  );
  return definition.create(settled, {
    env: given.env ?? {},
    state: given.state ?? createMemoryState(),
    now: given.now ?? (() => NOW),
    random: () => 0,
  });
}

async function text(delivery: Delivery): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of delivery.file.open()) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** Takes every delivery, or all until `stopAfter`. */
async function pull(feed: Feed, stopAfter = Infinity): Promise<string[]> {
  const taken: string[] = [];
  for await (const delivery of feed.deliveries()) {
    if (taken.length >= stopAfter) break;
    taken.push(await text(delivery));
    await delivery.accept();
  }
  return taken;
}
const json = (response: ServerResponse, body: unknown, headers: Record<string, string> = {}): void => {
  response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
};

describe('http pages', () => {
  it('are followed by a field, by a link and by a count', async () => {
    handle = ({ url = '' }, response) => {
      const page = Number(new URL(url, origin).searchParams.get('page') ?? '1');
      if (page > 3) return json(response, []);
      const links: Record<string, string> =
        page < 3 ? { link: `<${origin}/first>; rel="first", </pupils?page=${page + 1}>; rel=next` } : {};
      json(response, { page, next: page < 3 ? { href: `/pupils?page=${page + 1}` } : null }, links);
    };
    for (const options of [
      { paging: 'field', nextField: 'next.href' },
      { paging: 'link' },
      { paging: 'count' },
    ]) {
      const pages = (await pull(await open(options))).map(
        (page) => (JSON.parse(page) as { page: number }).page,
      );
      expect(pages, JSON.stringify(options)).toEqual([1, 2, 3]);
    }
  });

  it('are followed by a cursor', async () => {
    handle = ({ url = '' }, response) =>
      json(response, url.includes('at=b%2Bc') ? { end: true } : { cursor: 'b+c' });
    expect(
      await pull(await open({ paging: 'field', nextField: 'cursor', pageParameter: 'at' })),
    ).toHaveLength(2);
    expect(seen).toEqual(['GET /pupils', 'GET /pupils?at=b%2Bc']);
  });

  it('go on where the last pull was broken off, and begin anew after a complete one', async () => {
    handle = ({ url = '' }, response) => {
      const page = Number(new URL(url, origin).searchParams.get('page') ?? '1');
      json(response, { page, next: page < 4 ? `?page=${page + 1}` : null });
    };
    const state = createMemoryState();
    const options = { paging: 'field' };
    expect(await pull(await open(options, { state }), 2)).toHaveLength(2);
    expect(
      (await pull(await open(options, { state }))).map((page) => (JSON.parse(page) as { page: number }).page),
    ).toEqual([3, 4]);
    expect(await pull(await open(options, { state }))).toHaveLength(4);
  });

  it('that are refused come again', async () => {
    handle = (_, response) => json(response, { a: 1 });
    const state = createMemoryState();
    for (let i = 0; i < 2; i++) {
      for await (const delivery of (await open({}, { state })).deliveries())
        await delivery.refuse(new Error('no') as never);
    }
    expect(seen).toHaveLength(2);
    expect(await state.load()).toBeUndefined();
  });

  it('are not fetched again when the tag says that nothing changed', async () => {
    handle = (request, response) => {
      if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end();
      else json(response, { a: 1 }, { etag: '"1"' });
    };
    const state = createMemoryState();
    expect(await pull(await open({}, { state }))).toHaveLength(1);
    expect(await pull(await open({}, { state }))).toHaveLength(0);
  });

  it('are asked for since the last complete pull began', async () => {
    handle = (_, response) => json(response, { a: 1 });
    const state = createMemoryState();
    await pull(await open({ sinceParameter: 'since' }, { state }));
    await pull(await open({ sinceParameter: 'since' }, { state, now: () => NOW + 1 }));
    expect(seen).toEqual(['GET /pupils', 'GET /pupils?since=2026-03-01T00%3A00%3A00.000Z']);
  });

  it('have places that name host, path and page, never the query', async () => {
    handle = (_, response) => json(response, { a: 1 });
    for await (const delivery of (await open({ url: `${origin}/pupils?secret=x` })).deliveries()) {
      expect(delivery.file.name).toBe(`${new URL(origin).host}/pupils#1`);
      await delivery.accept();
    }
  });
});

describe('http sign-in', () => {
  const options = { tokenUrl: '', clientId: 'me:you', clientSecretEnv: 'SECRET', scope: 'read' };
  const env = { SECRET: 's&cret' };

  it('fetches one token, uses it, and fetches another when it is refused', async () => {
    let tokens = 0;
    handle = (request, response) => {
      if (request.url === '/token') return json(response, { access_token: `t${++tokens}`, expires_in: 3600 });
      if (request.headers.authorization !== 'Bearer t2') response.writeHead(401).end();
      else json(response, { next: request.url === '/pupils' ? '/pupils?2' : null });
    };
    expect(
      await pull(await open({ ...options, tokenUrl: `${origin}/token`, paging: 'field' }, { env })),
    ).toHaveLength(2);
    expect(seen).toEqual(['POST /token', 'GET /pupils', 'POST /token', 'GET /pupils', 'GET /pupils?2']);
  });

  it('sends the credentials form-encoded, as the standard says', async () => {
    let authorization = '';
    handle = (request, response) => {
      authorization = request.headers.authorization ?? authorization;
      response.writeHead(400).end();
    };
    await expect(
      pull(await open({ ...options, tokenUrl: `${origin}/token` }, { env })),
    ).rejects.toMatchObject({ code: 'feed.sign-in-refused' });
    expect(Buffer.from(authorization.replace('Basic ', ''), 'base64').toString()).toBe('me%3Ayou:s%26cret');
  });

  it('takes keys from the environment alone', async () => {
    handle = (request, response) => json(response, { key: request.headers['x-api-key'] });
    const withKey = { keyHeader: 'X-Api-Key', keyEnv: 'KEY' };
    expect(await pull(await open(withKey, { env: { KEY: 'k1' } }))).toEqual(['{"key":"k1"}']);
    await expect(open(withKey)).rejects.toMatchObject({ code: 'feed.secret-missing' });
  });
});

describe('http trouble', () => {
  it('is tried again where it may pass, and no oftener than allowed', async () => {
    let calls = 0;
    handle = (_, response) => {
      calls++;
      if (calls < 3) response.writeHead(503, { 'retry-after': '0' }).end();
      else json(response, { a: 1 });
    };
    expect(await pull(await open({}))).toHaveLength(1);
    calls = -10;
    await expect(pull(await open({}))).rejects.toMatchObject({ code: 'feed.busy', recovery: 'retry' });
    expect(seen).toHaveLength(6);
  });

  it.each<[string, Handler, string]>([
    ['a redirect', (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(), 'feed.refused'],
    ['a refusal', (_, response) => response.writeHead(403).end('Siân may not'), 'feed.refused'],
    ['an answer without end', (_, response) => {
      response.writeHead(200);
      const more = (): void => void response.write(Buffer.alloc(65_536), () => !response.destroyed && more());
      more();
    }, 'feed.too-large'],
    ['a connection that breaks', (_, response) => response.destroy(), 'feed.no-answer'],
    ['an answer that breaks off', (_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('x', () => response.destroy());
    }, 'feed.no-answer'],
    ['a page that is no JSON', (_, response) => response.writeHead(200).end('<html>'), 'feed.not-understood'],
    ['a page that names itself', (_, response) => json(response, { next: '/pupils' }), 'feed.not-understood'],
    ['a next page elsewhere', (_, response) => json(response, { next: 'http://127.0.0.1:9/x' }), 'feed.address-refused'],
    ['a next page of another scheme', (_, response) => json(response, { next: 'file:///etc/passwd' }), 'feed.address-refused'],
  ])('ends the pull with an error of ours: %s', async (_, handler, code) => {
    handle = handler;
    const failure = await pull(await open({ paging: 'field', maxBytes: 100_000, attempts: 1 })).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code });
    expect(String(failure)).not.toContain('Siân');
  }); // prettier-ignore

  it('gives up on a server that is silent', async () => {
    handle = () => undefined;
    await expect(pull(await open({ timeoutInSeconds: 1, attempts: 1 }))).rejects.toMatchObject({
      code: 'feed.no-answer',
      message: expect.stringContaining('no answer in time') as unknown,
    });
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    handle = () => stop.abort(new Error('stopped by hand'));
    const feed = await open({});
    const reading = (async () => {
      for await (const delivery of feed.deliveries({ signal: stop.signal })) await delivery.accept();
    })();
    await expect(reading).rejects.toThrow('stopped by hand');
  });

  it.each([
    ['http://localhost:1/', ['public'], 'plain'],
    ['https://localhost:1/', ['public'], 'network'],
    ['https://169.254.169.254/', ['private', 'loopback', 'public'], 'network'],
    ['https://user:secret@mis.example/', ['public'], 'credentials'],
  ])('does not call %s in networks %j', async (url, networks, reason) => {
    const failure = await pull(await open({ url, networks, attempts: 1 })).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'feed.address-refused',
      message: expect.stringContaining(reason) as unknown,
    });
    expect(String(failure)).not.toContain('secret');
  });
});

describe('links to a next page', () => {
  it.each([
    ['<https://a.example/2>; rel="next"', 'https://a.example/2'],
    [
      '<https://a.example/1>; rel=prev, <https://a.example/2,3>; title="x, y"; rel="last next"',
      'https://a.example/2,3',
    ],
    ['</2>;rel=NEXT', 'https://a.example/2'],
    ['<https://a.example/2>; rel="previous"', undefined],
    ['nonsense', undefined],
  ])('%s', (link, want) => {
    const answer = { status: 200, headers: { link }, body: new Uint8Array(0) };
    expect(findNextPage('https://a.example/1', answer, { kind: 'link' })).toBe(want);
  });
});

describe('the state of a feed', () => {
  it('is replaced whole, readable by its owner alone, and refused when damaged', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'contactpoint-state-'));
    const path = join(folder, 'feed.json');
    const state = createFileState(path);
    expect(await state.load()).toBeUndefined();
    await state.save({ a: '1' });
    await state.save({ b: '2' });
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ b: '2' });
    expect(await state.load()).toEqual({ b: '2' });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    for (const damaged of ['{"a":', '[]', '{"a":1}']) {
      writeFileSync(path, damaged);
      await expect(state.load()).rejects.toMatchObject({ code: 'feed.state-unreadable' });
    }
    rmSync(folder, { recursive: true });
  });
});
