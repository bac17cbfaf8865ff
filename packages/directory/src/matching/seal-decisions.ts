import type { Crypto } from '@contactpoint/contract';
import type { CommandContext } from '../command-context.ts';
import type { Keyring, StoreView } from '../ports.ts';
import { fromBase64url, toBase64url } from '../sealing/bytes.ts';
import { readDataKeys } from '../sealing/data-keys.ts';
import { createVault } from '../sealing/vault.ts';
import type { Placed } from './change-members.ts';
import type { DecisionLog, LoggedDecision } from './decision-log.ts';
import { byRecordKey } from './index-context.ts';
import { packDecision, type PackedDecision, unpackDecision } from './pack-decision.ts';

/**
 * A log of decisions as the audit trail keeps it: each sealed under the key of the child that has the record, so
 * that it is erased with the child and the trail still verifies.
 */
export interface SealedDecisions extends Omit<DecisionLog, World> {
  readonly visible: readonly SealedDecision[];
  readonly actual: readonly SealedDecision[];
}
type World = 'visible' | 'actual';
/** Under whose key, and the packed decision in letters. */
type SealedDecision = readonly [keyId: string, sealed: string];

/** Seals the log of records that stand where `places` (by `system|recordId`) says; undefined where nothing was decided. */
export async function sealPlaced(
  context: Pick<CommandContext, 'vault' | 'keys'>,
  { log, places }: { readonly log: DecisionLog; readonly places: Placed['places'] },
): Promise<SealedDecisions | undefined> {
  if (log.versions === null) return undefined;
  const homes = byRecordKey(context, places);
  return sealDecisions(context, log, (recordKey) => homes.get(recordKey) ?? recordKey);
}

/** Seals a log; `keyOf` says under whose key what was decided on a record (by its key) is sealed. */
export async function sealDecisions(
  { vault, keys }: Pick<CommandContext, 'vault' | 'keys'>,
  { visible, actual, ...open }: DecisionLog,
  keyOf: (recordKey: string) => string,
): Promise<SealedDecisions> {
  const decided = [...visible, ...actual].map(({ recordKey }) => keyOf(recordKey));
  await keys.ensure(decided);
  const seal = (decision: LoggedDecision): SealedDecision => {
    const keyId = keyOf(decision.recordKey);
    const packed = packDecision(decision, keyId);
    return [keyId, toBase64url(vault.seal(keys.of(keyId), decisionPlace(keyId), packed))];
  };
  return { ...open, visible: visible.map(seal), actual: actual.map(seal) };
}

/** The log that was sealed, as far as the keys of its children still exist. */
export async function openDecisions(
  {
    crypto,
    keyring,
    table,
  }: {
    readonly crypto: Crypto;
    readonly keyring: Keyring;
    readonly table: Pick<StoreView, 'dataKeys'>;
  },
  { visible, actual, ...log }: SealedDecisions,
): Promise<DecisionLog> {
  const keyIds = [...new Set([...visible, ...actual].map(([keyId]) => keyId))];
  const keys = await readDataKeys(table, { crypto, keyring }, keyIds);
  const vault = createVault(crypto, keyring);
  const open = ([keyId, sealed]: SealedDecision): readonly LoggedDecision[] => {
    const key = keys.get(keyId);
    if (key === undefined) return [];
    const packed = vault.open<PackedDecision>(key, decisionPlace(keyId), fromBase64url(sealed));
    return [unpackDecision(packed, keyId)];
  };
  return { ...log, visible: visible.flatMap(open), actual: actual.flatMap(open) };
}

const decisionPlace = (keyId: string): string => `decision|${keyId}`;
