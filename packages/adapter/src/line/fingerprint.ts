import type { CanonicalRecord, Crypto } from '@contactpoint/contract';
import { RECORD_PARTS, type RecordPart } from './canonical-record.ts';
import { CanonicalWriter } from './canonical-writer.ts';

/** A record's content as keyed hashes: equal for equal content, and nothing can be guessed from them. */
export interface Fingerprinter {
  fingerprint(record: CanonicalRecord): string;
  /** One hash for each part that the record holds, by JSON Pointer: says what changed. */
  parts(record: CanonicalRecord): Readonly<Record<string, string>>;
}

/** 72 bits: one change in 4 × 10²¹ would pass as none. */
const FINGERPRINT_BYTES = 9;
const PART_BYTES = 6;

/**
 * Fingerprints by SHA-256 behind a secret key. Most of the hash is thrown away, so that nobody who holds one can
 * go on hashing from where it ends: what HMAC's second pass is for, at half the price.
 *
 * @param volatile - Places whose changes mean nothing, list positions as `*`.
 */
export function createFingerprinter(
  { crypto, key }: { readonly crypto: Crypto; readonly key: Uint8Array },
  volatile: ReadonlySet<string>,
): Fingerprinter {
  const writer = new CanonicalWriter(key);
  const settle =
    volatile.size === 0 ? asItIs : (record: CanonicalRecord) => withoutVolatile(record, volatile);
  const words = new Map<string, string>();
  const hashPart = (part: RecordPart, record: CanonicalRecord): string | undefined => {
    const word = part.word?.(record);
    const known = word === undefined ? undefined : words.get(`${part.path} ${word}`);
    if (known !== undefined) return known;
    writer.reset();
    part.write(record, writer);
    if (writer.isEmpty) return undefined;
    const hash = toBase64(crypto.sha256(writer.bytes), PART_BYTES);
    if (word !== undefined) words.set(`${part.path} ${word}`, hash);
    return hash;
  };
  return {
    fingerprint(record) {
      const settled = settle(record);
      writer.reset();
      for (const part of RECORD_PARTS) part.write(settled, writer);
      return toBase64(crypto.sha256(writer.bytes), FINGERPRINT_BYTES);
    },
    parts(record) {
      const settled = settle(record);
      const parts: Record<string, string> = {};
      for (const part of RECORD_PARTS) {
        const hash = hashPart(part, settled);
        if (hash !== undefined) parts[part.path] = hash;
      }
      return parts;
    },
  };
}

function asItIs(record: CanonicalRecord): CanonicalRecord {
  return record;
}

/** A copy that lacks the places which change without meaning. */
function withoutVolatile(record: CanonicalRecord, volatile: ReadonlySet<string>): CanonicalRecord {
  const copy = (value: unknown, path: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => copy(item, `${path}/*`));
    if (typeof value !== 'object' || value === null) return value;
    const kept = Object.entries(value).filter(([name]) => !volatile.has(`${path}/${name}`));
    return Object.fromEntries(kept.map(([name, of]) => [name, copy(of, `${path}/${name}`)]));
  };
  return copy(record, '') as CanonicalRecord;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Two digits for every 12 bits: one lookup in place of two. */
const PAIRS = Array.from(
  { length: 4096 },
  (_, bits) => (DIGITS[bits >> 6] ?? '') + (DIGITS[bits & 63] ?? ''),
);

/** The first bytes as base64url; `length` is a multiple of 3. */
export function toBase64(bytes: Uint8Array, length: number): string {
  let text = '';
  for (let at = 0; at < length; at += 3) {
    const bits = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += (PAIRS[bits >> 12] ?? '') + (PAIRS[bits & 4095] ?? '');
  }
  return text;
}
