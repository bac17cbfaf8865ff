/** Raw bytes of a key. Implementations may cache what they derive from it. */
export type KeyBytes = Uint8Array;

/**
 * The one cryptography port, synchronous because WebCrypto costs 8–14 times as much a call on the audit
 * path. `./crypto/node` implements it on node:crypto; browsers bring their own. Every implementation
 * passes the known-answer suite.
 */
export interface Crypto {
  /** SHA-256, 32 bytes. */
  sha256(data: Uint8Array): Uint8Array;
  /** HMAC-SHA-256, 32 bytes. */
  hmac(key: KeyBytes, data: Uint8Array): Uint8Array;
  /** AES-256-GCM: 12-byte nonce ‖ ciphertext ‖ 16-byte tag. `aad` binds the ciphertext to its row. */
  seal(key: KeyBytes, plain: Uint8Array, aad: Uint8Array): Uint8Array;
  /** The plain bytes, or undefined when key, bytes or `aad` are not those of `seal`. */
  open(key: KeyBytes, sealed: Uint8Array, aad: Uint8Array): Uint8Array | undefined;
  /** Ed25519 signature, 64 bytes; `key` is the 32-byte seed. */
  sign(key: KeyBytes, data: Uint8Array): Uint8Array;
  /** Whether `signature` is of `data` under the 32-byte public key. */
  verify(publicKey: KeyBytes, data: Uint8Array, signature: Uint8Array): boolean;
  /** The 32-byte public key of a 32-byte seed. */
  publicKey(key: KeyBytes): Uint8Array;
  /** Cryptographically strong random bytes. */
  randomBytes(length: number): Uint8Array;
}
