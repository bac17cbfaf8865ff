import { createError } from '@contactpoint/contract';
import type { ClientRow } from '@contactpoint/directory';
import { decodeJwt } from 'jose';
import type { HandlerOptions } from '../ports.ts';
import { ACCESS_TOKEN_LIFETIME_IN_S, type AccessTokens, type SignIn } from './access-tokens.ts';
import {
  proofForgetAfter,
  verifyClientAssertion,
  verifySubjectToken,
  type ProofContext,
} from './verify-proofs.ts';
import type { Claims } from './verify-jwt.ts';

const CLIENT_CREDENTIALS = 'client_credentials';
const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const JWT_TYPE = 'urn:ietf:params:oauth:token-type:jwt';
const ACCESS_TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:access_token';

/** The answer of `POST /oauth2/token` (RFC 6749, section 5.1; RFC 8693, section 2.2.1). */
export interface TokenAnswer {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  readonly expires_in: number;
  readonly issued_token_type?: string;
}

/** What the token endpoint needs: who is registered, its addresses and its tokens. */
export type TokenEndpointOptions = Pick<HandlerOptions, 'authStore' | 'publicUrls' | 'now'> & {
  readonly accessTokens: AccessTokens;
};

/**
 * Answers token requests: a client proves itself by its registered key, and may name a user that it vouches
 * for. Throws `token.*` errors; every proof is accepted once.
 */
export function createTokenEndpoint(
  options: TokenEndpointOptions,
): (parameters: URLSearchParams) => Promise<TokenAnswer> {
  const { authStore, accessTokens, publicUrls } = options;
  const audiences = publicUrls.flatMap((url) => [url, `${url}/oauth2/token`]);

  async function findClient(form: TokenForm): Promise<ClientRow> {
    const [client] = await authStore.findClients([claimedClientId(form.get('client_assertion') ?? '')]);
    const named = form.get('client_id') ?? client?.clientId;
    if (!client || named !== client.clientId) throw createError('token.client-refused');
    return client;
  }

  return async (parameters: URLSearchParams): Promise<TokenAnswer> => {
    const form = readForm(parameters);
    const client = await findClient(form);
    const context = { client, audiences, now: options.now() };
    const assertion = await verifyClientAssertion(form.get('client_assertion') ?? '', context);
    if (!assertion) throw createError('token.client-refused');
    const subject = await readSubject(form.get('subject_token'), context);
    const proofs = subject ? [assertion, subject.claims] : [assertion];
    const firstUses = await authStore.claimTokens(proofs.map((claims) => toUse(client, claims)));
    if (!firstUses[0]) throw createError('token.client-refused');
    if (!firstUses.every(Boolean)) throw createError('token.subject-refused');
    const user = subject?.signIn;
    return answer(await accessTokens.issue({ clientId: client.clientId, ...(user && { user }) }), user);
  };
}

async function readSubject(token: string | undefined, context: ProofContext) {
  if (token === undefined) return undefined;
  const subject = await verifySubjectToken(token, context);
  if (!subject) throw createError('token.subject-refused');
  return subject;
}

function answer(accessToken: string, user: SignIn | undefined): TokenAnswer {
  return {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: ACCESS_TOKEN_LIFETIME_IN_S,
    ...(user && { issued_token_type: ACCESS_TOKEN_TYPE }),
  };
}

function toUse({ clientId }: ClientRow, claims: Claims) {
  return { key: `${clientId}|${claims.jti}`, forgetAfter: proofForgetAfter(claims) };
}

/** Whose key to look for. Nothing is believed of it: the assertion must then hold under that client's key. */
function claimedClientId(assertion: string): string {
  try {
    const { iss } = decodeJwt(assertion);
    return typeof iss === 'string' ? iss : '';
  } catch {
    return '';
  }
}

const CLIENT_PROOF = ['client_assertion', 'client_assertion_type'];
/** What each grant must be given; `client_id` and `requested_token_type` may come along. */
const GRANTS: ReadonlyMap<string | null, readonly string[]> = new Map([
  [CLIENT_CREDENTIALS, CLIENT_PROOF],
  [TOKEN_EXCHANGE, [...CLIENT_PROOF, 'subject_token', 'subject_token_type']],
]);
/** The parameters that have one possible value. */
const FIXED: ReadonlyMap<string, string> = new Map([
  ['client_assertion_type', JWT_BEARER],
  ['subject_token_type', JWT_TYPE],
  ['requested_token_type', ACCESS_TOKEN_TYPE],
]);

/** The parameters of a token request by name. */
type TokenForm = ReadonlyMap<string, string>;

function readForm(parameters: URLSearchParams): TokenForm {
  const required = GRANTS.get(parameters.get('grant_type'));
  if (!required) throw createError('token.grant-unsupported');
  const allowed = new Set([...required, 'grant_type', 'client_id', 'requested_token_type']);
  const form = new Map<string, string>();
  for (const [name, value] of parameters) {
    // A repeated parameter is refused (RFC 6749, section 3.2); so is one whose meaning would be ignored.
    const fits = allowed.has(name) && !form.has(name) && (FIXED.get(name) ?? value) === value;
    if (!fits) throw createError('token.request-invalid');
    form.set(name, value);
  }
  if (!required.every((name) => form.get(name))) throw createError('token.request-invalid');
  return form;
}
