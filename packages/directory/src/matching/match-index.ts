import {
  type ChildMembers,
  type ConstraintChange,
  DEFAULT_CAP,
  type MatchIndex,
  type MemberChange,
  type MemberFeatures,
} from '@contactpoint/matching';
import type { IndexHit } from '../ports.ts';
import type { ChildRow, MemberRow } from '../rows.ts';
import {
  changeMembers,
  type HolderOf,
  type MemberReader,
  type Placed,
  standAsTheyAre,
} from './change-members.ts';
import { type IndexContext, toRecordKey } from './index-context.ts';

/**
 * Shielded children that may share a key without crowding it for those who do not know of them: how many there
 * are decides nothing that anybody is told.
 */
const HIDDEN_CROWD = 100;

/** A member as it stands in the store, with what matching knows of it. */
export interface LoadedMember {
  readonly row: MemberRow;
  readonly features: MemberFeatures;
}

/** A child with its members, read and opened. */
export interface LoadedMembers {
  readonly child: ChildRow;
  /** Its members as things are. */
  readonly members: readonly LoadedMember[];
  /** Records that are its members in the visible world, and are held in a shielded child. */
  readonly held: readonly LoadedMember[];
}

/** The match index over a store, with what the directory alone needs of it. */
export interface DirectoryIndex extends MatchIndex {
  /** Children that may share a key before it is crowded. */
  readonly cap: number;
  /** The children under each key in either world; crowded only above the cap whatever is shielded. */
  childrenUnder(keys: readonly string[]): Promise<readonly IndexHit[]>;
  /** As `apply` in the visible world; `holderOf` says what of it is held back. */
  place(changes: readonly MemberChange[], holderOf: HolderOf): Promise<Placed>;
  /** The members that these records are, in the order asked. */
  rowsOf(recordRefs: readonly string[]): Promise<readonly (MemberRow | undefined)[]>;
  /** Children of either world as rows, nothing of them opened, in the order asked. */
  childRows(childIds: readonly string[]): Promise<readonly (ChildRow | undefined)[]>;
  /** Children of either world, opened; what was read once is not read again until something changes. */
  load(childIds: readonly string[]): Promise<readonly (LoadedMembers | undefined)[]>;
  /** A child with some of its members as matching sees it; undefined without any. */
  toChild(child: ChildRow, members: readonly LoadedMember[]): ChildMembers | undefined;
  /** Whether any child read so far is shielded, or has a member in the visible world that a shielded one holds. */
  concernsShielded(): boolean;
}

export interface DirectoryIndexOptions {
  /** Children that may share a key before it is crowded; as many as in a batch unless told. */
  readonly cap?: number;
}

/** Matching's index of things as they are, in one transaction: keys blinded, features sealed per child. */
export function createMatchIndex(
  context: IndexContext,
  { cap = DEFAULT_CAP }: DirectoryIndexOptions = {},
): DirectoryIndex {
  const { tx, vault } = context;
  /** The records behind the keys seen so far: what people decided on records is kept by key alone. */
  const refs = new Map<string, string>();
  let shielded = false;
  const childRows = readOnce(async (childIds) => {
    const read = await tx.children.find(childIds);
    shielded ||= read.some((child) => child?.shielded === true);
    return read;
  });
  const memberRows = readOnce((recordKeys) => tx.members.find(recordKeys));
  const loader = createLoader(context, { refs, childRows: childRows.read });
  const forget = (): void => {
    for (const reading of [childRows, memberRows, loader]) reading.forget();
  };
  const reader = createReader(tx, { childRows, memberRows, known: loader.known });
  const rowsOf: DirectoryIndex['rowsOf'] = (recordRefs) => {
    const recordKeys = recordRefs.map((ref) => toRecordKey(context, ref));
    recordKeys.forEach((key, at) => refs.set(key, recordRefs[at] ?? key));
    return reader.members(recordKeys);
  };
  const childrenUnder: DirectoryIndex['childrenUnder'] = (keys) =>
    tx.matchKeys.find(
      keys.map((key) => vault.blind('match', key)),
      cap + HIDDEN_CROWD,
    );
  const place: DirectoryIndex['place'] = async (changes, holderOf) => {
    const placed = await changeMembers({ ...context, reader }, changes, holderOf);
    forget();
    return placed;
  };
  const toChild: DirectoryIndex['toChild'] = (child, members) => toChildMembers(child, members, refs);
  return {
    cap,
    childRows: childRows.read,
    load: loader.read,
    toChild,
    concernsShielded: () => shielded || loader.holdsBack(),
    childrenUnder,
    childrenByKeys: async (keys) => (await childrenUnder(keys)).map((hit) => crowdedAbove(cap, hit)),
    rowsOf,
    childrenByRecords: async (recordRefs) => (await rowsOf(recordRefs)).map((row) => row?.childId),
    members: async (childIds) =>
      (await loader.read(childIds)).map((one) => one && toChild(one.child, one.members)),
    place,
    apply: async (changes) => {
      await place(changes, () => null);
    },
    constrain: (changes) => {
      forget();
      return constrain(context, changes);
    },
  };
}

/** Reads each key once until all are forgotten. */
interface ReadOnce<T> {
  /** In the order asked. */
  readonly read: (keys: readonly string[]) => Promise<readonly (T | undefined)[]>;
  readonly known: ReadonlyMap<string, T | undefined>;
  readonly forget: () => void;
}

function readOnce<T>(find: ReadOnce<T>['read']): ReadOnce<T> {
  const known = new Map<string, T | undefined>();
  return {
    read: async (keys) => {
      const missing = [...new Set(keys)].filter((key) => !known.has(key));
      const found = missing.length === 0 ? [] : await find(missing);
      missing.forEach((key, at) => known.set(key, found[at]));
      return keys.map((key) => known.get(key));
    },
    known,
    forget: () => known.clear(),
  };
}

