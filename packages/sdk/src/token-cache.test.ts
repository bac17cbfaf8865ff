import { describe, expect, it } from 'vitest';
import {
  createPrivateJwk,
  createTestClient,
  createTestClock,
  scriptTransport,
} from '../tests/script-transport.ts';
import { context, done, failure, problem, receipts, records } from '../tests/test-calls.ts';
import { privateKeyJwt } from './index.ts';

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
