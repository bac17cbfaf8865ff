import type { CommandContext } from '../command-context.ts';
import { carryDecisions } from '../review/carry-decisions.ts';

/** Children that turned out to be another one, by their id with that one's: they resolve to it from now on. */
export async function retireMerged(
  { tx }: Pick<CommandContext, 'tx'>,
  merged: ReadonlyMap<string, string>,
): Promise<void> {
  if (merged.size === 0) return;
  const rows = await tx.children.find([...merged.keys()]);
  await tx.children.put(
    rows.flatMap((row) =>
      row ? [{ ...row, mergedInto: merged.get(row.childId) ?? null, version: row.version + 1 }] : [],
    ),
  );
  await carryDecisions({ tx }, merged);
}
