import type { DiscrepancyKind, DiscrepancyNotice } from '@contactpoint/contract';
import type { CommandContext } from '../command-context.ts';
import type { DiscrepancyRow } from '../rows.ts';
import type { LoadedChild } from '../view/load-children.ts';
import { type Differences, findDifferences, type Matched } from './find-differences.ts';

/** What was matched just now, and which records may have lost what they differed from. */
export interface Happened {
  readonly matched?: Matched;
  /** Records that may stand in no child any more. */
  readonly gone?: readonly string[];
}

/** What only matching notices: it stands until the record is matched again. */
const NOTICED: ReadonlySet<DiscrepancyKind> = new Set<DiscrepancyKind>([
  'identifier-contradiction',
  'possible-twin-mixup',
]);

/**
 * Brings the threads of these children's records up to date: a difference that is new opens one, one that is gone
 * closes it, one that now stands elsewhere in its record says so, and each such change is a notification to its source (DISC-01). What receipts say, by record key.
 */
export async function keepThreads(
  context: CommandContext,
  children: readonly (LoadedChild | undefined)[],
  { matched = new Map(), gone = [] }: Happened = {},
): Promise<ReadonlyMap<string, readonly DiscrepancyNotice[]>> {
  const loaded = children.filter((child) => child !== undefined);
  const found = await findDifferences(context, loaded, matched);
  const told = new Set(found.map(({ recordKey }) => recordKey));
  const all = [...found, ...gone.filter((key) => !told.has(key)).map(differsNoMore)];
  const held = await context.tx.discrepancies.unresolved(all.map(({ recordKey }) => recordKey));
  const changes = all.map((one, at) => toChange(context, one, { held: held[at] ?? [], matched }));
  await saveChanges(
    context,
    changes.flatMap(({ rows }) => rows),
  );
  return new Map(all.map(({ recordKey }, at) => [recordKey, changes[at]?.notices ?? []]));
}

const differsNoMore = (recordKey: string): Differences => ({ recordKey, system: undefined, notices: [] });

type Change = Omit<DiscrepancyRow, 'number'>;

/** How the threads of one record change, and all that it differs in now. */
function toChange(
  { at }: CommandContext,
  { recordKey, system, notices }: Differences,
  { held, matched }: { readonly held: readonly DiscrepancyRow[]; readonly matched: Matched },
): { readonly rows: readonly Change[]; readonly notices: readonly DiscrepancyNotice[] } {
  const stands = (row: DiscrepancyRow): boolean =>
    system !== undefined && NOTICED.has(row.kind) && !matched.has(recordKey);
  const now = new Map(notices.map(({ id, path }) => [id, path]));
  const before = new Set(held.map(({ discrepancyId }) => discrepancyId));
  const opened = notices.flatMap(({ id, kind, path }): readonly Change[] =>
    system === undefined || before.has(id)
      ? []
      : [{ discrepancyId: id, recordKey, system, kind, path, state: 'open', openedAt: at, changedAt: at }],
  );
  const left = held.filter(({ discrepancyId }) => !now.has(discrepancyId));
  const changed = held.flatMap((row): readonly Change[] => {
    const path = now.get(row.discrepancyId);
    if (path === undefined) return stands(row) ? [] : [{ ...row, state: 'resolved', changedAt: at }];
    return path === row.path ? [] : [{ ...row, path, changedAt: at }];
  });
  return {
    rows: [...opened, ...changed],
    notices: [
      ...notices,
      ...left.filter(stands).map(({ discrepancyId, kind, path }) => ({ id: discrepancyId, kind, path })),
    ],
  };
}

/**
 * Keeps changes of threads, each with the next number of its system: those that come together in the order of
 * their ids, which tells nothing of the order in which children were looked at (SHIELD-03).
 */
export async function saveChanges({ tx }: CommandContext, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const inOrder = changes.toSorted((a, b) => (a.discrepancyId < b.discrepancyId ? -1 : 1));
  const numbered = [...Map.groupBy(inOrder, (change) => change.system)].map(
    async ([system, ofSystem]): Promise<readonly DiscrepancyRow[]> => {
      const first = await tx.take(`discrepancy|${system}`, ofSystem.length);
      return ofSystem.map((change, at) => ({ ...change, number: first + at }));
    },
  );
  const rows = (await Promise.all(numbered)).flat();
  await tx.discrepancies.put(rows);
}
