import type {
  ChildMembers,
  ConstraintChange,
  MatchIndex,
  MemberChange,
  MemberFeatures,
} from '@contactpoint/matching';
import type { ChildRow, MemberRow } from '../rows.ts';
import { changeMembers, type HeldMembers } from './change-members.ts';
import { type IndexContext, toRecordKey } from './index-context.ts';

/** Children that may share a key before it is crowded. */
const CROWD = 500;

/** A member as it stands in the store, with what matching knows of it. */
export interface LoadedMember {
  readonly row: MemberRow;
  readonly features: MemberFeatures;
}

/** A child with its members, read and opened. */
export interface LoadedMembers {
  readonly child: ChildRow;
  readonly members: readonly LoadedMember[];
}

/** The match index over a store, with what the directory alone needs of it. */
export interface DirectoryIndex extends MatchIndex {
  /** As `apply`, where children may begin shielded and records may join a shielded child. */
  applyHeld(changes: readonly MemberChange[], held: HeldMembers): Promise<void>;
  /** The members that these records are, in the order asked. */
  rowsOf(recordRefs: readonly string[]): Promise<readonly (MemberRow | undefined)[]>;
  /** The members of children of the visible world, opened, in the order asked. */
  shadowsOf(shadowIds: readonly string[]): Promise<readonly (readonly MemberFeatures[])[]>;
  /** As `members`, with the rows behind them; what was read once is not read again until something changes. */
  load(childIds: readonly string[]): Promise<readonly (LoadedMembers | undefined)[]>;
  /** Whether any child read so far is shielded, or would have a member that a shielded one holds. */
  concernsShielded(): boolean;
}

export interface DirectoryIndexOptions {
  /** Children that may share a key before it is crowded. */
  readonly cap?: number;
}

/** Matching's index in one transaction: keys blinded, features sealed under the key of their child. */
export function createMatchIndex(
  context: IndexContext,
  { cap = CROWD }: DirectoryIndexOptions = {},
): DirectoryIndex {
  const { tx, vault } = context;
  const known = new Map<string, LoadedMembers | undefined>();
  let shielded = false;
  const load: DirectoryIndex['load'] = async (childIds) => {
    const missing = childIds.filter((childId) => !known.has(childId));
    const loaded = await loadMembers(context, missing);
    missing.forEach((childId, at) => known.set(childId, loaded[at]));
    shielded ||=
      loaded.some((one) => one?.child.shielded) || (await tx.members.ofShadows(missing)).flat().length > 0;
    return childIds.map((childId) => known.get(childId));
  };
  const rowsOf: DirectoryIndex['rowsOf'] = (recordRefs) =>
    tx.members.find(recordRefs.map((ref) => toRecordKey(context, ref)));
  const applyHeld: DirectoryIndex['applyHeld'] = (changes, held) => {
    known.clear();
    return changeMembers(context, changes, held);
  };
  return {
    load,
    concernsShielded: () => shielded,
    childrenByKeys: (keys) =>
      tx.matchKeys.find(
        keys.map((key) => vault.blind('match', key)),
        cap,
      ),
    rowsOf,
    shadowsOf: async (shadowIds) => {
      const rows = await tx.members.ofShadows(shadowIds);
      await context.keys.load(rows.flat().map(({ keyId }) => keyId));
      return rows.map((ofShadow) => ofShadow.map((row) => openFeatures(context, row)));
    },
    childrenByRecords: async (recordRefs) => (await rowsOf(recordRefs)).map((row) => row?.childId),
    members: async (childIds) => (await load(childIds)).map((one) => one && toChildMembers(one)),
    apply: (changes) => applyHeld(changes, NOBODY_HELD),
    applyHeld,
    constrain: (changes) => {
      known.clear();
      return constrain(context, changes);
    },
  };
}

const NOBODY_HELD: HeldMembers = { shielded: new Set(), shadows: new Map() };

/** Children in the order asked; undefined for one without members. */
async function loadMembers(
  context: IndexContext,
  childIds: readonly string[],
): Promise<readonly (LoadedMembers | undefined)[]> {
  const { tx, keys } = context;
  const children = await tx.children.find(childIds);
  const rows = await tx.members.ofChildren(childIds);
  await keys.load(rows.flat().map(({ keyId }) => keyId));
  return childIds.map((_, at) => {
    const [child, members = []] = [children[at], rows[at]];
    if (child === undefined || members.length === 0) return undefined;
    return { child, members: members.map((row) => ({ row, features: openFeatures(context, row) })) };
  });
}

function openFeatures({ vault, keys }: IndexContext, row: MemberRow): MemberFeatures {
  return vault.open<MemberFeatures>(keys.of(row.keyId), `features|${row.recordKey}`, row.features);
}

function toChildMembers({ child, members }: LoadedMembers): ChildMembers {
  const { childId, version, ordinal, shielded, walled, doNotLink, doNotLinkRecords, verified } = child;
  const constraints = { shielded, walled, doNotLink, doNotLinkRecords, verified };
  return {
    childId,
    version,
    ordinal,
    members: inOrder(members.map(({ features }) => features)),
    ...constraints,
  };
}

/** Members in the order of their records. */
export const inOrder = (members: readonly MemberFeatures[]): readonly MemberFeatures[] =>
  members.toSorted((a, b) => (a.recordRef < b.recordRef ? -1 : 1));

async function constrain({ tx }: IndexContext, changes: readonly ConstraintChange[]): Promise<void> {
  const rows = await tx.children.find(changes.map(({ childId }) => childId));
  const changed = new Map<string, ChildRow>();
  changes.forEach((change, at) => {
    const row = changed.get(change.childId) ?? rows[at];
    if (row) changed.set(row.childId, { ...row, ...change, version: row.version + 1 });
  });
  await tx.children.put([...changed.values()]);
  const unshielded = changes.filter(({ shielded }) => shielded === false).map(({ childId }) => childId);
  const hidden = (await tx.members.ofChildren(unshielded)).flat().filter(({ shadowId }) => shadowId !== null);
  await tx.members.put(hidden.map((row) => ({ ...row, shadowId: null })));
}
