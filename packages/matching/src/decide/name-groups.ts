import type { GroupedRow } from './regroup.ts';

/**
 * The ids that groups of records keep of the children they come from: the first created first, each to the
 * group that holds most of its records; undefined for a group that begins.
 */
export function nameGroups(
  groups: readonly (readonly Pick<GroupedRow, 'from'>[])[],
  ordinalOf: (childId: string) => number,
): readonly (string | undefined)[] {
  const before = new Set(groups.flat().flatMap(({ from }) => from ?? []));
  const ids: (string | undefined)[] = groups.map(() => undefined);
  for (const childId of [...before].sort((a, b) => ordinalOf(a) - ordinalOf(b))) {
    const counts = groups.map((rows) => rows.filter(({ from }) => from === childId).length);
    const most = counts.indexOf(Math.max(...counts));
    ids[most] ??= childId;
  }
  return ids;
}
