import { createError } from '@contactpoint/contract';
import type { Lookup, Mapping } from '../mapping/types.ts';
import { valueRules } from '../mapping/value-rules.ts';
import { Problems } from '../mapping/reading.ts';
import type { MappingProblem } from '../mapping/types.ts';
import type { SourceRecord, Source } from '../ports.ts';

/** Code tables by `tableKey`. */
export type CodeTables = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** One name for a table with the columns that are read of it. */
export function tableKey({ file, key = '', value = '' }: Lookup): string {
  return JSON.stringify([file, key, value]);
}

/** The lookup tables that a mapping's rules name, each once. */
export function findLookups(mapping: Mapping): readonly Lookup[] {
  const lookups = valueRules(mapping).flatMap(({ lookup }) => lookup ?? []);
  return [...new Map(lookups.map((lookup) => [tableKey(lookup), lookup])).values()];
}

const MOST_CODES = 100_000;

/** Reads the lookup tables of a mapping; what is wrong with them stands where the mapping names them. */
export async function loadTables(
  mapping: Mapping,
  sources: ReadonlyMap<string, Source>,
): Promise<{ readonly tables: CodeTables; readonly problems: readonly MappingProblem[] }> {
  const problems = new Problems(mapping.file);
  const tables = new Map<string, ReadonlyMap<string, string>>();
  for (const lookup of findLookups(mapping)) {
    const source = sources.get(lookup.file);
    if (source) tables.set(tableKey(lookup), await loadTable(lookup, source, problems));
    else problems.add('mapping.missing-table', lookup.at, { values: { name: lookup.file } });
  }
  return { tables, problems: problems.found };
}

async function loadTable(
  lookup: Lookup,
  source: Source,
  problems: Problems,
): Promise<ReadonlyMap<string, string>> {
  const table = new Map<string, string>();
  const refuse = (reason: string) =>
    problems.add('mapping.bad-table', lookup.at, { values: { name: lookup.file, reason } });
  const read = await readColumns(lookup, source);
  if (!read) {
    refuse('lacks the columns of code and value');
    return table;
  }
  for await (const batch of source.read({})) {
    if (batch.unreadable.length > 0) refuse('has rows that cannot be read');
    for (const record of batch.records) {
      const { code, value } = read(record);
      if (code === '' || value === '') continue;
      if ((table.get(code) ?? value) !== value)
        refuse(`gives the code in row ${record.place.row ?? '?'} two values`);
      table.set(code, value);
    }
    if (table.size > MOST_CODES)
      throw createError('mapping.table-too-large', { values: { name: lookup.file, limit: MOST_CODES } });
  }
  return table;
}

async function readColumns(lookup: Lookup, source: Source) {
  const [first] = await source.layouts();
  const columns = first?.layout.columns ?? [];
  const key = first?.layout.field(lookup.key ?? columns[0] ?? '#1');
  const value = first?.layout.field(lookup.value ?? columns[1] ?? '#2');
  if (!key || !value) return undefined;
  return (record: SourceRecord) => ({ code: key(record)?.trim() ?? '', value: value(record)?.trim() ?? '' });
}
