import type { CommandContext } from '../command-context.ts';
import { openItems, type SealedItem, sealItem, type Unsealing } from '../sealing/sealed-items.ts';
import type { Placed } from './change-members.ts';
import type { DecisionLog, LoggedDecision } from './decision-log.ts';
import { byRecordKey } from './index-context.ts';
import { packDecision, type PackedDecision, unpackDecision } from './pack-decision.ts';

/**
 * A log of decisions as the audit trail keeps it: each sealed under the key of the child that has the record, so
 * that it is erased with the child and the trail still verifies.
 */
export interface SealedDecisions extends Omit<DecisionLog, World> {
  readonly visible: readonly SealedItem[];
  readonly actual: readonly SealedItem[];
}
type World = 'visible' | 'actual';

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
  const seal = (decision: LoggedDecision): SealedItem => {
    const keyId = keyOf(decision.recordKey);
    return sealItem({ vault, keys }, { kind: 'decision', keyId }, packDecision(decision, keyId));
  };
  return { ...open, visible: visible.map(seal), actual: actual.map(seal) };
}

/** The log that was sealed, as far as the keys of its children still exist. */
export async function openDecisions(
  unsealing: Unsealing,
  { visible, actual, ...log }: SealedDecisions,
): Promise<DecisionLog> {
  const open = await openItems<PackedDecision>(unsealing, 'decision', [...visible, ...actual]);
  const read = (item: SealedItem): readonly LoggedDecision[] => {
    const packed = open(item);
    return packed ? [unpackDecision(packed, item[0])] : [];
  };
  return { ...log, visible: visible.flatMap(read), actual: actual.flatMap(read) };
}
