import type { ClientRow } from '@contactpoint/directory';
import type { SignIn } from './access-tokens.ts';
import { verifyJwt, type Claims } from './verify-jwt.ts';

/** How long a proof that a client signs may be valid, and how far clocks may differ, in seconds. */
const PROOF_LIFETIME_IN_S = 300;
const SKEW_IN_S = 60;
/** A working day: a user who signed in earlier signs in again. */
const SIGN_IN_LIFETIME_IN_S = 12 * 3600;
const STAGE_PATTERN = /^[A-Za-z0-9_.-]{1,32}$/;

/** Who must have signed a proof, for whom it must be meant, and when it is checked. */
export interface ProofContext {
  readonly client: ClientRow;
  readonly audiences: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * When, in milliseconds since the epoch, a proof can no longer pass whatever happens: until then it is kept
 * as used.
 */
export function proofForgetAfter(claims: Claims): number {
  return (claims.exp + 2 * SKEW_IN_S) * 1000;
}

/** The claims of a client's own assertion (RFC 7523, section 3), or undefined. */
export async function verifyClientAssertion(
  assertion: string,
  { client, audiences, now }: ProofContext,
): Promise<Claims | undefined> {
  const claims = await verifyJwt(assertion, {
    keys: client.keys,
    types: ['', 'JWT', 'client-authentication+jwt'],
    issuer: client.clientId,
    audiences,
    maxLifetimeInS: PROOF_LIFETIME_IN_S,
    skewInS: SKEW_IN_S,
    now,
  });
  return claims?.sub === client.clientId ? claims : undefined;
}

/** The sign-in that a client vouches for (RFC 8693, section 2.1), or undefined: two stages, not too long ago. */
export async function verifySubjectToken(
  subjectToken: string,
  { client, audiences, now }: ProofContext,
): Promise<{ readonly claims: Claims; readonly signIn: SignIn } | undefined> {
  const claims = await verifyJwt(subjectToken, {
    keys: client.keys,
    // A type of its own, so that a client's own assertion can never be used as a user's.
    types: ['sign-in+jwt'],
    issuer: client.clientId,
    audiences,
    maxLifetimeInS: PROOF_LIFETIME_IN_S,
    skewInS: SKEW_IN_S,
    now,
  });
  const signIn = claims && readSignIn(claims, now);
  return signIn && { claims, signIn };
}

function readSignIn(claims: Claims, now: number): SignIn | undefined {
  const { amr: stages, auth_time: time } = claims;
  if (!areStages(stages) || typeof time !== 'number') return undefined;
  const ageInS = now / 1000 - time;
  if (!(ageInS >= -SKEW_IN_S && ageInS <= SIGN_IN_LIFETIME_IN_S)) return undefined;
  return { userId: claims.sub, stages, signedInAt: Math.floor(time) * 1000 };
}

/** Two different stages at least (ACCESS-03). */
function areStages(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length <= 8 &&
    value.every((stage) => typeof stage === 'string' && STAGE_PATTERN.test(stage)) &&
    new Set(value).size >= 2
  );
}
