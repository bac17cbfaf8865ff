import type { CommandContext } from '../command-context.ts';
import type { ChildRow } from '../rows.ts';

/** Merges that one child can have been through; past it something is wrong. */
const LONGEST_MERGE_CHAIN = 16;

/** By id the child that it stands for now: itself, or the survivor of the merges it went through. */
export async function resolveChildren(
  { tx }: Pick<CommandContext, 'tx'>,
  childIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const into = new Map<string, string>();
  let wanted = [...new Set(childIds)];
  for (let step = 0; step < LONGEST_MERGE_CHAIN && wanted.length > 0; step += 1) {
    const rows = (await tx.children.find(wanted)).filter((row): row is ChildRow => row !== undefined);
    for (const { childId, mergedInto } of rows) into.set(childId, mergedInto ?? childId);
    wanted = rows.flatMap(({ mergedInto }) =>
      mergedInto === null || into.has(mergedInto) ? [] : [mergedInto],
    );
  }
  const survivorOf = (childId: string): string => {
    let at = childId;
    for (let step = 0; step < LONGEST_MERGE_CHAIN; step += 1) at = into.get(at) ?? at;
    return at;
  };
  return new Map(childIds.map((childId) => [childId, survivorOf(childId)]));
}
