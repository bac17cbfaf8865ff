import type { MatchIndex } from '@contactpoint/matching';
import type { MemberRow } from '../rows.ts';
import { crowdedAbove, type DirectoryIndex, type LoadedMembers } from './match-index.ts';

/** The child of a member in the visible world; it stands in none there once that child is shielded. */
export const visibleChildOf = ({ shadowId, childId }: Pick<MemberRow, 'shadowId' | 'childId'>): string =>
  shadowId ?? childId;

/**
 * The index of the world that everybody may know: every record stands in the child it would belong to had the
 * directory never met what is shielded, and shielded children are not there.
 */
export function createVisibleIndex(index: DirectoryIndex): MatchIndex {
  const loadVisible = async (childIds: readonly string[]): Promise<ReadonlyMap<string, LoadedMembers>> => {
    const loaded = await index.load(childIds);
    return new Map(loaded.flatMap((one) => (one && !one.child.shielded ? [[one.child.childId, one]] : [])));
  };
  return {
    ...index,
    childrenByKeys: async (keys) => {
      const hits = await index.childrenUnder(keys);
      // Most of them are strangers: only those that matching asks for are opened.
      const rows = await index.childRows(hits.flatMap(({ childIds }) => childIds));
      const visible = new Set(rows.flatMap((child) => (child && !child.shielded ? [child.childId] : [])));
      return hits.map(({ childIds, crowded }) =>
        crowdedAbove(index.cap, { childIds: childIds.filter((childId) => visible.has(childId)), crowded }),
      );
    },
    childrenByRecords: async (recordRefs) =>
      (await index.rowsOf(recordRefs)).map((row) => row && visibleChildOf(row)),
    members: async (childIds) => {
      const visible = await loadVisible(childIds);
      return childIds.map((childId) => {
        const one = visible.get(childId);
        return one && index.toChild(one.child, [...one.members, ...one.held]);
      });
    },
  };
}
