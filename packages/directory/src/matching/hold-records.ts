import { matchKeys, type MatchResult, type MemberChange, type MemberFeatures } from '@contactpoint/matching';
import type { CommandContext } from '../command-context.ts';
import type { MemberRow } from '../rows.ts';
import type { DirectoryIndex } from './match-index.ts';
import { visibleChildOf } from './visible-index.ts';

/** A record that is a member already; hidden where its child in the visible world is shielded. */
export interface Standing {
  readonly row: MemberRow;
  readonly hidden: boolean;
}
/** By record (`system|recordId`), where it stands. */
export type Standings = ReadonlyMap<string, Standing>;
/** By record (`system|recordId`) the shielded child that holds it, or null. */
export type Holders = ReadonlyMap<string, string | null>;

/** Where these records stand as long as nothing new is decided on them. */
export async function findStandings(
  index: DirectoryIndex,
  records: readonly MemberFeatures[],
): Promise<Standings> {
  const rows = await index.rowsOf(records.map(({ recordRef }) => recordRef));
  const childIds = rows.flatMap((row) => (row ? [visibleChildOf(row), row.childId] : []));
  const shielded = await shieldedOf(index, childIds);
  return new Map(
    records.flatMap(({ recordRef }, at) => {
      const row = rows[at];
      return row ? [[recordRef, { row, hidden: shielded.has(visibleChildOf(row)) }] as const] : [];
    }),
  );
}

/** A record that goes on standing where it does in the visible world, whatever it says anew. */
export function stayPut(features: MemberFeatures, standings: Standings): readonly MemberChange[] {
  const { recordRef } = features;
  const standing = standings.get(recordRef);
  if (standing === undefined) return [];
  return [{ childId: visibleChildOf(standing.row), recordRef, keys: matchKeys(features), features }];
}

/** Which shielded children hold records, by what was decided of them as things are (SHIELD-04). */
export async function findHolders(
  { newId }: Pick<CommandContext, 'newId'>,
  { index, standings }: { readonly index: DirectoryIndex; readonly standings: Standings },
  { decisions }: MatchResult,
): Promise<Holders> {
  const shielded = await shieldedOf(
    index,
    decisions.flatMap(({ childId }) => childId ?? []),
  );
  const begun = decisions.flatMap(({ childId, created, inheritsShield }) =>
    created && inheritsShield ? (childId ?? []) : [],
  );
  const holders = new Map<string, string | null>();
  for (const { recordRef, childId } of decisions) {
    const standing = standings.get(recordRef);
    if (childId !== undefined && (shielded.has(childId) || begun.includes(childId)))
      holders.set(recordRef, childId);
    else if (standing?.hidden !== true) holders.set(recordRef, null);
    else {
      // Only people unshield: what matching would let go stays, or is held alone where it may not stay.
      const [holder] = await index.load([standing.row.childId]);
      const leaves = childId !== undefined && (holder?.members.length ?? 0) > 1;
      holders.set(recordRef, leaves ? newId() : standing.row.childId);
    }
  }
  return holders;
}

async function shieldedOf(index: DirectoryIndex, childIds: readonly string[]): Promise<ReadonlySet<string>> {
  const loaded = await index.load(childIds);
  return new Set(loaded.flatMap((one) => (one?.child.shielded ? [one.child.childId] : [])));
}
