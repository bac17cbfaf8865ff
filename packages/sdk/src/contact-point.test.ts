import { inspect } from 'node:util';
import { createError, type AccessContext, type CanonicalRecord, type Receipt } from '@contactpoint/contract';
import { describe, expect, it } from 'vitest';
import {
  createPrivateJwk,
  createTestClient,
  createTestClock,
  scriptTransport,
  type Step,
} from '../tests/script-transport.ts';
import {
  createContactPoint,
  isContactPointError,
  privateKeyJwt,
  type ApiError,
  type Spool,
  type SpooledBatch,
} from './index.ts';

const context: AccessContext = {
  user: 'p-harker',
  organisation: 'northmere',
  role: 'socialWorker',
  reason: { code: 'newReferral' },
  route: 'cms',
};
const records: readonly CanonicalRecord[] = ['1', '2'].map((recordId) => ({
  source: { system: 'wirral-ics', recordId, suppliedAt: '2026-11-20T02:00:00Z' },
  operation: 'upsert',
  completeness: 'full',
}));
const receipts: readonly Receipt[] = records.map(({ source }, ref) => ({
  ref,
  recordId: source.recordId,
  outcome: 'created',
  issues: [],
  discrepancies: [],
}));
const done: Step = { status: 200, body: { submissionId: 's', receipts } };
const problem = (status: number, code: string, more: object = {}): Step => ({
  status,
  body: { code, ...more },
  headers: { 'content-type': 'application/problem+json' },
});

async function failure(call: Promise<unknown>): Promise<ApiError> {
  try {
    await call;
  } catch (error) {
    if (isContactPointError(error)) return error as ApiError;
    throw error;
  }
  throw new Error('the call did not fail');
}

describe('submissions.submit', () => {
  it('gives one receipt a record, and sends one request id with every attempt', async () => {
    const transport = scriptTransport([problem(503, 'directory.unavailable'), { status: 502 }, done]);
    const given = await createTestClient(transport).submissions.submit(records);
    expect(given).toEqual(receipts);
    expect(transport.requests).toHaveLength(3);
    expect(new Set(transport.requests.map(({ headers }) => headers['x-request-id'])).size).toBe(1);
    expect(new Set(transport.requests.map(({ body }) => body)).size).toBe(1);
  });

  it('sends the request id that it was given', async () => {
    const transport = scriptTransport([done]);
    const requestId = '6f1c2ab8-63f1-4a7e-9a71-0b61f7a2f1aa';
    await createTestClient(transport).submissions.submit(records, { requestId });
    expect(transport.requests[0]?.headers['x-request-id']).toBe(requestId);
  });

  it.each<[name: string, body: unknown]>([
    ['no receipts', {}],
    ['a receipt too few', { receipts: receipts.slice(1) }],
    ['a receipt too many', { receipts: [...receipts, receipts[0]] }],
    ['receipts in another order', { receipts: receipts.toReversed() }],
    ['a receipt of another record', { receipts: [receipts[0], { ...receipts[1], recordId: '3' }] }],
    ['receipts that are none', { receipts: [null, 1] }],
    ['a list', []],
    ['null', null],
    ['a web page', '<html>Sign in</html>'],
  ])('refuses an answer with %s', async (_name, body) => {
    const transport = scriptTransport([{ status: 200, body }]);
    expect((await failure(createTestClient(transport).submissions.submit(records))).code).toBe(
      'client.unexpected-answer',
    );
    expect(transport.requests).toHaveLength(1);
  });

  it.each([0, 1001])('refuses %i records before sending any', async (count) => {
    const transport = scriptTransport([done]);
    const many = Array.from({ length: count }, () => records[0] as CanonicalRecord);
    expect((await failure(createTestClient(transport).submissions.submit(many))).code).toBe(
      'client.too-many-records',
    );
    expect(transport.requests).toEqual([]);
  });
});

