import { createError } from '@contactpoint/contract';
import { describe, expect, it } from 'vitest';
import { createTestClient, scriptTransport, type Step } from '../tests/script-transport.ts';
import { failure, problem, records } from '../tests/test-calls.ts';

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
