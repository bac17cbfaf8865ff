/// <reference types="node" />
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  hash,
  type KeyObject,
  randomFillSync,
  sign,
  verify,
} from 'node:crypto';
import type { Crypto, KeyBytes } from '../crypto.ts';

const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;
const GCM = 'aes-256-gcm';
const GCM_OPTIONS = { authTagLength: TAG_LENGTH } as const;
/** What stands before a raw Ed25519 key in DER (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/**
 * The cryptography port on node:crypto. A key is parsed once per byte array, so an array that has served as a
 * key must never be changed: make a new one for a new key.
 */
export function createNodeCrypto(): Crypto {
  const secret = remember((key) => createSecretKey(key));
  const signing = remember((key) =>
    createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, key]), format: 'der', type: 'pkcs8' }),
  );
  const verifying = remember((key) =>
    createPublicKey({ key: Buffer.concat([SPKI_PREFIX, key]), format: 'der', type: 'spki' }),
  );
  return {
    sha256: (data) => bytesOf(hash('sha256', data, 'buffer')),
    hmac: (key, data) => bytesOf(createHmac('sha256', secret(key)).update(data).digest()),
    seal: (key, plain, aad) => seal(secret(key), plain, aad),
    open: (key, sealed, aad) => open(secret(key), sealed, aad),
    sign: (key, data) => bytesOf(sign(null, data, signing(key))),
    verify: (publicKey, data, signature) =>
      publicKey.length === 32 && verify(null, data, verifying(publicKey), signature),
    publicKey: (key) => {
      const spki = createPublicKey(signing(key)).export({ format: 'der', type: 'spki' });
      return bytesOf(spki.subarray(SPKI_PREFIX.length));
    },
    randomBytes: (length) => randomFillSync(new Uint8Array(length)),
  };
}

function seal(key: KeyObject, plain: Uint8Array, aad: Uint8Array): Uint8Array {
  const sealed = new Uint8Array(NONCE_LENGTH + plain.length + TAG_LENGTH);
  const nonce = randomFillSync(sealed.subarray(0, NONCE_LENGTH));
  const cipher = createCipheriv(GCM, key, nonce, GCM_OPTIONS).setAAD(aad);
  sealed.set(cipher.update(plain), NONCE_LENGTH);
  cipher.final();
  sealed.set(cipher.getAuthTag(), NONCE_LENGTH + plain.length);
  return sealed;
}

function open(key: KeyObject, sealed: Uint8Array, aad: Uint8Array): Uint8Array | undefined {
  if (sealed.length < NONCE_LENGTH + TAG_LENGTH) return undefined;
  const end = sealed.length - TAG_LENGTH;
  const decipher = createDecipheriv(GCM, key, sealed.subarray(0, NONCE_LENGTH), GCM_OPTIONS);
  decipher.setAAD(aad).setAuthTag(sealed.subarray(end));
  const plain = decipher.update(sealed.subarray(NONCE_LENGTH, end));
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  return bytesOf(plain);
}

/** Parsing a key costs more than using it. Held only as long as the caller holds the bytes. */
function remember(parse: (key: KeyBytes) => KeyObject): (key: KeyBytes) => KeyObject {
  const parsed = new WeakMap<KeyBytes, KeyObject>();
  return (key) => {
    let object = parsed.get(key);
    if (object === undefined) {
      object = parse(key);
      parsed.set(key, object);
    }
    return object;
  };
}

/** A Buffer slices and compares differently from what the port promises. */
function bytesOf(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
