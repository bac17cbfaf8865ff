import { keyType, matchKeys } from './keys/match-keys.ts';
import { byText } from './order.ts';
import type { ChildMembers, KeyHit, MatchIndex, MemberChange, MemberFeatures } from './ports.ts';

/** The children a record may belong to. */
export interface Candidates {
  /** In order of child id. */
  readonly children: readonly ChildMembers[];
  /** The child that holds an earlier version of the record. */
  readonly current: string | undefined;
  /** Types of the keys too crowded to be followed, distinct and sorted. */
  readonly crowdedKeys: readonly string[];
  /** Every key of the record is crowded. */
  readonly tooMany: boolean;
  /** Types of the keys that found each child. */
  readonly foundBy: ReadonlyMap<string, readonly string[]>;
}

/** Everything a batch can touch, read from the index at once and kept up to date as the batch is decided. */
export interface CandidatePool {
  candidatesOf(record: MemberFeatures): Candidates;
  membersOf(childId: string): readonly MemberFeatures[];
  apply(changes: readonly MemberChange[]): void;
}

/** Reads the candidates of a whole batch in three questions to the index. */
export async function loadCandidates(
  index: MatchIndex,
  records: readonly MemberFeatures[],
): Promise<CandidatePool> {
  const keys = [...new Set(records.flatMap(matchKeys))];
  const refs = [...new Set(records.map(({ recordRef }) => recordRef))];
  const [keyHits, holders] = [await index.childrenByKeys(keys), await index.childrenByRecords(refs)];
  const hits = new Map(keys.map((key, at): [string, KeyHit] => [key, keyHits[at] ?? NO_HIT]));
  const childOfRecord = new Map(refs.map((ref, at) => [ref, holders[at]]));
  const childIds = [
    ...new Set([...keyHits.flatMap((hit) => hit.childIds), ...holders.filter((id) => id !== undefined)]),
  ];
  const children = new Map<string, ChildMembers>();
  for (const child of await index.members(childIds)) if (child) children.set(child.childId, child);
  return createPool(hits, childOfRecord, children);
}

const NO_HIT: KeyHit = { childIds: [], crowded: false };

function createPool(
  hits: Map<string, KeyHit>,
  childOfRecord: Map<string, string | undefined>,
  children: Map<string, ChildMembers>,
): CandidatePool {
  /** Children of this batch come after every earlier one. */
  let ordinal = Number.MAX_SAFE_INTEGER - 1_000_000_000;
  const leave = (childId: string, recordRef: string): void => {
    const child = children.get(childId);
    if (child === undefined) return;
    const members = child.members.filter((member) => member.recordRef !== recordRef);
    if (members.length === 0) children.delete(childId);
    else children.set(childId, { ...child, members });
  };
  const join = ({ childId, keys }: MemberChange, features: MemberFeatures): void => {
    const before = childOfRecord.get(features.recordRef);
    if (before !== undefined && before !== childId) leave(before, features.recordRef);
    const child = children.get(childId) ?? newChild(childId, (ordinal += 1));
    const others = child.members.filter(({ recordRef }) => recordRef !== features.recordRef);
    const members = [...others, features].sort((a, b) => byText(a.recordRef, b.recordRef));
    children.set(childId, { ...child, members });
    childOfRecord.set(features.recordRef, childId);
    for (const key of keys) {
      const hit = hits.get(key) ?? NO_HIT;
      if (!hit.crowded && !hit.childIds.includes(childId))
        hits.set(key, { ...hit, childIds: [...hit.childIds, childId] });
    }
  };
  return {
    candidatesOf: (record) => {
      const foundBy = new Map<string, string[]>();
      const crowdedKeys = new Set<string>();
      const openKeys = new Set<string>();
      for (const key of matchKeys(record)) {
        const hit = hits.get(key) ?? NO_HIT;
        (hit.crowded ? crowdedKeys : openKeys).add(keyType(key));
        for (const childId of hit.childIds)
          foundBy.set(childId, [...(foundBy.get(childId) ?? []), keyType(key)]);
      }
      const current = childOfRecord.get(record.recordRef);
      if (current !== undefined && !foundBy.has(current)) foundBy.set(current, ['record']);
      const ids = [...foundBy.keys()].sort(byText);
      return {
        children: ids.flatMap((id) => children.get(id) ?? []),
        current,
        crowdedKeys: [...crowdedKeys].sort(byText),
        tooMany: crowdedKeys.size > 0 && openKeys.size === 0,
        foundBy,
      };
    },
    membersOf: (childId) => children.get(childId)?.members ?? [],
    apply: (changes) => {
      for (const change of changes) {
        if (change.features === undefined) leave(change.childId, change.recordRef);
        else join(change, change.features);
      }
    },
  };
}

const newChild = (childId: string, ordinal: number): ChildMembers => ({
  childId,
  version: 0,
  ordinal,
  members: [],
  shielded: false,
  walled: false,
  doNotLink: [],
  doNotLinkRecords: [],
  verified: [],
});
