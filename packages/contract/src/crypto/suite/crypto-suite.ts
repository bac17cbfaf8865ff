import type { Crypto } from '../../crypto.ts';
import { GCM_VECTORS, HMAC_VECTORS, SHA256_VECTORS, SIGNATURE_VECTORS } from './known-answers.ts';

/** The few words of a test runner that the suite needs; vitest and node:test both satisfy them. */
export interface CryptoSuiteRunner {
  readonly describe: (name: string, body: () => void) => void;
  readonly it: (name: string, body: () => void) => void;
  /** Throws unless both are deeply equal. */
  readonly equal: (actual: unknown, expected: unknown) => void;
}

/** Known answers of the standards, and what every implementation of the port refuses. */
export function describeCrypto(runner: CryptoSuiteRunner, create: () => Crypto): void {
  const suite = { ...runner, crypto: create() };
  runner.describe('cryptography port', () => {
    describeDigests(suite);
    describeSealing(suite);
    describeSignatures(suite);
    runner.it('gives random bytes of the length asked, never the same', () => {
      const [first, second] = [suite.crypto.randomBytes(32), suite.crypto.randomBytes(32)];
      runner.equal([first.length, second.length, toHex(first) === toHex(second)], [32, 32, false]);
    });
  });
}

type Suite = CryptoSuiteRunner & { readonly crypto: Crypto };

function describeDigests({ it, equal, crypto }: Suite): void {
  for (const [name, { data, digest }] of SHA256_VECTORS) {
    it(`digests ${name}`, () => equal(toHex(crypto.sha256(toBytes(data))), digest));
  }
  for (const [name, { key, data, mac }] of HMAC_VECTORS) {
    it(`authenticates ${name}`, () => equal(toHex(crypto.hmac(toBytes(key), toBytes(data))), mac));
  }
}

function describeSealing({ it, equal, crypto }: Suite): void {
  const key = new Uint8Array(32).fill(7);
  const plain = toBytes('00ff10');
  const aad = toBytes('0a0b');
  for (const [name, { key: of, sealed, aad: bound, plain: want }] of GCM_VECTORS) {
    it(`opens ${name}`, () => {
      const opened = crypto.open(toBytes(of), toBytes(sealed), toBytes(bound));
      equal(opened && toHex(opened), want);
    });
  }
  it('opens what it sealed, each time under another nonce', () => {
    const [first, second] = [crypto.seal(key, plain, aad), crypto.seal(key, plain, aad)];
    equal(toHex(crypto.open(key, first, aad) ?? key), toHex(plain));
    equal([first.length, toHex(first) === toHex(second)], [12 + plain.length + 16, false]);
  });
  it('opens nothing when a byte, the key or the additional data differ', () => {
    const sealed = crypto.seal(key, plain, aad);
    const altered = [...sealed.keys()].map((index) => withFlippedBit(sealed, index));
    equal(altered.filter((bytes) => crypto.open(key, bytes, aad) !== undefined).length, 0);
    equal(crypto.open(new Uint8Array(32).fill(8), sealed, aad), undefined);
    equal(crypto.open(key, sealed, toBytes('0a0c')), undefined);
  });
  it('opens nothing that is too short to have been sealed', () => {
    const sealed = crypto.seal(key, new Uint8Array(), aad);
    const shorter = [...sealed.keys()].map((length) => sealed.subarray(0, length));
    equal(shorter.filter((bytes) => crypto.open(key, bytes, aad) !== undefined).length, 0);
  });
}

function describeSignatures({ it, equal, crypto }: Suite): void {
  for (const [name, { seed, publicKey, data, signature }] of SIGNATURE_VECTORS) {
    it(`signs ${name}`, () => {
      equal(toHex(crypto.publicKey(toBytes(seed))), publicKey);
      equal(toHex(crypto.sign(toBytes(seed), toBytes(data))), signature);
      equal(crypto.verify(toBytes(publicKey), toBytes(data), toBytes(signature)), true);
    });
  }
  const seed = new Uint8Array(32).fill(3);
  const data = toBytes('c0ffee');
  it('refuses a signature with any byte changed, of other data or by another key', () => {
    const [publicKey, signature] = [crypto.publicKey(seed), crypto.sign(seed, data)];
    const altered = [...signature.keys()].map((index) => withFlippedBit(signature, index));
    equal(altered.filter((bytes) => crypto.verify(publicKey, data, bytes)).length, 0);
    equal(crypto.verify(publicKey, toBytes('c0ffef'), signature), false);
    equal(crypto.verify(crypto.publicKey(new Uint8Array(32).fill(4)), data, signature), false);
  });
  it('refuses signatures and keys of a wrong length without throwing', () => {
    const [publicKey, signature] = [crypto.publicKey(seed), crypto.sign(seed, data)];
    equal(crypto.verify(publicKey, data, signature.subarray(0, 63)), false);
    equal(crypto.verify(publicKey.subarray(0, 31), data, signature), false);
    equal(crypto.verify(publicKey, data, new Uint8Array(64)), false);
  });
  it('refuses the same signature with the group order added to its scalar', () => {
    const signature = crypto.sign(seed, data);
    equal(crypto.verify(crypto.publicKey(seed), data, withOrderAdded(signature)), false);
  });
}

/** Ed25519's group order, little-endian: s + L signs the same message for a verifier that does not look. */
const GROUP_ORDER = toBytes('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010');

function withOrderAdded(signature: Uint8Array): Uint8Array {
  const added = Uint8Array.from(signature);
  let carry = 0;
  for (const [index, addend] of GROUP_ORDER.entries()) {
    const sum = (added[32 + index] ?? 0) + addend + carry;
    added[32 + index] = sum & 0xff;
    carry = sum >> 8;
  }
  return added;
}

function withFlippedBit(bytes: Uint8Array, index: number): Uint8Array {
  const flipped = Uint8Array.from(bytes);
  flipped[index] = (flipped[index] ?? 0) ^ 1;
  return flipped;
}

function toBytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
