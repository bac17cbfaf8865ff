import { isSearchKey, keyType, matchKeys } from './keys/match-keys.ts';
import { tellingAlone } from './keys/telling-alone.ts';
import { byText } from './order.ts';
import type { ChildMembers, MatchIndex, MemberChange, MemberFeatures } from './ports.ts';

/** The children a record may belong to. */
export interface Candidates {
  /** In order of child id. */
  readonly children: readonly ChildMembers[];
  /** The child that holds an earlier version of the record. */
  readonly current: string | undefined;
  /** Types of the keys too crowded to be followed to every child under them, distinct and sorted. */
  readonly crowdedKeys: readonly string[];
  /** Every key of the record is crowded. */
  readonly tooMany: boolean;
  /** Types of the keys that found each child. */
  readonly foundBy: ReadonlyMap<string, readonly string[]>;
}

/** Everything a batch can touch, read from the index at once and kept up to date as the batch is decided. */
export interface CandidatePool {
  candidatesOf(record: MemberFeatures): Candidates;
  childOf(childId: string): ChildMembers | undefined;
  /** The child that holds a record now. */
  holderOf(recordRef: string): string | undefined;
  /** The keys of a record, made once. */
  keysOf(record: MemberFeatures): readonly string[];
  apply(changes: readonly MemberChange[]): void;
  /** Reads in two questions what else these records share keys with, so that `candidatesOf` holds for them. */
  learn(records: readonly MemberFeatures[]): Promise<void>;
  /** Reads the children that have become candidates by what was applied; most often none. */
  catchUp(): Promise<void>;
}

/** Reads the candidates of a whole batch in three questions to the index, which crowds keys above `cap`. */
export async function loadCandidates(
  index: MatchIndex,
  records: readonly MemberFeatures[],
  cap: number,
): Promise<CandidatePool> {
  const read: Read = {
    cap,
    index,
    keysOf: createKeyMemory(),
    hits: new Map(),
    given: new Map(),
    childOfRecord: new Map(),
    children: new Map(),
    ended: new Set(),
    due: new Set(),
  };
  const refs = [...new Set(records.map(({ recordRef }) => recordRef))];
  await readKeys(read, records);
  const holders = await index.childrenByRecords(refs);
  refs.forEach((ref, at) => read.childOfRecord.set(ref, holders[at]));
  await readChildren(read, [...nearestOf(read, records), ...holders.filter((id) => id !== undefined)]);
  return createPool(read);
}

/** Looks up the keys of records that were not looked up before. */
async function readKeys(read: Read, records: readonly MemberFeatures[]): Promise<void> {
  const { index, keysOf, hits, given } = read;
  const searched = records.flatMap((record) => keysOf(record).filter((key) => isSearchKey(key, record)));
  const keys = [...new Set(searched)].filter((key) => !hits.has(key));
  if (keys.length === 0) return;
  const found = await index.childrenByKeys(keys);
  keys.forEach((key, at) => {
    const { childIds, crowded } = found[at]!;
    hits.set(key, crowded ? undefined : new Set(childIds));
    for (const childId of given.get(key) ?? []) putUnder(read, key, childId);
  });
}

/** The children that these records are weighed against. */
const nearestOf = (read: Read, records: readonly MemberFeatures[]): readonly string[] =>
  records.flatMap((record) => [...lookUp(read, record).foundBy.keys()]);

/** Reads children that were not read before; what the batch has done to others stands. */
async function readChildren(
  { index, children, childOfRecord, ended }: Read,
  childIds: readonly string[],
): Promise<void> {
  const unread = [...new Set(childIds)].filter((id) => !children.has(id) && !ended.has(id));
  if (unread.length === 0) return;
  for (const child of await index.members(unread)) {
    if (child === undefined) continue;
    const members = child.members.filter(
      ({ recordRef }) => (childOfRecord.get(recordRef) ?? child.childId) === child.childId,
    );
    for (const { recordRef } of members) childOfRecord.set(recordRef, child.childId);
    children.set(child.childId, { ...child, members });
  }
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
  readonly index: MatchIndex;
  readonly keysOf: (record: MemberFeatures) => readonly string[];
  /** Children under each key; undefined where they are too many. */
  readonly hits: Map<string, Set<string> | undefined>;
  /** Children that the batch has put under keys nobody has looked up yet. */
  readonly given: Map<string, Set<string>>;
  readonly childOfRecord: Map<string, string | undefined>;
  readonly children: Map<string, ChildMembers>;
  /** Children that lost their last member in this batch. */
  readonly ended: Set<string>;
  /** Children that may have to be read: a key that many shared is left to few, and tells enough alone. */
  readonly due: Set<string>;
}

