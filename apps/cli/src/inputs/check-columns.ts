import {
  compileMapping,
  loadTables,
  type Bindings,
  type Mapping,
  type MappingProblem,
} from '@contactpoint/adapter';

/** What of a mapping does not fit its files: columns, tables, settings. Reads no records and runs no tests. */
export async function checkColumns(
  mapping: Mapping,
  { sources, tables, settings }: Required<Bindings>,
): Promise<readonly MappingProblem[]> {
  const layouts = new Map(
    await Promise.all([...sources].map(async ([name, source]) => [name, await source.layouts()] as const)),
  );
  const loaded = await loadTables(mapping, tables);
  const compiled = compileMapping(mapping, { layouts, tables: loaded.tables, settings });
  return [...loaded.problems, ...compiled.problems];
}
