import type { Crypto } from '@contactpoint/contract';
import { base64url, SignJWT, type JWK } from 'jose';
import { verifyJwt } from './verify-jwt.ts';

/** How long an access token lasts, in seconds. */
export const ACCESS_TOKEN_LIFETIME_IN_S = 300;

/** The sign-in of a named user, as the user's own system vouches for it. */
export interface SignIn {
  readonly userId: string;
  /** The stages passed, in order, named as in RFC 8176 (`pwd`, `otp`, `hwk` …). */
  readonly stages: readonly string[];
  /** Milliseconds since the epoch. */
  readonly signedInAt: number;
}

/** Whom an access token stands for. */
export interface TokenHolder {
  readonly clientId: string;
  readonly user?: SignIn;
}

/** Issues and reads the access tokens of one directory (RFC 9068). */
export interface AccessTokens {
  issue(holder: TokenHolder): Promise<string>;
  /** The holder, or undefined when the token is not one that this directory issued and still accepts. */
  read(token: string): Promise<TokenHolder | undefined>;
}

/** What tokens are signed with, and by which clock. */
export interface AccessTokenOptions {
  readonly crypto: Crypto;
  /** 32-byte Ed25519 seed. */
  readonly signingKey: Uint8Array;
  readonly issuer: string;
  readonly now: () => number;
  readonly newId: () => string;
}

const TYPE = 'at+jwt';

/** The tokens signed with this key. */
export function createAccessTokens({
  crypto,
  signingKey,
  issuer,
  now,
  newId,
}: AccessTokenOptions): AccessTokens {
  const publicKey = {
    kty: 'OKP',
    crv: 'Ed25519',
    x: base64url.encode(crypto.publicKey(signingKey)),
  } as const;
  const privateKey: JWK = { ...publicKey, d: base64url.encode(signingKey) };
  return {
    issue({ clientId, user }) {
      const issuedAt = Math.floor(now() / 1000);
      return new SignJWT({ client_id: clientId, ...(user && userClaims(user, clientId)) })
        .setProtectedHeader({ alg: 'EdDSA', typ: TYPE })
        .setIssuer(issuer)
        .setAudience(issuer)
        .setSubject(user?.userId ?? clientId)
        .setJti(newId())
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + ACCESS_TOKEN_LIFETIME_IN_S)
        .sign(privateKey);
    },
    async read(token) {
      const claims = await verifyJwt(token, {
        keys: [publicKey],
        types: [TYPE],
        issuer,
        audiences: [issuer],
        maxLifetimeInS: ACCESS_TOKEN_LIFETIME_IN_S,
        skewInS: 0,
        now: now(),
      });
      return claims && toHolder(claims);
    },
  };
}

/** A user's token names the client as actor (RFC 8693, section 4.1), so that no user id can pass for a client. */
function userClaims({ stages, signedInAt }: SignIn, clientId: string): Record<string, unknown> {
  return { act: { sub: clientId }, amr: stages, auth_time: Math.floor(signedInAt / 1000) };
}

/** Claims that this directory signed itself. */
function toHolder(claims: { readonly sub: string; readonly [claim: string]: unknown }): TokenHolder {
  const clientId = claims['client_id'] as string;
  if (claims['act'] === undefined) return { clientId };
  const stages = claims['amr'] as readonly string[];
  const signedInAt = (claims['auth_time'] as number) * 1000;
  return { clientId, user: { userId: claims.sub, stages, signedInAt } };
}
