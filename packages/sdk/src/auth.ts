import { createError } from '@contactpoint/contract';
import { toApiError } from './api-error.ts';
import type { Credentials } from './credentials.ts';
import { createJwtSigner, type PrivateJwk, type SignJwt } from './sign-jwt.ts';
import type { TransportAnswer } from './transport.ts';

/** How a client proves itself. `privateKeyJwt` is the way that every directory offers. */
export interface Auth {
  /** A fresh access token of the client itself, or of a named user of it. */
  getToken(request: TokenRequest): Promise<IssuedToken>;
}

export interface TokenRequest {
  /** The user in whose name the token shall stand; undefined for the client itself. */
  readonly user: string | undefined;
  /** The directory's address, without a slash at the end. */
  readonly baseUrl: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Posts a form to the directory's token endpoint. */
  readonly post: (form: Readonly<Record<string, string>>) => Promise<TransportAnswer>;
}

export interface IssuedToken {
  readonly accessToken: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** How and when a user signed in to the program that now asks for them. */
export interface SignIn {
  /** The stages passed, named as in RFC 8176: at least two, such as `pwd` and `otp`. */
  readonly stages: readonly string[];
  /** Milliseconds since the epoch. */
  readonly signedInAt: number;
}

export interface PrivateKeyJwtOptions {
  readonly clientId: string;
  readonly privateKeyJwk: PrivateJwk;
  /** The sign-in of a user of this program; undefined for one who is not signed in. Needed to read children. */
  readonly signIn?: (userId: string) => SignIn | undefined | Promise<SignIn | undefined>;
}

const PROOF_LIFETIME_IN_S = 120;
const URN = 'urn:ietf:params:oauth';

/**
 * Proof by the client's registered key (RFC 7523), and for a named user by a statement of their sign-in under
 * that same key (RFC 8693). No secret ever travels.
 */
export function privateKeyJwt({ clientId, privateKeyJwk, signIn }: PrivateKeyJwtOptions): Auth {
  const sign = createJwtSigner(privateKeyJwk);
  return {
    async getToken({ user, baseUrl, now, post }) {
      const issue = { sign, clientId, audience: `${baseUrl}/oauth2/token`, now };
      const form: Record<string, string> = {
        grant_type: 'client_credentials',
        client_assertion_type: `${URN}:client-assertion-type:jwt-bearer`,
        client_assertion: await prove('JWT', { ...issue, claims: { sub: clientId } }),
      };
      if (user !== undefined) {
        const stated = await signIn?.(user);
        if (!stated) throw createError('client.no-sign-in');
        const claims = { sub: user, amr: stated.stages, auth_time: Math.floor(stated.signedInAt / 1000) };
        form['grant_type'] = `${URN}:grant-type:token-exchange`;
        form['subject_token_type'] = `${URN}:token-type:jwt`;
        form['subject_token'] = await prove('sign-in+jwt', { ...issue, claims });
      }
      return readToken(await post(form), now);
    },
  };
}

/** The proof that a credentials file gives. Its users count as just signed in: a convenience of development. */
export function credentialsAuth({ clientId, privateKeyJwk, user, colleagues = [] }: Credentials): Auth {
  const known = new Set([user, ...colleagues].map((one) => one?.userId));
  return privateKeyJwt({
    clientId,
    privateKeyJwk,
    signIn: (userId) => (known.has(userId) ? { stages: ['pwd', 'otp'], signedInAt: Date.now() } : undefined),
  });
}

interface Proof {
  readonly sign: SignJwt;
  readonly clientId: string;
  readonly audience: string;
  readonly now: number;
  readonly claims: Readonly<Record<string, unknown>>;
}

function prove(type: string, { sign, clientId, audience, now, claims }: Proof): Promise<string> {
  const second = Math.floor(now / 1000);
  const jti = crypto.randomUUID();
  return sign(type, {
    iss: clientId,
    aud: audience,
    iat: second,
    exp: second + PROOF_LIFETIME_IN_S,
    jti,
    ...claims,
  });
}

function readToken(answer: TransportAnswer, now: number): IssuedToken {
  if (answer.status !== 200)
    throw toApiError(answer, { requestId: answer.header('x-request-id') ?? '', now });
  const { access_token: token, expires_in: lifetime, token_type: type } = parse(answer.body);
  if (typeof token === 'string' && /^bearer$/i.test(String(type)) && typeof lifetime === 'number')
    return { accessToken: token, expiresAt: now + lifetime * 1000 };
  throw createError('client.unexpected-answer', { values: { reason: 'no token' } });
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    // Not JSON is as little a token as any other answer; its text may hold one and is not quoted.
    return {};
  }
}
