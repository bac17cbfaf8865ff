import { createError } from '@contactpoint/contract';
import type { Lookup, Mapping } from '../mapping/types.ts';
import { valueRules } from '../mapping/value-rules.ts';
import { Problems } from '../mapping/reading.ts';
import type { MappingProblem } from '../mapping/types.ts';
import type { FieldReader, Source, SourceRecord } from '../ports.ts';

/** Code tables by `tableKey`. */
export type CodeTables = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** One name for a table with the columns that are read of it. */
export function tableKey({ file, key = '', value = '', version = '' }: Lookup): string {
  return JSON.stringify([file, key, value, version]);
}

/** The lookup tables that a mapping's rules name, each once. */
export function findLookups(mapping: Mapping): readonly Lookup[] {
  const lookups = valueRules(mapping).flatMap(({ lookup }) => lookup ?? []);
  return [...new Map(lookups.map((lookup) => [tableKey(lookup), lookup])).values()];
}

const MOST_CODES = 100_000;
const VERSION_COLUMN = 'version';

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
  const versions = new Set<string>();
  const refuse = (reason: string) =>
    problems.add('mapping.bad-table', lookup.at, { values: { name: lookup.file, reason } });
  for await (const entry of readEntries(lookup, source, refuse)) {
    const { code, value, version, row } = entry;
    versions.add(version);
    if (!isMeant(entry, lookup)) continue;
    if ((table.get(code) ?? value) !== value) refuse(`gives the code in row ${row} two values`);
    table.set(code, value);
    if (table.size > MOST_CODES)
      throw createError('mapping.table-too-large', { values: { name: lookup.file, limit: MOST_CODES } });
  }
  if (lookup.version !== undefined && !versions.has(lookup.version))
    refuse(`has no rows of version ${lookup.version}; it has ${[...versions].sort().join(', ')}`);
  return table;
}

interface TableEntry {
  readonly code: string;
  readonly value: string;
  readonly version: string;
  readonly row: number;
}

function isMeant({ code, value, version }: TableEntry, lookup: Lookup): boolean {
  return code !== '' && value !== '' && (lookup.version === undefined || lookup.version === version);
}

async function* readEntries(
  lookup: Lookup,
  source: Source,
  refuse: (reason: string) => void,
): AsyncGenerator<TableEntry> {
  const read = await readColumns(lookup, source);
  if (!read) {
    const version = lookup.version === undefined ? '' : ' and version';
    return refuse(`lacks the columns of code and value${version}`);
  }
  for await (const { records, unreadable } of source.read({})) {
    if (unreadable.length > 0) refuse('has rows that cannot be read');
    yield* records.map(read);
  }
}

async function readColumns(
  lookup: Lookup,
  source: Source,
): Promise<((record: SourceRecord) => TableEntry) | undefined> {
  const [first] = await source.layouts();
  if (!first) return undefined;
  const { layout } = first;
  const [keyName = '#1', valueName = '#2'] = layout.columns ?? [];
  const key = layout.field(lookup.key ?? keyName);
  const value = layout.field(lookup.value ?? valueName);
  const version = layout.field(VERSION_COLUMN);
  if (!key || !value || (lookup.version !== undefined && !version)) return undefined;
  return (record) => ({
    code: textOf(key, record),
    value: textOf(value, record),
    version: textOf(version, record),
    row: record.place.row ?? 0,
  });
}

function textOf(field: FieldReader | undefined, record: SourceRecord): string {
  return field?.(record)?.trim() ?? '';
}
