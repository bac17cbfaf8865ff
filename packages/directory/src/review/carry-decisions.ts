import type { CommandContext } from '../command-context.ts';
import type { ChildRow } from '../rows.ts';

/**
 * What people have decided on children that turned out to be another one goes on holding of that one: what they
 * separated stays separate, and what they put together stays together (MATCH-06).
 */
export async function carryDecisions(
  { tx }: Pick<CommandContext, 'tx'>,
  merged: ReadonlyMap<string, string>,
): Promise<void> {
  const pairs = [...merged];
  const gone = (await tx.children.find(pairs.map(([from]) => from))).filter((row) => row !== undefined);
  const decided = gone.filter(hasDecisions);
  if (decided.length === 0) return;
  const survivorOf = (childId: string): string => merged.get(childId) ?? childId;
  const involved = decided.flatMap(({ childId, doNotLink }) => [survivorOf(childId), ...doNotLink]);
  const rows = new Map<string, ChildRow>();
  for (const row of await tx.children.find([...new Set(involved)])) if (row) rows.set(row.childId, row);
  for (const from of decided) {
    const into = rows.get(survivorOf(from.childId));
    if (into === undefined) continue;
    const apart = from.doNotLink.map(survivorOf).filter((childId) => childId !== into.childId);
    rows.set(into.childId, {
      ...into,
      version: into.version + 1,
      doNotLink: union(into.doNotLink, apart),
      doNotLinkRecords: union(into.doNotLinkRecords, from.doNotLinkRecords),
      verified: union(into.verified, from.verified),
    });
    for (const childId of apart) {
      const other = rows.get(childId);
      if (!other) continue;
      const doNotLink = union(other.doNotLink, [into.childId]);
      rows.set(childId, { ...other, version: other.version + 1, doNotLink });
    }
  }
  const ids = [...rows.keys()];
  // In either world: what is held back must change nothing that everybody may know (SHIELD-03).
  const members = await tx.members.ofChildren(ids);
  const held = new Map(ids.map((childId, at) => [childId, members[at] ?? []]));
  await tx.children.put([...rows.values()].map((row) => withoutMembers(row, held.get(row.childId) ?? [])));
}

const hasDecisions = ({ doNotLink, doNotLinkRecords, verified }: ChildRow): boolean =>
  doNotLink.length + doNotLinkRecords.length + verified.length > 0;

/** A record that is a child's after all was not taken out of it. */
function withoutMembers(row: ChildRow, members: readonly { readonly recordKey: string }[]): ChildRow {
  const keys = new Set(members.map(({ recordKey }) => recordKey));
  return { ...row, doNotLinkRecords: row.doNotLinkRecords.filter((key) => !keys.has(key)) };
}

const union = (...lists: readonly (readonly string[])[]): readonly string[] =>
  [...new Set(lists.flat())].sort();
