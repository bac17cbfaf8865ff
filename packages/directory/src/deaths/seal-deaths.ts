import type { CommandContext } from '../command-context.ts';
import type { DeathState } from '../rows.ts';
import { openItems, type SealedItem, sealItem, type Unsealing } from '../sealing/sealed-items.ts';

/** That a death was applied to a child, or taken back. */
export interface DeathChange {
  /** Blinded. */
  readonly recordKey: string;
  /** Undefined before the record told of a death, and once it tells of none. */
  readonly before: DeathState | undefined;
  readonly after: DeathState | undefined;
}

/** Changes as the audit trail keeps them. */
export type SealedDeaths = readonly SealedItem[];

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
    return sealItem({ vault, keys }, { kind: 'death', keyId }, change);
  });
}

/** The changes that were sealed, as far as the keys of their children still exist. */
export async function openDeaths(
  unsealing: Unsealing,
  sealed: SealedDeaths,
): Promise<readonly DeathChange[]> {
  const open = await openItems<DeathChange>(unsealing, 'death', sealed);
  return sealed.flatMap((item) => open(item) ?? []);
}