interface Loader extends ReadOnce<LoadedMembers> {
  /** Whether any child loaded so far has a member in the visible world that a shielded one holds. */
  readonly holdsBack: () => boolean;
}

/** Opens children, and notes the record behind each key. */
function createLoader(
  context: IndexContext,
  { refs, childRows }: { readonly refs: Map<string, string>; readonly childRows: ReadOnce<ChildRow>['read'] },
): Loader {
  let isHeld = false;
  const loading = readOnce(async (childIds) => {
    const loaded = await loadMembers(context, childIds, await childRows(childIds));
    for (const { row, features } of loaded.flatMap((one) => (one ? [...one.members, ...one.held] : [])))
      refs.set(row.recordKey, features.recordRef);
    isHeld ||= loaded.some((one) => one !== undefined && one.held.length > 0);
    return loaded;
  });
  return { ...loading, holdsBack: () => isHeld };
}

interface ReadBefore {
  readonly childRows: ReadOnce<ChildRow>;
  readonly memberRows: ReadOnce<MemberRow>;
  readonly known: Loader['known'];
}

/** Reads rows beside what was loaded; a child that was not is never opened for it. */
function createReader(tx: IndexContext['tx'], { childRows, memberRows, known }: ReadBefore): MemberReader {
  return {
    members: memberRows.read,
    children: childRows.read,
    membersOf: async (childIds) => {
      const missing = childIds.filter((childId) => !known.has(childId));
      const loaded = childIds.flatMap((childId) => known.get(childId) ?? []);
      const stand = loaded.flatMap(({ members, held }) => [...members, ...held].map(({ row }) => row));
      const found =
        missing.length === 0
          ? []
          : [...(await tx.members.ofChildren(missing)), ...(await tx.members.ofShadows(missing))].flat();
      return [...new Map([...stand, ...found].map((row) => [row.recordKey, row])).values()];
    },
  };
}

/** A hit that holds no children above the cap. */
export const crowdedAbove = (cap: number, { childIds, crowded }: IndexHit): IndexHit =>
  crowded || childIds.length > cap ? { childIds: [], crowded: true } : { childIds, crowded };

/**
 * Whether anything of a member is left to match: not of one withdrawn from a shielded child, which it still
 * leads to.
 */
const saysSomething = ({ row, features: { given, family } }: LoadedMember): boolean =>
  row.matchKeys !== '' || given.length + family.length > 0;

function toChildMembers(
  { childId, version, ordinal, shielded, walled, doNotLink, doNotLinkRecords, verified }: ChildRow,
  members: readonly LoadedMember[],
  refs: ReadonlyMap<string, string>,
): ChildMembers | undefined {
  const speaking = members.filter(saysSomething);
  if (speaking.length === 0) return undefined;
  const inOrder = speaking
    .map(({ features }) => features)
    .toSorted((a, b) => (a.recordRef < b.recordRef ? -1 : 1));
  const toRefs = (recordKeys: readonly string[]): readonly string[] =>
    recordKeys.map((key) => refs.get(key) ?? key);
  const ofRecords = { doNotLinkRecords: toRefs(doNotLinkRecords), verified: toRefs(verified) };
  const constraints = { shielded, walled, doNotLink, ...ofRecords };
  return { childId, version, ordinal, members: inOrder, ...constraints };
}

/** Children in the order asked; undefined for one without members in either world. */
async function loadMembers(
  context: IndexContext,
  childIds: readonly string[],
  children: readonly (ChildRow | undefined)[],
): Promise<readonly (LoadedMembers | undefined)[]> {
  const { tx, keys, vault } = context;
  const rows = await tx.members.ofChildren(childIds);
  const held = await tx.members.ofShadows(childIds);
  await keys.load([...rows, ...held].flat().map(({ keyId }) => keyId));
  const open = (row: MemberRow): LoadedMember => ({
    row,
    features: vault.open<MemberFeatures>(keys.of(row.keyId), `features|${row.recordKey}`, row.features),
  });
  return children.map((child, at) => {
    const [members = [], elsewhere = []] = [rows[at], held[at]];
    if (child === undefined || members.length + elsewhere.length === 0) return undefined;
    return { child, members: members.map(open), held: elsewhere.map(open) };
  });
}

async function constrain(context: IndexContext, changes: readonly ConstraintChange[]): Promise<void> {
  const { tx } = context;
  const rows = await tx.children.find(changes.map(({ childId }) => childId));
  const changed = new Map<string, ChildRow>();
  changes.forEach((change, at) => {
    const row = changed.get(change.childId) ?? rows[at];
    if (row) changed.set(row.childId, { ...row, ...withKeys(context, change), version: row.version + 1 });
  });
  await tx.children.put([...changed.values()]);
  const unshielded = changes.filter(({ shielded }) => shielded === false).map(({ childId }) => childId);
  if (unshielded.length > 0) await standAsTheyAre(context, unshielded);
}

/** The change with records by key: a source's own ids are often pupils' numbers, and are never kept in the open. */
function withKeys(context: IndexContext, change: ConstraintChange): ConstraintChange {
  const { doNotLinkRecords, verified } = change;
  const keys = (texts: readonly string[]): readonly string[] =>
    texts.map((text) => (text.includes('|') ? toRecordKey(context, text) : text));
  return {
    ...change,
    ...(doNotLinkRecords && { doNotLinkRecords: keys(doNotLinkRecords) }),
    ...(verified && { verified: keys(verified) }),
  };
}