describe('a failed call', () => {
  it.each<[name: string, step: Step, code: string, attempts: number]>([
    [
      'a refusal that the catalogue knows',
      problem(403, 'directory.not-eligible'),
      'directory.not-eligible',
      1,
    ],
    ['a conflict', problem(409, 'directory.request-id-reused'), 'directory.request-id-reused', 1],
    ['a refusal with an unknown code', problem(400, 'vendor.own'), 'client.refused', 1],
    ['a refusal that names a built-in', problem(400, 'constructor'), 'client.refused', 1],
    [
      'a redirect',
      { status: 302, headers: { location: 'https://elsewhere.example' } },
      'client.redirected',
      1,
    ],
    ['an opaque redirect of a browser', { status: 0 }, 'client.redirected', 1],
    ['a proxy that wants a sign-in', { status: 407 }, 'client.proxy-refused', 1],
    ['success with another status', { status: 201, body: {} }, 'client.refused', 1],
    ['an overloaded directory', problem(503, 'directory.unavailable'), 'directory.unavailable', 5],
    ['a failing directory', problem(500, 'server.failed'), 'server.failed', 5],
    ['a gateway without words', { status: 504, body: '<html>' }, 'client.unavailable', 5],
    ['too many requests', { status: 429 }, 'client.unavailable', 5],
    [
      'a network that drops',
      { throws: createError('client.network', { values: { reason: 'ECONNRESET' } }) },
      'client.network',
      5,
    ],
    ['a transport that throws anything', { throws: 'boom' }, 'client.network', 5],
  ])('by %s', async (...[, step, code, attempts]) => {
    const transport = scriptTransport([step]);
    const error = await failure(createTestClient(transport).submissions.submit(records));
    expect([error.code, transport.requests.length]).toEqual([code, attempts]);
    expect(error.requestId).toBe(transport.requests[0]?.headers['x-request-id']);
  });

  it('says which status and request it was, and which places were wrong', async () => {
    const errors = [{ pointer: '/records/0/source', code: 'record.missing', message: 'x', rule: 'HOLD-02' }];
    const transport = scriptTransport([problem(400, 'request.invalid', { errors })]);
    const requestId = '6f1c2ab8-63f1-4a7e-9a71-0b61f7a2f1aa';
    const error = await failure(createTestClient(transport).submissions.submit(records, { requestId }));
    expect(error).toMatchObject({
      name: 'ApiError',
      status: 400,
      requestId,
      items: [{ pointer: '/records/0/source', code: 'record.missing', rule: 'HOLD-02' }],
    });
  });
});

describe('waiting between attempts', () => {
  it('takes a random part of a limit that doubles up to its cap', async () => {
    const clock = createTestClock({ random: 0.5 });
    const retry = { attempts: 6, baseInMs: 1000, capInMs: 5000 };
    const client = createTestClient(scriptTransport([{ status: 503 }]), { clock, retry });
    await failure(client.submissions.submit(records));
    expect(clock.sleeps).toEqual([500, 1000, 2000, 2500, 2500]);
  });

  it.each<[name: string, retryAfter: string, want: readonly number[]]>([
    ['seconds', '7', [7000]],
    ['a date', 'Fri, 20 Nov 2026 09:00:09 GMT', [9000]],
    ['a date that has passed', 'Fri, 20 Nov 2026 08:00:00 GMT', [125]],
    ['nonsense', 'soon', [125]],
  ])('is at least what Retry-After says in %s', async (_name, retryAfter, want) => {
    const clock = createTestClock();
    const transport = scriptTransport([{ status: 503, headers: { 'retry-after': retryAfter } }, done]);
    await createTestClient(transport, { clock }).submissions.submit(records);
    expect(clock.sleeps).toEqual(want);
  });

  it('does not begin when the directory asks for more time than the call has', async () => {
    const clock = createTestClock();
    const transport = scriptTransport([{ status: 503, headers: { 'retry-after': '3600' } }]);
    const error = await failure(createTestClient(transport, { clock }).submissions.submit(records));
    expect([error.code, error.retryAfterInMs, clock.sleeps]).toEqual(['client.unavailable', 3_600_000, []]);
  });
});