function createPool(read: Read): CandidatePool {
  const { keysOf, children } = read;
  /** Children of this batch come after every earlier one. */
  let ordinal = Number.MAX_SAFE_INTEGER - 1_000_000_000;
  return {
    keysOf,
    candidatesOf: (record) => findCandidates(read, record),
    childOf: (childId) => children.get(childId),
    holderOf: (recordRef) => read.childOfRecord.get(recordRef),
    apply: (changes) => {
      for (const change of changes) {
        if (change.features === undefined) leave(read, change.childId, change.recordRef);
        else join(read, change, { features: change.features, ordinal: (ordinal += 1) });
      }
    },
    learn: async (records) => {
      await readKeys(read, records);
      await readChildren(read, nearestOf(read, records));
    },
    catchUp: async () => {
      if (read.due.size === 0) return;
      await readChildren(read, [...read.due]);
      read.due.clear();
    },
  };
}

function findCandidates(read: Read, record: MemberFeatures): Candidates {
  const { foundBy, crowded, open } = lookUp(read, record);
  const current = read.childOfRecord.get(record.recordRef);
  if (current !== undefined && !foundBy.has(current)) foundBy.set(current, ['record']);
  return {
    children: [...foundBy.keys()].sort(byText).flatMap((id) => read.children.get(id) ?? []),
    current,
    crowdedKeys: [...crowded].sort(byText),
    tooMany: crowded.size > 0 && open === 0,
    foundBy,
  };
}

interface Found {
  /** Types of the keys that each child shares. */
  readonly foundBy: Map<string, string[]>;
  /** Types of the keys that are too crowded to be followed to every child under them. */
  readonly crowded: ReadonlySet<string>;
  /** Keys that are followed at all. */
  readonly open: number;
}

/** The children under the keys of a record: see `tellingAlone`. */
function lookUp({ keysOf, hits }: Read, record: MemberFeatures): Found {
  const foundBy = new Map<string, string[]>();
  const told = new Set<string>();
  const crowded = new Set<string>();
  let open = 0;
  for (const key of keysOf(record)) {
    if (!isSearchKey(key, record)) continue;
    const [type, hit] = [keyType(key), hits.get(key)];
    if (hit === undefined) crowded.add(type);
    else open += 1;
    for (const childId of hit ?? []) {
      const types = foundBy.get(childId);
      if (types === undefined) foundBy.set(childId, [type]);
      else types.push(type);
      if (types !== undefined || hit!.size <= tellingAlone(type)) told.add(childId);
    }
  }
  for (const [childId, types] of foundBy) {
    if (told.has(childId)) continue;
    foundBy.delete(childId);
    for (const type of types) crowded.add(type);
  }
  return { foundBy, crowded, open };
}

function leave(read: Read, childId: string, recordRef: string): void {
  const { children, childOfRecord, ended } = read;
  const child = children.get(childId);
  if (child === undefined) return;
  if (childOfRecord.get(recordRef) === childId) childOfRecord.set(recordRef, undefined);
  const members = child.members.filter((member) => member.recordRef !== recordRef);
  if (members.length > 0) children.set(childId, { ...child, members });
  else {
    children.delete(childId);
    ended.add(childId);
  }
  takeFrom(read, child, members);
}

function join(
  read: Read,
  { childId, keys }: MemberChange,
  { features, ordinal }: { readonly features: MemberFeatures; readonly ordinal: number },
): void {
  const { children, childOfRecord, ended } = read;
  const before = childOfRecord.get(features.recordRef);
  if (before !== undefined && before !== childId) leave(read, before, features.recordRef);
  const child = children.get(childId) ?? { ...FREE, childId, ordinal };
  const others = child.members.filter(({ recordRef }) => recordRef !== features.recordRef);
  const members = [...others, features].sort((a, b) => byText(a.recordRef, b.recordRef));
  children.set(childId, { ...child, members });
  ended.delete(childId);
  childOfRecord.set(features.recordRef, childId);
  takeFrom(read, child, members);
  for (const key of keys) putUnder(read, key, childId);
}

/** Takes a child from under the keys that only its earlier members gave. */
function takeFrom(
  { keysOf, hits, given, due }: Read,
  { childId, members }: ChildMembers,
  left: readonly MemberFeatures[],
): void {
  const gone = members.filter((member) => !left.includes(member));
  if (gone.length === 0) return;
  const still = new Set(left.flatMap(keysOf));
  for (const key of gone.flatMap(keysOf)) {
    if (still.has(key)) continue;
    const hit = hits.get(key);
    if (hit?.delete(childId) && hit.size === tellingAlone(keyType(key)))
      for (const other of hit) due.add(other);
    given.get(key)?.delete(childId);
  }
}

function putUnder({ hits, given, cap }: Read, key: string, childId: string): void {
  if (!hits.has(key)) {
    const children = given.get(key) ?? new Set();
    given.set(key, children.add(childId));
    return;
  }
  const hit = hits.get(key)?.add(childId);
  if (hit !== undefined && hit.size > cap) hits.set(key, undefined);
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
