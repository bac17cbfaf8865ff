import { createError } from '@contactpoint/contract';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTestServer, ISSUER, type TestServer } from '../tests/test-server.ts';

const UUID = /^[0-9a-f-]{36}$/;
const CANARY = 'Zzyzx-Canary';

let server: TestServer;
beforeEach(async () => {
  server = await createTestServer(() => ({ submissionId: 's1', receipts: [] }));
});

async function codeOf(response: Response): Promise<[status: number, code: unknown]> {
  return [response.status, ((await response.json()) as { code?: unknown }).code];
}

describe('a write', () => {
  it('reaches the directory as a command of the caller', async () => {
    const requestId = '6f1c2ab8-63f1-4a7e-9a71-0b61f7a2f1aa';
    const response = await server.post(
      '/v1/submissions',
      { records: [{ a: 1 }] },
      {
        'x-request-id': requestId.toUpperCase(),
        'x-correlation-id': 'nightly-2026-11-20',
      },
    );
    expect(await response.json()).toEqual({ submissionId: 's1', receipts: [] });
    expect(server.commands).toEqual([
      expect.objectContaining({ type: 'submitRecords', requestId, records: [{ a: 1 }] }),
    ]);
    expect(Object.fromEntries(response.headers)).toEqual({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'ratelimit-limit': '60000',
      'ratelimit-remaining': '59999',
      'ratelimit-reset': '60',
      'x-content-type-options': 'nosniff',
      'x-request-id': requestId,
      'x-correlation-id': 'nightly-2026-11-20',
    });
  });

  it.each<[name: string, headers: Record<string, string | undefined>]>([
    ['without X-Request-ID', { 'x-request-id': undefined }],
    ['with an X-Request-ID that is no UUID', { 'x-request-id': '42' }],
    ['with an X-Correlation-ID that could break out', { 'x-correlation-id': 'a"b<c>' }],
    ['with an X-Correlation-ID without end', { 'x-correlation-id': 'a'.repeat(129) }],
  ])('%s is refused, and nothing malformed is mirrored', async (_name, headers) => {
    const response = await server.post('/v1/submissions', { records: [{}] }, headers);
    expect(response.headers.get('x-request-id')).toMatch(UUID);
    expect(response.headers.get('x-correlation-id')).toBeNull();
    expect(await codeOf(response)).toEqual([400, 'request.header-invalid']);
    expect(server.commands).toEqual([]);
  });
});

describe('a body', () => {
  it.each<[name: string, body: unknown, want: [number, string]]>([
    ['that is not JSON', '{', [400, 'request.not-json']],
    ['with a member twice', '{"records":[{"a":1,"a":2}]}', [400, 'request.duplicate-member']],
    ['nested too deeply', `{"records":${'['.repeat(65)}${']'.repeat(65)}}`, [400, 'request.too-deep']],
    ['without records', {}, [400, 'request.invalid']],
    ['with an unknown member', { records: [{}], extra: 1 }, [400, 'request.invalid']],
    ['with no record', { records: [] }, [400, 'request.invalid']],
    ['that is a list', [], [400, 'request.invalid']],
    ['with 1,001 records', { records: Array(1001).fill({}) }, [400, 'request.invalid']],
    ['of 17 MB', `{"records":["${'a'.repeat(17_000_000)}"]}`, [413, 'request.too-large']],
  ])('%s is refused', async (_name, body, want) => {
    expect(await codeOf(await server.post('/v1/submissions', body))).toEqual(want);
    expect(server.commands).toEqual([]);
  });

  it('with 1,000 records is taken', async () => {
    expect((await server.post('/v1/submissions', { records: Array(1000).fill({}) })).status).toBe(200);
  });

  it('of an unproven caller is not read', async () => {
    let read = false;
    const body = new ReadableStream(
      {
        pull() {
          read = true;
        },
      },
      { highWaterMark: 0 },
    );
    const init = {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { 'content-type': 'application/json', 'x-request-id': crypto.randomUUID() },
    };
    const response = await server.handler(new Request(`${ISSUER}/v1/submissions`, init as RequestInit));
    expect([response.status, read]).toEqual([401, false]);
  });

  it('without end is refused at the limit, and its sender is stopped', async () => {
    let sent = 0;
    let stopped = false;
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(65_536));
        sent += 65_536;
      },
      cancel() {
        stopped = true;
      },
    });
    const authorization = `Bearer ${await server.token()}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const init = { method: 'POST', body, duplex: 'half', headers } as RequestInit;
    const response = await server.handler(new Request(`${ISSUER}/v1/children/search`, init));
    expect(await codeOf(response)).toEqual([413, 'request.too-large']);
    expect(stopped).toBe(true);
    expect(sent).toBeLessThan(300_000);
  });

  it('that breaks off is said to have', async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) });
    const authorization = `Bearer ${await server.token()}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const init = { method: 'POST', body, duplex: 'half', headers } as RequestInit;
    const response = await server.handler(new Request(`${ISSUER}/v1/children/search`, init));
    expect(await codeOf(response)).toEqual([400, 'request.interrupted']);
  });

  it('of another type is refused unread', async () => {
    const response = await server.post(
      '/v1/submissions',
      { records: [{}] },
      { 'content-type': 'text/plain' },
    );
    expect(await codeOf(response)).toEqual([415, 'request.media-type']);
  });
});

