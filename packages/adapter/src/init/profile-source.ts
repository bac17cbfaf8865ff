import type { FieldReader, Layout, Source, SourceRecord } from '../ports.ts';
import { ColumnProfiler, type ColumnProfile } from './column-profile.ts';
import { profileTree } from './profile-tree.ts';

/** One input of an export as a sample of its rows shows it. */
export interface SourceProfile {
  readonly columns: readonly ColumnProfile[];
  /** Rows looked at. */
  readonly rows: number;
  /** Whether there were more. */
  readonly sampled: boolean;
  /** Groups that repeat inside a record, by path: each with the columns of its items. */
  readonly groups?: ReadonlyMap<string, SourceProfile>;
}

/** Enough to see codes and formats; an export of any size is profiled in seconds. */
const SAMPLE = 20_000;

/** Looks at the columns of a source. Formats that neither name columns nor describe records give an empty profile. */
export async function profileSource(
  source: Source,
  options: { readonly rows?: number } = {},
): Promise<SourceProfile> {
  const most = options.rows ?? SAMPLE;
  const layouts = (await source.layouts()).map(({ layout }) => layout);
  const isTree = layouts.some(({ columns, describe }) => columns === undefined && describe !== undefined);
  return isTree ? profileTree(source, most) : profileTable(source, { most, layouts });
}

async function profileTable(
  source: Source,
  { most, layouts }: { readonly most: number; readonly layouts: readonly Layout[] },
): Promise<SourceProfile> {
  const columns = findColumns(layouts);
  const profilers = columns.map((column, index) => new ColumnProfiler({ ...column, position: index + 1 }));
  let bound: Layout | undefined;
  let readers: readonly (FieldReader | undefined)[] = [];
  const { rows, sampled } = await readSample(source, most, (record) => {
    if (record.layout !== bound) {
      bound = record.layout;
      readers = columns.map((column) => findReader(record.layout, column));
    }
    profilers.forEach((profiler, index) => profiler.add(readers[index]?.(record)));
  });
  return { columns: profilers.map(({ profile }) => profile), rows, sampled };
}

/** Shows the first records of a source to whoever looks; says how many there were, and whether there are more. */
export async function readSample(
  source: Source,
  most: number,
  look: (record: SourceRecord) => void,
): Promise<Pick<SourceProfile, 'rows' | 'sampled'>> {
  let rows = 0;
  for await (const { records } of source.read({})) {
    for (const record of records) {
      if (rows >= most) return { rows, sampled: true };
      rows += 1;
      look(record);
    }
  }
  return { rows, sampled: false };
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
  // By position where the format knows any: a header may be written as something else is.
  return layout.field(name === header ? `#${position + 1}` : name) ?? layout.field(name);
}
