import { createError } from '@contactpoint/contract';
import { compileMapping, type CompiledMapping, type Mapper } from '../compile/compile-mapping.ts';
import { loadTables } from '../compile/code-tables.ts';
import { formatProblem } from '../mapping/reading.ts';
import type { Mapping } from '../mapping/types.ts';
import type { Bindings } from '../run-options.ts';

/** Compiles a mapping against the layouts of its sources; says what does not fit. Reads no records. */
export async function checkBinding(mapping: Mapping, bindings: Bindings): Promise<CompiledMapping> {
  const { tables, problems } = await loadTables(mapping, bindings.tables ?? new Map());
  const layouts = new Map(
    await Promise.all(
      [...bindings.sources].map(async ([name, source]) => [name, await source.layouts()] as const),
    ),
  );
  const { settings } = bindings;
  const compiled = compileMapping(mapping, { layouts, tables, ...(settings && { settings }) });
  if (problems.length === 0) return compiled;
  return { problems: [...problems, ...compiled.problems] };
}

/** The same for a run: throws `run.mapping-refused` when anything does not fit. */
export async function bindMapping(mapping: Mapping, bindings: Bindings): Promise<Mapper> {
  const { mapper, problems } = await checkBinding(mapping, bindings);
  if (mapper) return mapper;
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  throw createError('run.mapping-refused', {
    values: {
      count: errors.length,
      first: first ? `${first.file}:${first.line}:${first.column}` : mapping.file,
    },
    ...(first && { where: formatProblem(first) }),
  });
}
