import type { Crypto, KeyBytes } from '@contactpoint/contract';
import type { Keyring, StoreTransaction, StoreView } from '../ports.ts';
import type { DataKeyRow } from '../rows.ts';
import { toBytes } from './bytes.ts';

/** The keys of children and records that one transaction works with. */
export interface DataKeys {
  /** Reads the keys of these ids, so that `of` knows those that exist. */
  load(keyIds: Iterable<string>): Promise<void>;
  /** Reads the keys of these ids, and makes those that do not exist. */
  ensure(keyIds: Iterable<string>): Promise<void>;
  /** A key read before; throws when there is none: it was destroyed, or never made. */
  of(keyId: string): KeyBytes;
}

/** What keys of data are wrapped with. */
export interface DataKeysOptions {
  readonly crypto: Crypto;
  readonly keyring: Keyring;
  /** Milliseconds since the epoch; decides the month of the wrapping key. */
  readonly now: number;
  /** Keys that this process has read before. */
  readonly cache?: KeyCache;
}

/**
 * Keys that were read from a store, for those who read them again. It holds none that a change only meant to
 * make, and is emptied when a change fails: a key that the store does not have must never seal anything.
 */
export interface KeyCache {
  get(keyId: string): KeyBytes | undefined;
  set(keyId: string, key: KeyBytes): void;
  clear(): void;
}

/** A cache of so many keys; the longest in it goes first. */
export function createKeyCache(size = 100_000): KeyCache {
  const keys = new Map<string, KeyBytes>();
  return {
    get: (keyId) => keys.get(keyId),
    set: (keyId, key) => {
      const [eldest] = keys.size >= size ? keys.keys() : [];
      if (eldest !== undefined) keys.delete(eldest);
      keys.set(keyId, key);
    },
    clear: () => keys.clear(),
  };
}

const KEY_LENGTH_IN_BYTES = 32;

type Unwrapping = Pick<DataKeysOptions, 'crypto' | 'keyring'>;

function createUnwrapping({ crypto, keyring }: Unwrapping) {
  const wrappingKey = (month: string): KeyBytes => {
    const key = keyring.wrappingKey(month);
    if (key === undefined) throw new Error('The wrapping key of a data key was destroyed.');
    return key;
  };
  const unwrap = ({ keyId, month, wrapped }: DataKeyRow): KeyBytes => {
    const key = crypto.open(wrappingKey(month), wrapped, toBytes(keyId));
    if (key === undefined) throw new Error('A data key does not unwrap.');
    return key;
  };
  return { wrappingKey, unwrap };
}

/** Those of these keys that still exist, by id, for somebody who only reads. */
export async function readDataKeys(
  table: Pick<StoreView, 'dataKeys'>,
  options: Unwrapping,
  keyIds: readonly string[],
): Promise<ReadonlyMap<string, KeyBytes>> {
  const { unwrap } = createUnwrapping(options);
  const rows = await table.dataKeys.find(keyIds);
  return new Map(rows.flatMap((row) => (row ? [[row.keyId, unwrap(row)] as const] : [])));
}

/** Data keys as the store holds them: each wrapped under the key of the month in which it was made. */
export function openDataKeys(
  table: Pick<StoreTransaction, 'dataKeys'>,
  { crypto, keyring, now, cache }: DataKeysOptions,
): DataKeys {
  const keys = new Map<string, KeyBytes>();
  const { wrappingKey, unwrap } = createUnwrapping({ crypto, keyring });
  const load = async (keyIds: Iterable<string>): Promise<void> => {
    const missing = [...new Set(keyIds)].filter((keyId) => {
      const known = keys.get(keyId) ?? cache?.get(keyId);
      if (known !== undefined) keys.set(keyId, known);
      return known === undefined;
    });
    if (missing.length === 0) return;
    for (const row of await table.dataKeys.find(missing)) {
      if (row === undefined) continue;
      const key = unwrap(row);
      keys.set(row.keyId, key);
      cache?.set(row.keyId, key);
    }
  };
  const create = async (keyIds: readonly string[]): Promise<void> => {
    const month = new Date(now).toISOString().slice(0, 7);
    const random = crypto.randomBytes(keyIds.length * KEY_LENGTH_IN_BYTES);
    const rows = keyIds.map((keyId, at): DataKeyRow => {
      const key = random.slice(at * KEY_LENGTH_IN_BYTES, (at + 1) * KEY_LENGTH_IN_BYTES);
      keys.set(keyId, key);
      return { keyId, month, wrapped: crypto.seal(wrappingKey(month), key, toBytes(keyId)) };
    });
    await table.dataKeys.put(rows);
  };
  return {
    load,
    ensure: async (keyIds) => {
      const wanted = [...new Set(keyIds)];
      await load(wanted);
      const missing = wanted.filter((keyId) => !keys.has(keyId));
      if (missing.length > 0) await create(missing);
    },
    of: (keyId) => {
      const key = keys.get(keyId);
      if (key === undefined) throw new Error('There is no key for this data.');
      return key;
    },
  };
}
