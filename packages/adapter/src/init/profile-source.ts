import type { FieldReader, Layout, Source } from '../ports.ts';
import { ColumnProfiler, type ColumnProfile } from './column-profile.ts';

/** One input of an export as a sample of its rows shows it. */
export interface SourceProfile {
  readonly columns: readonly ColumnProfile[];
  /** Rows looked at. */
  readonly rows: number;
  /** Whether there were more. */
  readonly sampled: boolean;
}

/** Enough to see codes and formats; an export of any size is profiled in seconds. */
const SAMPLE = 20_000;

/** Looks at the columns of a source. Formats that name no columns give an empty profile. */
export async function profileSource(
  source: Source,
  options: { readonly rows?: number } = {},
): Promise<SourceProfile> {
  const most = options.rows ?? SAMPLE;
  const columns = findColumns((await source.layouts()).map(({ layout }) => layout));
  const profilers = columns.map((column, index) => new ColumnProfiler({ ...column, position: index + 1 }));
  let bound: Layout | undefined;
  let readers: readonly (FieldReader | undefined)[] = [];
  let rows = 0;
  for await (const { records } of source.read({})) {
    for (const record of records) {
      if (rows >= most) return finish(profilers, rows, true);
      if (record.layout !== bound) {
        bound = record.layout;
        readers = columns.map((column) => findReader(record.layout, column));
      }
      rows += 1;
      profilers.forEach((profiler, index) => profiler.add(readers[index]?.(record)));
    }
  }
  return finish(profilers, rows, false);
}

type Column = Pick<ColumnProfile, 'name' | 'header'>;

/** Every column of the files once: by its header, or by its position where two have the same. */
function findColumns(layouts: readonly Layout[]): readonly Column[] {
  const found = new Map<string, Column>();
  for (const { columns = [] } of layouts) {
    columns.forEach((header, index) => {
      const isRepeated = columns.indexOf(header) !== columns.lastIndexOf(header);
      const name = isRepeated ? `#${index + 1}` : header;
      if (!found.has(name)) found.set(name, { name, header });
    });
  }
  return [...found.values()];
}

function findReader(layout: Layout, { name, header }: Column): FieldReader | undefined {
  const position = layout.columns?.indexOf(header) ?? -1;
  if (position < 0) return undefined;
  return layout.field(name === header ? `#${position + 1}` : name);
}

function finish(profilers: readonly ColumnProfiler[], rows: number, sampled: boolean): SourceProfile {
  return { columns: profilers.map(({ profile }) => profile), rows, sampled };
}
