import { inspect } from 'node:util';
import type { CanonicalRecord } from '@contactpoint/contract';
import { describe, expect, it } from 'vitest';
import { createPrivateJwk, createTestClient, scriptTransport, type Step } from '../tests/script-transport.ts';
import { done, failure, problem, records } from '../tests/test-calls.ts';
import { createContactPoint, privateKeyJwt, type Spool, type SpooledBatch } from './index.ts';

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