describe('a deadline', () => {
  it('ends a call that gets no answer', async () => {
    const clock = createTestClock();
    const call = failure(
      createTestClient(scriptTransport(['silence']), { clock }).submissions.submit(records),
    );
    await untilSent();
    await clock.pass(60_000);
    expect(await call).toMatchObject({
      code: 'client.timeout',
      message: expect.stringContaining('60 s') as string,
    });
  });

  it('ends a call that waits for a token', async () => {
    const clock = createTestClock();
    const transport = scriptTransport([done], () => 'silence');
    const call = failure(createTestClient(transport, { clock }).submissions.submit(records));
    await untilSent();
    await clock.pass(60_000);
    expect((await call).code).toBe('client.timeout');
  });

  it('is joined by the caller’s own wish to stop', async () => {
    const stop = new AbortController();
    const transport = scriptTransport(['silence']);
    const call = failure(createTestClient(transport).submissions.submit(records, { signal: stop.signal }));
    await untilSent();
    stop.abort();
    expect((await call).code).toBe('client.aborted');
  });

  it('sends nothing when the caller had stopped before', async () => {
    const transport = scriptTransport([done]);
    const call = createTestClient(transport).submissions.submit(records, { signal: AbortSignal.abort() });
    expect((await failure(call)).code).toBe('client.aborted');
    expect(transport.requests).toEqual([]);
  });

  it('stops between attempts too', async () => {
    const stop = new AbortController();
    const clock = createTestClock({ waits: false });
    const transport = scriptTransport([{ status: 503 }]);
    const hooks = { onRetry: () => queueMicrotask(() => stop.abort()) };
    const client = createTestClient(transport, { clock, hooks });
    expect((await failure(client.submissions.submit(records, { signal: stop.signal }))).code).toBe(
      'client.aborted',
    );
    expect(transport.requests).toHaveLength(1);
  });

  /** Signing is asynchronous in the platform: a few turns of the event loop. */
  async function untilSent(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  }
});

describe('tokens', () => {
  it('are fetched once for many calls, one for the client and one for each user', async () => {
    const transport = scriptTransport([done, { status: 200, body: { candidates: [], childId: 'c' } }]);
    const client = createTestClient(transport);
    await client.submissions.submit(records);
    await Promise.all([client.children.search({}, context), client.children.view('c', context)]);
    expect(transport.tokenForms.map((form) => form.get('grant_type'))).toEqual([
      'client_credentials',
      'urn:ietf:params:oauth:grant-type:token-exchange',
    ]);
    expect(transport.requests.map(({ headers }) => headers['authorization'])).toEqual([
      'Bearer token-1',
      'Bearer token-2',
      'Bearer token-2',
    ]);
  });

  it('are renewed before they run out', async () => {
    const clock = createTestClock();
    const transport = scriptTransport([done]);
    const client = createTestClient(transport, { clock });
    await client.submissions.submit(records);
    await clock.pass(269_000);
    await client.submissions.submit(records);
    expect(transport.tokenForms).toHaveLength(1);
    await clock.pass(1000);
    await client.submissions.submit(records);
    expect(transport.tokenForms).toHaveLength(2);
  });

  it('are renewed once when the directory no longer accepts them', async () => {
    const transport = scriptTransport([problem(401, 'token.refused'), done]);
    await createTestClient(transport).submissions.submit(records);
    expect(transport.requests.map(({ headers }) => headers['authorization'])).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
    const never = scriptTransport([problem(401, 'token.refused')]);
    expect((await failure(createTestClient(never).submissions.submit(records))).code).toBe('token.refused');
    expect(never.requests).toHaveLength(2);
  });

  it('that cannot be had fail the call, and are asked for again by the next', async () => {
    const transport = scriptTransport([done], (count) =>
      count === 1
        ? problem(401, 'token.client-refused')
        : { status: 200, body: { access_token: 't', token_type: 'Bearer', expires_in: 300 } },
    );
    const client = createTestClient(transport);
    expect((await failure(client.submissions.submit(records))).code).toBe('token.client-refused');
    expect(await client.submissions.submit(records)).toEqual(receipts);
  });

  it('of a user who is not signed in are not asked for', async () => {
    const transport = scriptTransport([done]);
    const call = createTestClient(transport).children.search({}, { ...context, user: 'p-nobody' });
    expect((await failure(call)).code).toBe('client.no-sign-in');
    expect(transport.tokenForms).toEqual([]);
  });

  it.each(['ed25519', 'ec', 'rsa'] as const)('can be proven by a key of kind %s', async (kind) => {
    const auth = privateKeyJwt({ clientId: 'wirral', privateKeyJwk: createPrivateJwk(kind) });
    const transport = scriptTransport([done]);
    await createTestClient(transport, { auth }).submissions.submit(records);
    const proof = transport.tokenForms[0]?.get('client_assertion') ?? '';
    expect(proof).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  });

  it.each<[name: string, jwk: object]>([
    ['of another kind', { kty: 'oct', k: 'AAAA' }],
    ['that is public only', { kty: 'OKP', crv: 'Ed25519', x: createPrivateJwk()['x'] }],
    ['that is nothing', {}],
  ])('cannot be proven by a key %s', async (_name, jwk) => {
    const auth = privateKeyJwt({ clientId: 'wirral', privateKeyJwk: jwk as never });
    const call = createTestClient(scriptTransport([done]), { auth }).submissions.submit(records);
    expect((await failure(call)).code).toBe('client.key-unusable');
  });
});

