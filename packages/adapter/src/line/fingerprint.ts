import type { CanonicalRecord, Crypto } from '@contactpoint/contract';
import { RECORD_TARGET, type GroupTarget, type ListTarget, type Target } from '../mapping/targets.ts';

/** Turns a record into a text that is the same however its names and lists are ordered. */
export type WriteCanonical = (record: CanonicalRecord) => string;

/** A record's content as keyed hashes: equal for equal content, and nothing can be guessed from them. */
export interface Fingerprinter {
  fingerprint(record: CanonicalRecord): string;
  /** One hash for each part of the record, by JSON Pointer: says what changed. */
  parts(record: CanonicalRecord): Readonly<Record<string, string>>;
}

/**
 * @param volatile - Places whose changes mean nothing, list positions as `*`.
 */
export function createFingerprinter(
  keyed: { readonly crypto: Crypto; readonly key: Uint8Array },
  volatile: ReadonlySet<string>,
): Fingerprinter {
  const { crypto, key } = keyed;
  const encoder = new TextEncoder();
  const write = compileCanonical(RECORD_TARGET, volatile);
  const writers = partsOf(RECORD_TARGET, '').map(({ path, target }) => ({
    path,
    names: path.slice(1).split('/'),
    write: compileTarget(target, path, volatile),
  }));
  return {
    fingerprint: (record) => toBase64(crypto.hmac(key, encoder.encode(write(record))), 16),
    parts: (record) => {
      const parts: Record<string, string> = {};
      for (const { path, names, write } of writers) {
        const value = names.reduce<unknown>(
          (from, name) => (from as Record<string, unknown> | undefined)?.[name],
          record,
        );
        if (value !== undefined)
          parts[path] = toBase64(crypto.hmac(key, encoder.encode(path + write(value))), 6);
      }
      return parts;
    },
  };
}

/** The canonical text of a record, without its source: that says who sent it and when, not what. */
export function compileCanonical(target: GroupTarget, volatile: ReadonlySet<string>): WriteCanonical {
  return compileTarget(target, '', volatile) as WriteCanonical;
}

type Write = (value: unknown) => string;

// Record texts hold no control characters (the schema refuses them), so these separate without escaping.
const OPEN = '\u0001';
const FIELD = '\u0002';
const ITEM = '\u0003';
const CLOSE = '\u0004';

function compileTarget(target: Target, path: string, volatile: ReadonlySet<string>): Write {
  if (volatile.has(path)) return () => '';
  if (target.kind === 'value') return target.beside || target.as === 'partialDate' ? writeFlat : String;
  return target.kind === 'list' ? compileList(target, path, volatile) : compileGroup(target, path, volatile);
}

function compileGroup(target: GroupTarget, path: string, volatile: ReadonlySet<string>): Write {
  if (target.open) return writeFlat;
  const fields = Object.entries(target.fields).map(([name, of]) => ({
    name,
    lead: FIELD + name + OPEN,
    write: compileTarget(of, `${path}/${name}`, volatile),
  }));
  return (value) => {
    const group = value as Readonly<Record<string, unknown>>;
    let text = '';
    for (const { name, lead, write } of fields) {
      const of = group[name];
      if (of !== undefined) text += lead + write(of);
    }
    return text + CLOSE;
  };
}

/** Of given names and address lines the order is content; of everything else it is chance. */
function compileList(target: ListTarget, path: string, volatile: ReadonlySet<string>): Write {
  const write = compileTarget(target.of, `${path}/*`, volatile);
  return (value) => {
    const list = value as readonly unknown[];
    if (list.length === 1) return write(list[0]) + ITEM;
    const texts = list.map(write);
    if (!target.ordered) texts.sort();
    return texts.join(ITEM) + ITEM;
  };
}

/** An object of plain values, by name. */
function writeFlat(value: unknown): string {
  const group = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const name of Object.keys(group).sort()) text += FIELD + name + OPEN + String(group[name]);
  return text + CLOSE;
}

/** `child` and `flags` are told apart field by field, the rest of the record as wholes. */
function partsOf(target: GroupTarget, path: string): { readonly path: string; readonly target: Target }[] {
  return Object.entries(target.fields).flatMap(([name, of]) => {
    const inner = `${path}/${name}`;
    return path === '' && of.kind === 'group' && !of.open
      ? partsOf(of, inner)
      : [{ path: inner, target: of }];
  });
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Two digits for every 12 bits: one lookup in place of two. */
const PAIRS = Array.from(
  { length: 4096 },
  (_, bits) => (DIGITS[bits >> 6] ?? '') + (DIGITS[bits & 63] ?? ''),
);

/** The first bytes as base64url without padding. */
function toBase64(bytes: Uint8Array, length: number): string {
  let text = '';
  for (let at = 0; at < length; at += 3) {
    const bits = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += (PAIRS[bits >> 12] ?? '') + (PAIRS[bits & 4095] ?? '');
  }
  return text;
}
