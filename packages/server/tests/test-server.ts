import { randomUUID } from 'node:crypto';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import type { Command, Directory } from '@contactpoint/directory';
import { createHandler, type Handler, type HandlerOptions, type RequestLogEntry } from '../src/index.ts';
import type { JWTPayload } from 'jose';
import { createFakeAuthStore, createTestClient, signAs, type TestClient } from './fake-auth-store.ts';

export const ISSUER = 'https://directory.example';
export const NOW = Date.UTC(2026, 10, 20, 9);
const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** A handler over a directory that only notes its commands, with what tests need to speak to it. */
export interface TestServer {
  readonly handler: Handler;
  readonly client: TestClient;
  readonly clock: { now: number };
  readonly authStore: ReturnType<typeof createFakeAuthStore>;
  readonly commands: Command[];
  readonly log: RequestLogEntry[];
  /** A form post to the token endpoint. */
  requestToken(form: Readonly<Record<string, string>> | string): Promise<Response>;
  /** The form of a client_credentials grant, with a fresh proof. */
  clientForm(changes?: JWTPayload): Promise<Record<string, string>>;
  /** The form of a token exchange for a user, with fresh proofs. */
  userForm(changes?: JWTPayload): Promise<Record<string, string>>;
  /** An access token of the client, or of a user of it. */
  token(userId?: string): Promise<string>;
  /** A JSON post with token and request id, of which each may be changed or left out. */
  post(
    path: string,
    body: unknown,
    headers?: Readonly<Record<string, string | undefined>>,
  ): Promise<Response>;
}

/** A server whose directory answers each command as `answer` says. */
export async function createTestServer(
  answer: (command: Command) => unknown = () => ({}),
  changes: Partial<HandlerOptions> = {},
): Promise<TestServer> {
  const client = await createTestClient('wirral');
  const authStore = createFakeAuthStore([client.row]);
  const clock = { now: NOW };
  const commands: Command[] = [];
  const log: RequestLogEntry[] = [];
  const execute = async (command: Command): Promise<unknown> => {
    commands.push(command);
    return answer(command);
  };
  const handler = createHandler({
    directory: { execute } as unknown as Directory,
    authStore,
    crypto: createNodeCrypto(),
    signingKey: new Uint8Array(32).fill(7),
    publicUrls: [ISSUER],
    now: () => clock.now,
    newId: randomUUID,
    log: (entry) => log.push(entry),
    ...changes,
  });
  return { handler, client, clock, authStore, commands, log, ...createCalls({ handler, client, clock }) };
}

function createCalls({ handler, client, clock }: Pick<TestServer, 'handler' | 'client' | 'clock'>) {
  const proof = (typ: string, claims: JWTPayload): Promise<string> => {
    const second = clock.now / 1000;
    const all = { aud: ISSUER, iat: second, exp: second + 60, jti: randomUUID(), ...claims };
    return signAs(client, { header: { typ }, claims: all });
  };
  const clientForm = async (changes: JWTPayload = {}): Promise<Record<string, string>> => ({
    grant_type: 'client_credentials',
    client_assertion_type: JWT_BEARER,
    client_assertion: await proof('JWT', { sub: client.row.clientId, ...changes }),
  });
  const userForm = async (changes: JWTPayload = {}): Promise<Record<string, string>> => ({
    ...(await clientForm()),
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    subject_token: await proof('sign-in+jwt', {
      sub: 'p-harker',
      amr: ['pwd', 'otp'],
      auth_time: clock.now / 1000 - 600,
      ...changes,
    }),
  });
  const requestToken = (form: Readonly<Record<string, string>> | string): Promise<Response> =>
    handler(
      new Request(`${ISSUER}/oauth2/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: typeof form === 'string' ? form : new URLSearchParams(form).toString(),
      }),
    );
  const token = async (userId?: string): Promise<string> => {
    const response = await requestToken(userId ? await userForm({ sub: userId }) : await clientForm());
    return ((await response.json()) as { access_token: string }).access_token;
  };
  const post: TestServer['post'] = async (path, body, changes = {}) => {
    const headers = {
      authorization: `Bearer ${await token()}`,
      'content-type': 'application/json',
      'x-request-id': randomUUID(),
      ...changes,
    };
    const given = Object.entries(headers).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return handler(new Request(`${ISSUER}${path}`, { method: 'POST', headers: given, body: text }));
  };
  return { clientForm, userForm, requestToken, token, post };
}
