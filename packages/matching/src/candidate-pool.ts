import { isSearchKey, keyType, matchKeys } from './keys/match-keys.ts';
import { byText } from './order.ts';
import type { ChildMembers, MatchIndex, MemberChange, MemberFeatures } from './ports.ts';

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
  /** The keys of a record, made once. */
  keysOf(record: MemberFeatures): readonly string[];
  apply(changes: readonly MemberChange[]): void;
}

/** Reads the candidates of a whole batch in three questions to the index, which crowds keys above `cap`. */
export async function loadCandidates(
  index: MatchIndex,
  records: readonly MemberFeatures[],
  cap: number,
): Promise<CandidatePool> {
  const keysOf = createKeyMemory();
  const searched = records.flatMap((record) => keysOf(record).filter((key) => isSearchKey(key, record)));
  const keys = [...new Set(searched)];
  const refs = [...new Set(records.map(({ recordRef }) => recordRef))];
  const keyHits = await index.childrenByKeys(keys);
  const holders = await index.childrenByRecords(refs);
  const found = new Set([
    ...keyHits.flatMap(({ childIds }) => childIds),
    ...holders.filter((id) => id !== undefined),
  ]);
  const children = (await index.members([...found])).filter((child) => child !== undefined);
  return createPool({
    cap,
    keysOf,
    hits: new Map(
      keys.map((key, at) => [key, keyHits[at]!.crowded ? undefined : new Set(keyHits[at]!.childIds)]),
    ),
    childOfRecord: new Map(refs.map((ref, at) => [ref, holders[at]])),
    children: new Map(children.map((child) => [child.childId, child])),
  });
}

function createKeyMemory(): (record: MemberFeatures) => readonly string[] {
  const made = new Map<MemberFeatures, readonly string[]>();
  return (record) => {
    const keys = made.get(record) ?? matchKeys(record);
    made.set(record, keys);
    return keys;
  };
}

interface Read {
  readonly cap: number;
  readonly keysOf: (record: MemberFeatures) => readonly string[];
  /** Children under each key; undefined where they are too many. */
  readonly hits: Map<string, Set<string> | undefined>;
  readonly childOfRecord: Map<string, string | undefined>;
  readonly children: Map<string, ChildMembers>;
}

function createPool(read: Read): CandidatePool {
  const { keysOf, children } = read;
  /** Children of this batch come after every earlier one. */
  let ordinal = Number.MAX_SAFE_INTEGER - 1_000_000_000;
  return {
    keysOf,
    candidatesOf: (record) => findCandidates(read, record),
    membersOf: (childId) => children.get(childId)?.members ?? [],
    apply: (changes) => {
      for (const change of changes) {
        if (change.features === undefined) leave(read, change.childId, change.recordRef);
        else join(read, change, { features: change.features, ordinal: (ordinal += 1) });
      }
    },
  };
}

function findCandidates({ keysOf, hits, childOfRecord, children }: Read, record: MemberFeatures): Candidates {
  const foundBy = new Map<string, string[]>();
  const crowdedKeys = new Set<string>();
  let open = 0;
  for (const key of keysOf(record)) {
    if (!isSearchKey(key, record)) continue;
    const hit = hits.get(key);
    if (hit === undefined) crowdedKeys.add(keyType(key));
    else open += 1;
    for (const childId of hit ?? []) {
      const types = foundBy.get(childId);
      if (types === undefined) foundBy.set(childId, [keyType(key)]);
      else types.push(keyType(key));
    }
  }
  const current = childOfRecord.get(record.recordRef);
  if (current !== undefined && !foundBy.has(current)) foundBy.set(current, ['record']);
  return {
    children: [...foundBy.keys()].sort(byText).flatMap((id) => children.get(id) ?? []),
    current,
    crowdedKeys: [...crowdedKeys].sort(byText),
    tooMany: crowdedKeys.size > 0 && open === 0,
    foundBy,
  };
}

function leave({ children }: Read, childId: string, recordRef: string): void {
  const child = children.get(childId);
  if (child === undefined) return;
  const members = child.members.filter((member) => member.recordRef !== recordRef);
  if (members.length === 0) children.delete(childId);
  else children.set(childId, { ...child, members });
}

function join(
  read: Read,
  { childId, keys }: MemberChange,
  { features, ordinal }: { readonly features: MemberFeatures; readonly ordinal: number },
): void {
  const { children, childOfRecord, hits, cap } = read;
  const before = childOfRecord.get(features.recordRef);
  if (before !== undefined && before !== childId) leave(read, before, features.recordRef);
  const child = children.get(childId) ?? { ...FREE, childId, ordinal };
  const others = child.members.filter(({ recordRef }) => recordRef !== features.recordRef);
  const members = [...others, features].sort((a, b) => byText(a.recordRef, b.recordRef));
  children.set(childId, { ...child, members });
  childOfRecord.set(features.recordRef, childId);
  for (const key of keys) {
    const hit = hits.get(key);
    hit?.add(childId);
    if (hit !== undefined && hit.size > cap) hits.set(key, undefined);
  }
}

const FREE: Omit<ChildMembers, 'childId' | 'ordinal'> = {
  version: 0,
  members: [],
  shielded: false,
  walled: false,
  doNotLink: [],
  doNotLinkRecords: [],
  verified: [],
};
