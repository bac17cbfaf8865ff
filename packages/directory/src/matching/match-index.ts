import type {
  ChildMembers,
  ConstraintChange,
  MatchIndex,
  MemberChange,
  MemberFeatures,
} from '@contactpoint/matching';
import type { ChildRow, MemberRow } from '../rows.ts';
import { changeMembers } from './change-members.ts';
import { type IndexContext, toRecordKey } from './index-context.ts';

/** Children that may share a key before it is crowded. */
const CROWD = 500;

/** The match index over a store, with what the directory alone needs of it. */
export interface DirectoryIndex extends MatchIndex {
  /** As `apply`; children that begin here and stand in `shielded` begin shielded. */
  applyHeld(changes: readonly MemberChange[], shielded: ReadonlySet<string>): Promise<void>;
  /** Whether a record was a member of its child before that child was shielded, as `members` last read it. */
  isSeen(recordRef: string): boolean;
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
  const seen = new Set<string>();
  const applyHeld: DirectoryIndex['applyHeld'] = (changes, shielded) =>
    changeMembers(context, changes, shielded);
  return {
    childrenByKeys: (keys) =>
      tx.matchKeys.find(
        keys.map((key) => vault.blind('match', key)),
        cap,
      ),
    childrenByRecords: async (recordRefs) => {
      const rows = await tx.members.find(recordRefs.map((ref) => toRecordKey(context, ref)));
      return rows.map((row) => row?.childId);
    },
    members: async (childIds) => {
      const children = await tx.children.find(childIds);
      const rows = await tx.members.ofChildren(childIds);
      await context.keys.load(rows.flat().map(({ keyId }) => keyId));
      return childIds.map((_, at) => {
        const [child, members] = [children[at], rows[at] ?? []];
        if (child === undefined || members.length === 0) return undefined;
        const opened = members.map((row) => ({ row, features: openFeatures(context, row) }));
        for (const { row, features } of opened) if (!row.unseen) seen.add(features.recordRef);
        return toChildMembers(
          child,
          opened.map(({ features }) => features),
        );
      });
    },
    apply: (changes) => applyHeld(changes, new Set()),
    applyHeld,
    isSeen: (recordRef) => seen.has(recordRef),
    constrain: (changes) => constrain(context, changes),
  };
}

function openFeatures({ vault, keys }: IndexContext, row: MemberRow): MemberFeatures {
  return vault.open<MemberFeatures>(keys.of(row.keyId), `features|${row.recordKey}`, row.features);
}

function toChildMembers(child: ChildRow, members: readonly MemberFeatures[]): ChildMembers {
  const { childId, version, ordinal, shielded, walled, doNotLink, doNotLinkRecords, verified } = child;
  const inOrder = [...members].sort((a, b) => (a.recordRef < b.recordRef ? -1 : 1));
  return {
    childId,
    version,
    ordinal,
    members: inOrder,
    shielded,
    walled,
    doNotLink,
    doNotLinkRecords,
    verified,
  };
}

async function constrain({ tx }: IndexContext, changes: readonly ConstraintChange[]): Promise<void> {
  const rows = await tx.children.find(changes.map(({ childId }) => childId));
  const changed = new Map<string, ChildRow>();
  changes.forEach((change, at) => {
    const row = changed.get(change.childId) ?? rows[at];
    if (row) changed.set(row.childId, { ...row, ...change, version: row.version + 1 });
  });
  await tx.children.put([...changed.values()]);
  const unshielded = changes.filter(({ shielded }) => shielded === false).map(({ childId }) => childId);
  const hidden = (await tx.members.ofChildren(unshielded)).flat().filter(({ unseen }) => unseen);
  await tx.members.put(hidden.map((row) => ({ ...row, unseen: false })));
}
