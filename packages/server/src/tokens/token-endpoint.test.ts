import { beforeEach, describe, expect, it } from 'vitest';
import { createTestServer, ISSUER, NOW, type TestServer } from '../../tests/test-server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await createTestServer();
});

const second = NOW / 1000;
const search = {
  accessContext: {
    user: 'p-harker',
    organisation: 'northmere',
    role: 'socialWorker',
    reason: { code: 'newReferral' },
    route: 'cms',
  },
  criteria: { family: 'Featherby', dateOfBirth: '2014-03-09' },
};

async function outcome(response: Response): Promise<[status: number, error: unknown]> {
  const body = (await response.json()) as Record<string, unknown>;
  expect(response.headers.get('cache-control')).toBe('no-store');
  return [response.status, body['error'] ?? 'issued'];
}

describe('POST /oauth2/token', () => {
  it('gives a client a short-lived bearer token', async () => {
    const response = await server.requestToken(await server.clientForm());
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/) as string,
      token_type: 'Bearer',
      expires_in: 300,
    });
  });

  it('accepts the token address as audience, and the client id beside the proof', async () => {
    const form = await server.clientForm({ aud: `${ISSUER}/oauth2/token` });
    expect(await outcome(await server.requestToken({ ...form, client_id: 'wirral' }))).toEqual([
      200,
      'issued',
    ]);
  });

  it('exchanges a sign-in for a token of that user, whom the directory then sees with both stages', async () => {
    const token = await server.token('p-harker');
    await server.post('/v1/children/search', search, { authorization: `Bearer ${token}` });
    expect(server.commands[0]?.caller).toEqual({
      clientId: 'wirral',
      organisationId: 'northmere',
      systems: ['wirral-ics'],
      user: { userId: 'p-harker', stages: ['pwd', 'otp'], signedInAt: '2026-11-20T08:50:00.000Z' },
    });
  });

  it.each<[name: string, changes: Record<string, string>, want: [number, string]]>([
    ['another grant', { grant_type: 'password' }, [400, 'unsupported_grant_type']],
    ['a grant named like a built-in', { grant_type: 'constructor' }, [400, 'unsupported_grant_type']],
    ['no grant', { grant_type: '' }, [400, 'unsupported_grant_type']],
    ['another kind of proof', { client_assertion_type: 'saml' }, [400, 'invalid_request']],
    ['a secret instead of a proof', { client_secret: 'x' }, [400, 'invalid_request']],
    ['a scope', { scope: 'everything' }, [400, 'invalid_request']],
    ['a subject without exchange', { subject_token: 'x' }, [400, 'invalid_request']],
    ['another client id', { client_id: 'other' }, [401, 'invalid_client']],
    ['an empty proof', { client_assertion: '' }, [400, 'invalid_request']],
    ['a proof that is no token', { client_assertion: 'a.b.c' }, [401, 'invalid_client']],
  ])('refuses %s', async (_name, changes, want) => {
    const form = { ...(await server.clientForm()), ...changes };
    expect(await outcome(await server.requestToken(form))).toEqual(want);
  });

  it('refuses a parameter given twice', async () => {
    const form = new URLSearchParams(await server.clientForm()).toString();
    expect(await outcome(await server.requestToken(`${form}&grant_type=client_credentials`))).toEqual([
      400,
      'invalid_request',
    ]);
  });

  it.each<[name: string, changes: Record<string, unknown>]>([
    ['one stage', { amr: ['pwd'] }],
    ['one stage twice', { amr: ['pwd', 'pwd'] }],
    ['no stages', { amr: undefined }],
    ['stages that are no texts', { amr: [1, 2] }],
    ['no time of sign-in', { auth_time: undefined }],
    ['a sign-in of yesterday', { auth_time: second - 12 * 3600 - 1 }],
    ['a sign-in of tomorrow', { auth_time: second + 86_400 }],
    ['no user', { sub: '' }],
    ['another audience', { aud: 'https://other.example' }],
    ['another issuer', { iss: 'other' }],
  ])('refuses a subject token with %s', async (_name, changes) => {
    const response = await server.requestToken(await server.userForm(changes));
    expect(await outcome(response)).toEqual([400, 'invalid_grant']);
  });

  it('never takes a client’s own proof for a user’s', async () => {
    const form = await server.userForm();
    const { client_assertion: proof = '' } = await server.clientForm();
    expect(await outcome(await server.requestToken({ ...form, subject_token: proof }))).toEqual([
      400,
      'invalid_grant',
    ]);
  });

  it('refuses a proof of another subject than the client', async () => {
    expect(await outcome(await server.requestToken(await server.clientForm({ sub: 'other' })))).toEqual([
      401,
      'invalid_client',
    ]);
  });

  it('accepts each proof once, also when both uses come at the same instant (TOK-02)', async () => {
    const form = await server.clientForm();
    const both = await Promise.all([server.requestToken(form), server.requestToken(form)]);
    expect(both.map((response) => response.status).sort()).toEqual([200, 401]);
    const userForm = await server.userForm();
    await server.requestToken(userForm);
    const { client_assertion = '' } = await server.clientForm();
    expect(await outcome(await server.requestToken({ ...userForm, client_assertion }))).toEqual([
      400,
      'invalid_grant',
    ]);
  });

  it('answers every failed proof of a client in the same words', async () => {
    const unknown = await server.requestToken(await server.clientForm({ iss: 'nobody', sub: 'nobody' }));
    const wrong = await server.requestToken(await server.clientForm({ aud: 'https://other.example' }));
    const mask = async (response: Response): Promise<unknown> => ({
      ...((await response.json()) as object),
      requestId: '',
    });
    expect(await mask(unknown)).toEqual(await mask(wrong));
  });
});

