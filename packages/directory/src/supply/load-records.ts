import type { CommandContext } from '../command-context.ts';
import type { RecordRow } from '../rows.ts';

/** The rows of these keys and of those that carry on for them, with their data keys. */
export async function loadRecords(
  { tx, keys }: CommandContext,
  recordKeys: readonly string[],
): Promise<ReadonlyMap<string, RecordRow>> {
  const rows = new Map<string, RecordRow>();
  let wanted = recordKeys;
  while (wanted.length > 0) {
    const found = (await tx.records.find(wanted)).filter((row) => row !== undefined);
    for (const row of found) rows.set(row.recordKey, row);
    wanted = found.flatMap(({ movedTo }) => (movedTo !== null && !rows.has(movedTo) ? [movedTo] : []));
  }
  await keys.load([...rows.values()].flatMap(({ content, keyId }) => (content === null ? [] : [keyId])));
  return rows;
}
