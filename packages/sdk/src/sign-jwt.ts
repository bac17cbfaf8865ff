import { createError } from '@contactpoint/contract';

/** A private key as a JWK (RFC 7517): Ed25519, P-256 or RSA. */
export interface PrivateJwk {
  readonly kty: string;
  readonly kid?: string;
  readonly [member: string]: unknown;
}

/** Signs tokens with one key. The key itself never leaves it. */
export type SignJwt = (type: string, claims: Readonly<Record<string, unknown>>) => Promise<string>;

interface Algorithm {
  readonly alg: string;
  readonly importing: { readonly name: string; readonly namedCurve?: string; readonly hash?: string };
  readonly signing: { readonly name: string; readonly hash?: string; readonly saltLength?: number };
}

/** The algorithms of the directory; which one follows from the key (RFC 7518, section 3; RFC 8037). */
const ALGORITHMS: ReadonlyMap<unknown, Algorithm> = new Map([
  ['OKP', { alg: 'EdDSA', importing: { name: 'Ed25519' }, signing: { name: 'Ed25519' } }],
  [
    'EC',
    {
      alg: 'ES256',
      importing: { name: 'ECDSA', namedCurve: 'P-256' },
      signing: { name: 'ECDSA', hash: 'SHA-256' },
    },
  ],
  [
    'RSA',
    {
      alg: 'PS256',
      importing: { name: 'RSA-PSS', hash: 'SHA-256' },
      signing: { name: 'RSA-PSS', saltLength: 32 },
    },
  ],
]);

/** A signer of compact JWTs by the platform's own cryptography. Throws `client.key-unusable` at its first use. */
export function createJwtSigner(jwk: PrivateJwk): SignJwt {
  const algorithm = ALGORITHMS.get(jwk.kty);
  let key: ReturnType<typeof importKey> | undefined;
  return async (type, claims) => {
    if (!algorithm) throw createError('client.key-unusable');
    key ??= importKey(jwk, algorithm);
    const header = { alg: algorithm.alg, typ: type, ...(jwk.kid !== undefined && { kid: jwk.kid }) };
    const signed = `${encodeJson(header)}.${encodeJson(claims)}`;
    const data = new TextEncoder().encode(signed);
    const signature = await crypto.subtle.sign(algorithm.signing, await key, data);
    return `${signed}.${toBase64Url(new Uint8Array(signature))}`;
  };
}

async function importKey(
  { kty, crv, x, y, d, n, e, p, q, dp, dq, qi }: PrivateJwk,
  { importing }: Algorithm,
) {
  // Only the members that make up the key: `alg`, `use` or `key_ops` of a file may name another use.
  const members = { kty, crv, x, y, d, n, e, p, q, dp, dq, qi };
  const given = Object.entries(members).filter(([, value]) => value !== undefined);
  try {
    return await crypto.subtle.importKey('jwk', Object.fromEntries(given), importing, false, ['sign']);
  } catch {
    throw createError('client.key-unusable');
  }
}

function encodeJson(value: object): string {
  return toBase64Url(new TextEncoder().encode(JSON.stringify(value)));
}

function toBase64Url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