describe('an access token', () => {
  it.each<[name: string, change: (token: string) => string | undefined, want: string]>([
    ['that is missing', () => undefined, 'token.missing'],
    ['of another scheme', () => 'Basic d2lycmFs', 'token.missing'],
    ['that is nonsense', () => 'Bearer nonsense', 'token.refused'],
    ['that looks like a token', () => 'Bearer a.a.a', 'token.refused'],
    ['with another signature', (token) => `Bearer ${token.replace(/.{4}$/, 'AAAA')}`, 'token.refused'],
  ])('%s is refused', async (_name, change, want) => {
    const response = await server.post(
      '/v1/submissions',
      { records: [{}] },
      {
        authorization: change(await server.token()),
      },
    );
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([401, want]);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(server.commands).toEqual([]);
  });

  it('is refused once its time is over', async () => {
    const authorization = `Bearer ${await server.token()}`;
    server.clock.now += 300_000 - 1;
    expect((await server.post('/v1/submissions', { records: [{}] }, { authorization })).status).toBe(200);
    server.clock.now += 1;
    expect((await server.post('/v1/submissions', { records: [{}] }, { authorization })).status).toBe(401);
  });

  it('is refused at the next request after its client was suspended (TOK-03)', async () => {
    const authorization = `Bearer ${await server.token()}`;
    server.authStore.clients[0] = { ...server.client.row, state: 'suspended' };
    expect((await server.post('/v1/submissions', { records: [{}] }, { authorization })).status).toBe(401);
  });

  it('carries no rights: what the client may supply is asked of the store each time', async () => {
    const authorization = `Bearer ${await server.token()}`;
    server.authStore.clients[0] = { ...server.client.row, systems: ['other'] };
    await server.post('/v1/submissions', { records: [{}] }, { authorization });
    expect(server.commands[0]?.caller.systems).toEqual(['other']);
  });

  it('of one directory is refused by another', async () => {
    const other = await createTestServer(undefined, { signingKey: new Uint8Array(32).fill(8) });
    const authorization = `Bearer ${await server.token()}`;
    expect((await other.post('/v1/submissions', { records: [{}] }, { authorization })).status).toBe(401);
  });

  it('cannot be made by a client with its own key', async () => {
    const { client_assertion = '' } = await server.clientForm();
    const authorization = `Bearer ${client_assertion}`;
    expect((await server.post('/v1/submissions', { records: [{}] }, { authorization })).status).toBe(401);
  });
});