describe('children', () => {
  it('are read with who asks and why in the body, and nothing of it in the address', async () => {
    const body = { childId: 'c1', candidates: [] };
    const transport = scriptTransport([{ status: 200, body }]);
    const client = createTestClient(transport);
    expect(await client.children.view('c1', context)).toEqual(body);
    await client.children.search({ family: 'Featherby' }, context);
    expect(transport.requests.map(({ url, body: sent }) => [url, JSON.parse(sent ?? '')])).toEqual([
      ['https://directory.example/v1/children/c1/view', { accessContext: context }],
      [
        'https://directory.example/v1/children/search',
        { accessContext: context, criteria: { family: 'Featherby' } },
      ],
    ]);
  });

  it('cannot be read without saying who asks and why: it does not compile', () => {
    const { children } = createTestClient(scriptTransport([done]));
    const forgotten = (): unknown[] => [
      // @ts-expect-error an access context is needed
      children.view('c1'),
      // @ts-expect-error an access context is needed
      children.search({ family: 'Featherby' }),
      // @ts-expect-error a reason is needed
      children.view('c1', { user: 'p', organisation: 'o', role: 'r', route: 'cms' }),
      // @ts-expect-error a user is needed
      children.view('c1', { organisation: 'o', role: 'r', route: 'cms', reason: { code: 'x' } }),
    ];
    expect(forgotten).toBeTypeOf('function');
  });

  it.each(['', '..', '../reviews', 'a/b', 'a?b', 'a#b', '%2e%2e', 'a\n', 'é'])(
    'have no number like %j',
    async (childId) => {
      const transport = scriptTransport([done]);
      expect((await failure(createTestClient(transport).children.view(childId, context))).code).toBe(
        'directory.child-not-found',
      );
      expect(transport.requests).toEqual([]);
    },
  );
});