describe('an address', () => {
  it.each<[method: string, path: string, want: [number, string | undefined]]>([
    ['GET', '/health', [200, undefined]],
    ['GET', '/v1/errors', [200, undefined]],
    ['GET', '/nowhere', [404, 'request.route-unknown']],
    ['GET', '/v1/children/search', [405, 'request.method-not-allowed']],
    ['DELETE', '/health', [405, 'request.method-not-allowed']],
    ['POST', '/soap/v1', [501, 'request.not-built']],
    ['POST', '/v1/webhooks', [501, 'request.not-built']],
    ['GET', '/v1/discrepancies', [401, 'token.missing']],
    ['GET', '/v1/reviews', [401, 'token.missing']],
    ['GET', '/_test/reset', [404, 'request.route-unknown']],
  ])('%s %s', async (method, path, want) => {
    expect(await codeOf(await server.handler(new Request(`${ISSUER}${path}`, { method })))).toEqual(want);
  });

  it('says which methods it has', async () => {
    const response = await server.handler(new Request(`${ISSUER}/v1/submissions`, { method: 'PUT' }));
    expect(response.headers.get('allow')).toBe('POST');
  });
});

describe('trouble inside', () => {
  it('of the catalogue answers with its words', async () => {
    server = await createTestServer(() => {
      throw createError('directory.not-eligible');
    });
    const response = await server.post('/v1/submissions', { records: [{}] });
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({
      type: expect.stringContaining('directory.not-eligible') as string,
      status: 403,
      code: 'directory.not-eligible',
      retryable: false,
      fixableBy: 'authority',
      requestId: expect.stringMatching(UUID) as string,
    });
  });

  it('of any other kind tells nothing to the caller and where to the log, never what', async () => {
    server = await createTestServer(() => {
      throw new TypeError(`cannot read ${CANARY} of\n    undefined ${CANARY}`);
    });
    const response = await server.post('/v1/submissions', { records: [{}] });
    const text = await response.text();
    expect([response.status, text.includes(CANARY)]).toEqual([500, false]);
    expect(server.log.at(-1)?.failure?.name).toBe('TypeError');
    expect(server.log.at(-1)?.failure?.at[0]).toContain('create-handler.test.ts');
    expect(JSON.stringify(server.log)).not.toContain(CANARY);
  });
});

describe('too much at the same time', () => {
  it('is sent away at once with a time to come again, and what is under way is done (LOAD-01)', async () => {
    const busy = Promise.withResolvers<object>();
    server = await createTestServer(() => busy.promise, { mostAtOnce: 3 });
    const authorization = `Bearer ${await server.token()}`;
    const send = (): Promise<Response> =>
      server.post('/v1/submissions', { records: [{}] }, { authorization });
    const underWay = [send(), send(), send()];
    while (server.commands.length < 3) await new Promise((resolve) => setImmediate(resolve));
    const refused = await send();
    expect([refused.headers.get('retry-after'), await codeOf(refused)]).toEqual(['1', [503, 'server.busy']]);
    busy.resolve({});
    expect((await Promise.all(underWay)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await server.handler(new Request(`${ISSUER}/health`))).status).toBe(200);
  });
});

describe('the log', () => {
  it('that fails, fails no request', async () => {
    server = await createTestServer(undefined, {
      log: () => {
        throw new Error('the disk is full');
      },
    });
    expect((await server.handler(new Request(`${ISSUER}/health`))).status).toBe(200);
  });

  it('holds no body, token, id of a child or query of any request (PRIV-03)', async () => {
    const body = { records: [{ [CANARY]: CANARY }], unknown: CANARY };
    const refused = await server.post('/v1/submissions', body);
    expect(await refused.text()).not.toContain(CANARY);
    await server.post(`/v1/children/${CANARY}/view?name=${CANARY}`, { accessContext: { user: CANARY } });
    await server.handler(
      new Request(`${ISSUER}/${CANARY}`, { headers: { authorization: `Bearer ${CANARY}` } }),
    );
    expect(server.log.length).toBeGreaterThanOrEqual(5);
    expect(JSON.stringify(server.log)).not.toContain(CANARY);
    expect(server.log.map((entry) => entry.operation)).toContain('viewChild');
  });
});
