import type { Mapping, Source, Spill } from '@contactpoint/adapter';
import { openSqliteSpill } from '@contactpoint/store/sqlite';

/** Rows in memory take about fifteen times what they take in a file: so much of files is some 250 MB. */
const MOST_IN_MEMORY = 16 * 1024 * 1024;

/** A place on disk for the rows of joined inputs, when their files are too large to be held in memory. */
export async function chooseSpill(
  mapping: Mapping,
  sources: ReadonlyMap<string, Source>,
): Promise<Spill | undefined> {
  const records = new Set(mapping.record.each.map(({ text }) => text));
  const joined = [...sources].filter(([name]) => !records.has(name));
  const size = joined.reduce((sum, [, source]) => sum + (source.sizeInBytes ?? 0), 0);
  return size > MOST_IN_MEMORY ? openSqliteSpill() : undefined;
}
