import type { Crypto, KeyBytes } from '@contactpoint/contract';
import type { Keyring } from '../ports.ts';
import { toBase64url, toBytes, toText } from './bytes.ts';

/** What a blinded text names; the same text under two kinds has nothing in common. */
export type BlindKind =
  'record' | 'match' | 'search' | 'request' | 'subject' | 'review' | 'discrepancy' | 'decision' | 'death';

/** Seals what is personal and blinds what is looked up, so that a stolen store discloses no value. */
export interface Vault {
  /** A keyed, one-way name of a text: 16 letters, 96 bits. */
  blind(kind: BlindKind, text: string): string;
  /** A keyed hash of a text of any length: 43 letters, 256 bits. */
  digest(kind: BlindKind, text: string): string;
  /** `place` binds the sealed bytes to where they are kept. */
  seal(key: KeyBytes, place: string, value: unknown): Uint8Array;
  /** What `seal` was given; throws when key, bytes or place are not those of `seal`. */
  open<T>(key: KeyBytes, place: string, sealed: Uint8Array): T;
}

const BLIND_LENGTH_IN_BYTES = 12;

/** The vault of one directory. */
export function createVault(crypto: Crypto, keyring: Keyring): Vault {
  const blindKey = keyring.key('blind');
  const hmac = (kind: BlindKind, text: string): Uint8Array =>
    crypto.hmac(blindKey, toBytes(`${kind}|${text}`));
  return {
    blind: (kind, text) => toBase64url(hmac(kind, text).subarray(0, BLIND_LENGTH_IN_BYTES)),
    digest: (kind, text) => toBase64url(hmac(kind, text)),
    seal: (key, place, value) => crypto.seal(key, toBytes(JSON.stringify(value)), toBytes(place)),
    open: <T>(key: KeyBytes, place: string, sealed: Uint8Array) => {
      const plain = crypto.open(key, sealed, toBytes(place));
      if (plain === undefined) throw new Error('Sealed data does not open with its key.');
      return JSON.parse(toText(plain)) as T;
    },
  };
}

/** The vault for one command, which blinds the same text many times: it hashes each text once. */
export function rememberBlinds(vault: Vault): Vault {
  const blinds = new Map<string, string>();
  return {
    ...vault,
    blind: (kind, text) => {
      const named = `${kind}|${text}`;
      const known = blinds.get(named) ?? vault.blind(kind, text);
      blinds.set(named, known);
      return known;
    },
  };
}
