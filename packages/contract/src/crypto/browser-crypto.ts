import { gcm } from '@noble/ciphers/aes.js';
import * as ed25519 from '@noble/ed25519';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { randomBytes } from '@noble/hashes/utils.js';
import type { Crypto } from '../crypto.ts';

const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;
/** OpenSSL's reading of RFC 8032, so that both implementations accept the same signatures. */
const STRICT = { zip215: false } as const;

/** The cryptography port in plain JavaScript, for browsers: same bytes as on Node, some ten times slower. */
export function createBrowserCrypto(): Crypto {
  ed25519.hashes.sha512 = sha512;
  return {
    sha256: (data) => sha256(data),
    hmac: (key, data) => hmac(sha256, key, data),
    seal,
    open,
    sign: (key, data) => ed25519.sign(data, key),
    verify: (publicKey, data, signature) =>
      publicKey.length === 32 && signature.length === 64 && isSignature(publicKey, data, signature),
    publicKey: (key) => ed25519.getPublicKey(key),
    randomBytes: (length) => randomBytes(length),
  };
}

function seal(key: Uint8Array, plain: Uint8Array, aad: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE_LENGTH);
  const body = gcm(key, nonce, aad).encrypt(plain);
  const sealed = new Uint8Array(NONCE_LENGTH + body.length);
  sealed.set(nonce);
  sealed.set(body, NONCE_LENGTH);
  return sealed;
}

function open(key: Uint8Array, sealed: Uint8Array, aad: Uint8Array): Uint8Array | undefined {
  if (sealed.length < NONCE_LENGTH + TAG_LENGTH) return undefined;
  const cipher = gcm(key, sealed.subarray(0, NONCE_LENGTH), aad);
  try {
    return cipher.decrypt(sealed.subarray(NONCE_LENGTH));
  } catch {
    return undefined;
  }
}

function isSignature(publicKey: Uint8Array, data: Uint8Array, signature: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, data, publicKey, STRICT);
  } catch {
    return false;
  }
}