describe('createContactPoint', () => {
  it.each<[given: string, want: string]>([
    ['https://directory.example', 'https://directory.example/v1/submissions'],
    ['https://directory.example/', 'https://directory.example/v1/submissions'],
    ['https://gateway.example/contactpoint/', 'https://gateway.example/contactpoint/v1/submissions'],
    ['http://localhost:8080', 'http://localhost:8080/v1/submissions'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/v1/submissions'],
    ['http://[::1]:8080', 'http://[::1]:8080/v1/submissions'],
  ])('takes %s', async (baseUrl, want) => {
    const transport = scriptTransport([done]);
    await createTestClient(transport, { baseUrl }).submissions.submit(records);
    expect(transport.requests[0]?.url).toBe(want);
  });

  it.each([
    'http://directory.example',
    'http://127.0.0.1.evil.example',
    'https://user:secret@directory.example',
    'https://directory.example/?x',
    'https://directory.example/#x',
    'ftp://directory.example',
    'file:///etc/passwd',
    'directory.example',
    '',
  ])('refuses the address %j', (baseUrl) => {
    expect(() => createTestClient(scriptTransport([done]), { baseUrl })).toThrowError(
      expect.objectContaining({ code: 'client.address-invalid' }) as Error,
    );
  });
});

describe('a spool', () => {
  it('gives the client a way to send that survives; without one there is none', async () => {
    const batches = new Map<string, SpooledBatch>();
    const spool: Spool = {
      put: (batch) => Promise.resolve(void batches.set(batch.requestId, batch)),
      list: () => Promise.resolve([...batches.keys()]),
      get: (requestId) => Promise.resolve(batches.get(requestId)),
      remove: (requestId) => Promise.resolve(void batches.delete(requestId)),
    };
    const options = {
      baseUrl: 'https://directory.example',
      auth: privateKeyJwt({ clientId: 'c', privateKeyJwk: createPrivateJwk() }),
    };
    const transport = scriptTransport([done]);
    const client = createContactPoint({ ...options, transport, spool });
    expect((await client.spooled.send(records)).state).toBe('answered');
    // @ts-expect-error no spool, no way to spool
    expect(createContactPoint(options).spooled).toBeUndefined();
  });
});

describe('telemetry', () => {
  it('hears of each attempt, and gives it a trace', async () => {
    const heard: unknown[] = [];
    const hooks = {
      onRequest: (event: object) => {
        heard.push(['request', event]);
        return { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
      },
      onResponse: (event: object) => heard.push(['response', event]),
      onRetry: (event: object) => heard.push(['retry', event]),
    };
    const transport = scriptTransport([problem(503, 'directory.unavailable'), done]);
    const requestId = '6f1c2ab8-63f1-4a7e-9a71-0b61f7a2f1aa';
    await createTestClient(transport, { hooks }).submissions.submit(records, { requestId });
    const of = (attempt: number): object => ({ operation: 'submitRecords', requestId, attempt });
    expect(heard).toEqual([
      ['request', of(1)],
      ['response', { ...of(1), status: 503, code: 'directory.unavailable', durationInMs: 0 }],
      ['retry', { ...of(1), code: 'directory.unavailable', waitInMs: 125 }],
      ['request', of(2)],
      ['response', { ...of(2), status: 200, durationInMs: 0 }],
    ]);
    expect(transport.requests[0]?.headers['traceparent']).toContain('0af7651916cd43dd');
  });

  it('that throws breaks no call', async () => {
    const fail = (): never => {
      throw new Error('telemetry is down');
    };
    const hooks = { onRequest: fail, onResponse: fail, onRetry: fail };
    const transport = scriptTransport([{ status: 503 }, done]);
    expect(await createTestClient(transport, { hooks }).submissions.submit(records)).toEqual(receipts);
  });
});

describe('no token and no person is ever shown (PRIV-03)', () => {
  const CANARY = 'Zzyzx-Canary';
  const secretKey = createPrivateJwk();
  const hostile = Object.assign(new Error(`failed for ${CANARY}`), {
    config: { headers: { authorization: CANARY }, data: CANARY },
    response: { data: CANARY },
    code: CANARY,
    cause: new Error(CANARY),
  });
  const record: CanonicalRecord = {
    source: { system: 'wirral-ics', recordId: '1', suppliedAt: '2026-11-20T02:00:00Z' },
    operation: 'upsert',
    completeness: 'full',
    child: { names: [{ given: [CANARY], family: CANARY }] },
  };
  const steps: Record<string, Step> = {
    'a problem that echoes': problem(400, 'request.invalid', {
      title: CANARY,
      detail: CANARY,
      instance: CANARY,
      errors: [
        { pointer: `/${CANARY} x`, code: CANARY, message: CANARY, suggestion: CANARY, rule: CANARY },
        { pointer: '/a', code: 'a.b', message: CANARY },
      ],
    }),
    'an unknown problem that echoes': problem(418, CANARY, { detail: CANARY }),
    'a body that is not JSON': { status: 200, body: `{"${CANARY}` },
    'headers that echo': { status: 302, headers: { location: `https://x.example/${CANARY}` } },
    'a transport that throws everything it has': { throws: hostile },
  };
  const shown = (value: unknown): string =>
    [
      inspect(value, { depth: 20, showHidden: true, getters: true }),
      JSON.stringify(value),
      String(value),
      (value as Error).stack,
    ].join('\n');

  it.each(Object.keys(steps))('after %s', async (name) => {
    const events: unknown[] = [];
    const hooks = {
      onRequest: (e: object) => void events.push(e),
      onResponse: (e: object) => events.push(e),
      onRetry: (e: object) => events.push(e),
    };
    const transport = scriptTransport([steps[name] ?? 'silence'], () => ({
      status: 200,
      body: { access_token: `${CANARY}-token`, token_type: 'Bearer', expires_in: 300 },
    }));
    const auth = privateKeyJwt({ clientId: 'wirral', privateKeyJwk: secretKey });
    const client = createTestClient(transport, { hooks, auth });
    const error = await failure(client.submissions.submit([record]));
    expect(shown(error)).not.toContain(CANARY);
    expect(shown(events)).not.toContain(CANARY);
    expect(shown(client)).not.toMatch(new RegExp(`${CANARY}|${String(secretKey['d'])}`));
    expect(transport.requests[0]?.headers['authorization'], 'the canary was planted').toContain(CANARY);
    expect(transport.requests[0]?.body, 'the canary was planted').toContain(CANARY);
  });

  it('by the client itself, in whatever way it is printed', () => {
    const client = createContactPoint({
      baseUrl: 'https://directory.example',
      auth: privateKeyJwt({ clientId: 'wirral', privateKeyJwk: secretKey }),
    });
    expect(shown(client)).not.toContain(secretKey['d']);
  });
});
