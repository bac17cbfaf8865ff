import type { MatchIndex, MemberFeatures } from '@contactpoint/matching';
import type { Vault } from '../sealing/vault.ts';
import { type DirectoryIndex, inOrder, type LoadedMembers } from './match-index.ts';

/**
 * The index as suppliers may know it, for the answers they are given. A shielded child is not there. A record
 * that was its member before the shield is alone in a child of its own, which only that record leads to; those
 * that joined it since stand in the children they would be members of, were the shielded one not there.
 */
export function createVisibleIndex(index: DirectoryIndex, vault: Vault): MatchIndex {
  /** Records that were members of a shielded child before its shield, by the child of their own. */
  const alone = new Map<string, MemberFeatures>();
  const loadVisible = async (childIds: readonly string[]): Promise<ReadonlyMap<string, LoadedMembers>> => {
    const loaded = (await index.load(childIds)).filter((one) => one !== undefined);
    for (const { child, members } of loaded)
      for (const { row, features } of members)
        if (child.shielded && row.shadowId === null) alone.set(ownChild(features), features);
    return new Map(loaded.map((one) => [one.child.childId, one]));
  };
  /** Under which children of this world a child stands for a key. */
  const standsFor = ({ child, members }: LoadedMembers, key: string): readonly string[] => {
    if (!child.shielded) return [child.childId];
    const blinded = vault.blind('match', key);
    return members.flatMap(({ row: { shadowId, matchKeys } }) =>
      shadowId !== null && matchKeys.split(' ').includes(blinded) ? [shadowId] : [],
    );
  };
  return {
    ...index,
    childrenByKeys: async (keys) => {
      const hits = await index.childrenByKeys(keys);
      const loaded = await loadVisible([...new Set(hits.flatMap(({ childIds }) => childIds))]);
      return hits.map(({ childIds, crowded }, at) => {
        const visible = childIds.flatMap((childId) => {
          const one = loaded.get(childId);
          return one ? standsFor(one, keys[at] ?? '') : [];
        });
        return { childIds: [...new Set(visible)].sort(), crowded };
      });
    },
    childrenByRecords: async (recordRefs) => {
      const rows = await index.rowsOf(recordRefs);
      const loaded = await loadVisible([...new Set(rows.flatMap((row) => row?.childId ?? []))]);
      return rows.map((row, at) => {
        if (row === undefined || loaded.get(row.childId)?.child.shielded !== true) return row?.childId;
        return row.shadowId ?? ownChild({ recordRef: recordRefs[at] ?? '' });
      });
    },
    members: async (childIds) => {
      const real = await index.members(childIds);
      const shadows = await index.shadowsOf(childIds);
      return childIds.map((childId, at) => {
        const visible = real[at]?.shielded === false ? real[at] : { ...UNBOUND, childId, members: [] };
        const own = alone.get(childId);
        const members = [...visible.members, ...(shadows[at] ?? []), ...(own ? [own] : [])];
        return members.length === 0 ? undefined : { ...visible, members: inOrder(members) };
      });
    },
  };
}

/** A child of this world that nobody has decided anything about, younger than every real one. */
const UNBOUND = {
  version: 0,
  ordinal: Number.MAX_SAFE_INTEGER - 2_000_000_000,
  shielded: false,
  walled: false,
  doNotLink: [],
  doNotLinkRecords: [],
  verified: [],
} as const;

/** The child of its own that a record has in this world. */
const ownChild = ({ recordRef }: Pick<MemberFeatures, 'recordRef'>): string => `own|${recordRef}`;
