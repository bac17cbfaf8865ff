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
import { changeMembers, type HolderOf, type Placed, standAsTheyAre } from './change-members.ts';
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
  /** Children of either world, opened. */
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
  const { tx, vault, keys } = context;
  /** The records behind the keys seen so far: what people decided on records is kept by key alone. */
  const refs = new Map<string, string>();
  const open = createOpener(context, refs);
  let shielded = false;
  const childRows: DirectoryIndex['childRows'] = async (childIds) => {
    const rows = await tx.children.find(childIds);
    shielded ||= rows.some((child) => child?.shielded === true);
    return rows;
  };
  const load: DirectoryIndex['load'] = async (childIds) => {
    // At once: the transaction remembers the members until they are opened, most of them under their child's key.
    const [children] = await Promise.all([
      childRows(childIds),
      tx.members.ofChildren(childIds),
      keys.load(childIds),
    ]);
    const loaded = await open(childIds, children);
    // A shielded child holds it.
    shielded ||= loaded.some((one) => one !== undefined && one.held.length > 0);
    return loaded;
  };
  const rowsOf: DirectoryIndex['rowsOf'] = (recordRefs) => {
    const recordKeys = recordRefs.map((ref) => toRecordKey(context, ref));
    recordKeys.forEach((key, at) => refs.set(key, recordRefs[at] ?? key));
    return tx.members.find(recordKeys);
  };
  const childrenUnder: DirectoryIndex['childrenUnder'] = (keys) =>
    tx.matchKeys.find(
      keys.map((key) => vault.blind('match', key)),
      cap + HIDDEN_CROWD,
    );
  const toChild: DirectoryIndex['toChild'] = (child, members) => toChildMembers(child, members, refs);
  return {
    cap,
    childRows,
    load,
    toChild,
    concernsShielded: () => shielded,
    childrenUnder,
    childrenByKeys: async (keys) => (await childrenUnder(keys)).map((hit) => crowdedAbove(cap, hit)),
    rowsOf,
    childrenByRecords: async (recordRefs) => (await rowsOf(recordRefs)).map((row) => row?.childId),
    members: async (childIds) => (await load(childIds)).map((one) => one && toChild(one.child, one.members)),
    place: (changes, holderOf) => changeMembers(context, changes, holderOf),
    apply: async (changes) => {
      await changeMembers(context, changes, () => null);
    },
    constrain: (changes) => constrain(context, changes),
  };
}

type Opener = (
  childIds: readonly string[],
  children: readonly (ChildRow | undefined)[],
) => Promise<readonly (LoadedMembers | undefined)[]>;

/**
 * Opens the members of children, each row once, and notes the record behind each key. Children come in the order
 * asked; undefined for one without members in either world.
 */
function createOpener({ tx, keys, vault }: IndexContext, refs: Map<string, string>): Opener {
  const opened = new Map<MemberRow, LoadedMember>();
  const open = (row: MemberRow): LoadedMember => {
    const known = opened.get(row);
    if (known) return known;
    const place = `features|${row.recordKey}`;
    const features = vault.open<MemberFeatures>(keys.of(row.keyId), place, row.features);
    const member = { row, features };
    opened.set(row, member);
    refs.set(row.recordKey, features.recordRef);
    return member;
  };
  return async (childIds, children) => {
    const rows = await tx.members.ofChildren(childIds);
    await keys.load(rows.flat().map(({ keyId }) => keyId));
    return children.map((child, at) => {
      const all = (rows[at] ?? []).map(open);
      if (child === undefined || all.length === 0) return undefined;
      const stands = ({ row }: LoadedMember): boolean => row.childId === child.childId;
      return { child, members: all.filter(stands), held: all.filter((one) => !stands(one)) };
    });
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
