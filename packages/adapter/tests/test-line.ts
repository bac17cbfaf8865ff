import {
  compileMapping,
  createMemorySource,
  formatProblem,
  parseMapping,
  previewRecord,
  type HandRow,
  type Mapping,
  type RecordPreview,
  type Source,
} from '../src/index.ts';

/** Rows by input name. */
export type Rows = Readonly<Record<string, readonly HandRow[]>>;

/** A mapping from its text; throws with every problem that it has. */
export function readMapping(text: string): Mapping {
  const { mapping, problems } = parseMapping(text, { file: 'mapping.yaml' });
  if (!mapping) throw new Error(problems.map(formatProblem).join('\n'));
  return mapping;
}

/** Sources over rows in memory; a file is called after its input. */
export function sourcesOf(rows: Rows): ReadonlyMap<string, Source> {
  return new Map(
    Object.entries(rows).map(
      ([name, of]) => [name, createMemorySource(of, { file: `${name}.csv` })] as const,
    ),
  );
}

/** The problems of a mapping with these rows, as lines for people. */
export async function problemsOf(mapping: Mapping, rows: Rows): Promise<readonly string[]> {
  const layouts = new Map(
    await Promise.all(
      [...sourcesOf(rows)].map(async ([name, source]) => [name, await source.layouts()] as const),
    ),
  );
  return compileMapping(mapping, { layouts }).problems.map(formatProblem);
}

/** What the first row of the record inputs becomes, or another. */
export async function mapFirst(
  mapping: Mapping,
  rows: Rows,
  more: {
    readonly tables?: Rows;
    readonly settings?: ReadonlyMap<string, string>;
    readonly row?: number;
  } = {},
): Promise<RecordPreview> {
  const { settings } = more;
  const preview = await previewRecord(mapping, {
    sources: sourcesOf(rows),
    tables: sourcesOf(more.tables ?? {}),
    row: more.row ?? 1,
    suppliedAt: '2026-11-20T02:00:00Z',
    ...(settings && { settings }),
  });
  if (!preview) throw new Error('There is no first row.');
  return preview;
}
