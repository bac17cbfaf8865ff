import { parseJson } from '@contactpoint/contract/json';
import { base64url, jwtVerify, type JWK, type JWTPayload } from 'jose';
import type { PublicJwk } from '../ports.ts';

/** What a token must be to be believed. */
export interface JwtExpectation {
  /** The signer's registered keys; nothing in the token itself is ever a key or leads to one. */
  readonly keys: readonly PublicJwk[];
  readonly types: readonly string[];
  readonly issuer: string;
  readonly audiences: readonly string[];
  /** The longest a token may still be valid, in seconds. */
  readonly maxLifetimeInS: number;
  /** How far the signer's clock may differ, in seconds. */
  readonly skewInS: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The claims of a believed token: these are present, of their type and within bounds. */
export type Claims = JWTPayload & { readonly sub: string; readonly jti: string; readonly exp: number };

const MAX_TOKEN_LENGTH = 8192;
/** A compact JWS (RFC 7515, section 3.1): three parts of base64url, none of them empty. */
const COMPACT_JWS_PATTERN = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.[A-Za-z0-9_-]+$/;
/** All other header members (jwk, jku, x5u, x5c, crit, b64, zip …) are ways in for an attacker. */
const HEADER_MEMBERS = new Set(['alg', 'kid', 'typ']);

/**
 * The claims of a JWT that holds in every respect, or undefined: one answer for every fault, so that a
 * forger learns nothing (RFC 8725).
 */
export async function verifyJwt(token: string, expected: JwtExpectation): Promise<Claims | undefined> {
  try {
    const header = readHeader(token);
    const key = header && chooseKey(expected.keys, header['kid']);
    const algorithm = key && algorithmOf(key);
    if (!algorithm || !expected.types.includes(String(header['typ'] ?? ''))) return undefined;
    const { payload } = await jwtVerify(token, key as JWK, {
      algorithms: [algorithm],
      issuer: expected.issuer,
      clockTolerance: expected.skewInS,
      currentDate: new Date(expected.now),
      requiredClaims: ['iss', 'sub', 'aud', 'exp', 'jti'],
    });
    return isWithin(payload, expected) ? payload : undefined;
  } catch {
    return undefined;
  }
}

/** The protected header, when header and claims are strict JSON and the header has nothing unforeseen. */
function readHeader(token: string): Record<string, unknown> | undefined {
  const parts = token.length <= MAX_TOKEN_LENGTH ? COMPACT_JWS_PATTERN.exec(token) : undefined;
  if (!parts) return undefined;
  // jose reads with JSON.parse, which keeps the last of two members: both parts are checked for that here.
  const [header, claims] = [parts[1], parts[2]].map((part = '') => parseJson(base64url.decode(part)));
  const plain = header?.fault === undefined && claims?.fault === undefined;
  return plain && isPlainHeader(header?.value) ? header.value : undefined;
}

function isPlainHeader(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && Object.keys(value).every((key) => HEADER_MEMBERS.has(key))
  );
}

/** The key of this id; without an id, the only key. */
function chooseKey(keys: readonly PublicJwk[], kid: unknown): PublicJwk | undefined {
  if (kid === undefined) return keys.length === 1 ? keys[0] : undefined;
  return keys.find((key) => key['kid'] === kid);
}

/** The one algorithm that a key signs with: it follows from the key, never from the token. */
function algorithmOf(key: PublicJwk): string | undefined {
  if (key['kty'] === 'OKP' && key['crv'] === 'Ed25519') return 'EdDSA';
  if (key['kty'] === 'EC' && key['crv'] === 'P-256') return 'ES256';
  if (key['kty'] === 'RSA') return 'PS256';
  return undefined;
}

function isWithin(payload: JWTPayload, expected: JwtExpectation): payload is Claims {
  const { exp = Infinity, sub, jti, aud } = payload;
  const expiresInS = exp - expected.now / 1000;
  // One audience, and it is us: a token meant for two can be replayed by the one at the other.
  const audience = Array.isArray(aud) && aud.length === 1 ? aud[0] : aud;
  return (
    isShortText(sub) &&
    isShortText(jti) &&
    typeof audience === 'string' &&
    expected.audiences.includes(audience) &&
    expiresInS <= expected.maxLifetimeInS + expected.skewInS
  );
}

function isShortText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 256;
}
