import type { Crypto } from '@contactpoint/contract';
import type { CommandContext } from '../command-context.ts';
import type { Keyring, StoreView } from '../ports.ts';
import type { DeathState } from '../rows.ts';
import { fromBase64url, toBase64url } from '../sealing/bytes.ts';
import { readDataKeys } from '../sealing/data-keys.ts';
import { createVault } from '../sealing/vault.ts';

/** That a death was applied to a child, or taken back. */
export interface DeathChange {
  /** Blinded. */
  readonly recordKey: string;
  /** Undefined before the record told of a death, and once it tells of none. */
  readonly before: DeathState | undefined;
  readonly after: DeathState | undefined;
}

/** Changes as the audit trail keeps them: each under whose key, and sealed in letters. */
export type SealedDeaths = readonly (readonly [keyId: string, sealed: string])[];

/** Seals changes, each under the key that its record is sealed under; undefined where there are none. */
export async function sealDeaths(
  { tx, vault, keys }: Pick<CommandContext, 'tx' | 'vault' | 'keys'>,
  changes: readonly DeathChange[],
): Promise<SealedDeaths | undefined> {
  if (changes.length === 0) return undefined;
  const rows = await tx.records.find(changes.map(({ recordKey }) => recordKey));
  const keyIds = changes.map(({ recordKey }, at) => rows[at]?.keyId ?? recordKey);
  await keys.ensure(keyIds);
  return changes.map((change, at) => {
    const keyId = keyIds[at] ?? change.recordKey;
    return [keyId, toBase64url(vault.seal(keys.of(keyId), deathPlace(keyId), change))];
  });
}

/** The changes that were sealed, as far as the keys of their children still exist. */
export async function openDeaths(
  {
    crypto,
    keyring,
    table,
  }: {
    readonly crypto: Crypto;
    readonly keyring: Keyring;
    readonly table: Pick<StoreView, 'dataKeys'>;
  },
  sealed: SealedDeaths,
): Promise<readonly DeathChange[]> {
  const keys = await readDataKeys(table, { crypto, keyring }, [...new Set(sealed.map(([keyId]) => keyId))]);
  const vault = createVault(crypto, keyring);
  return sealed.flatMap(([keyId, text]) => {
    const key = keys.get(keyId);
    return key === undefined ? [] : [vault.open<DeathChange>(key, deathPlace(keyId), fromBase64url(text))];
  });
}

const deathPlace = (keyId: string): string => `death|${keyId}`;
