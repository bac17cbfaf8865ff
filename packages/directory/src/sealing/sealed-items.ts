import type { Crypto } from '@contactpoint/contract';
import type { CommandContext } from '../command-context.ts';
import type { Keyring, StoreView } from '../ports.ts';
import { fromBase64url, toBase64url } from './bytes.ts';
import { readDataKeys } from './data-keys.ts';
import { createVault } from './vault.ts';

/** What opens again what was sealed: the keys of the house, and those of data as far as they still exist. */
export interface Unsealing {
  readonly crypto: Crypto;
  readonly keyring: Keyring;
  readonly table: Pick<StoreView, 'dataKeys'>;
}

/** What is sealed for itself in an audit entry: under whose key, and in letters. Erased with the key, it opens no more. */
export type SealedItem = readonly [keyId: string, sealed: string];

/** What an item is of; nothing opens as something else. */
type ItemKind = 'decision' | 'death';

/** Seals a value under a key that is at hand. */
export const sealItem = (
  { vault, keys }: Pick<CommandContext, 'vault' | 'keys'>,
  { kind, keyId }: { readonly kind: ItemKind; readonly keyId: string },
  value: unknown,
): SealedItem => [keyId, toBase64url(vault.seal(keys.of(keyId), placeOf(kind, keyId), value))];

/** Opens items of a kind; an item gives undefined once its key is destroyed. */
export async function openItems<T>(
  { crypto, keyring, table }: Unsealing,
  kind: ItemKind,
  items: readonly SealedItem[],
): Promise<(item: SealedItem) => T | undefined> {
  const keyIds = [...new Set(items.map(([keyId]) => keyId))];
  const keys = await readDataKeys(table, { crypto, keyring }, keyIds);
  const vault = createVault(crypto, keyring);
  return ([keyId, sealed]) => {
    const key = keys.get(keyId);
    return key && vault.open<T>(key, placeOf(kind, keyId), fromBase64url(sealed));
  };
}

const placeOf = (kind: ItemKind, keyId: string): string => `${kind}|${keyId}`;
