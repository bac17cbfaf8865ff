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
  const names = [...new Set((await source.layouts()).flatMap(({ layout }) => layout.columns ?? []))];
  const profilers = names.map((name, index) => new ColumnProfiler(name, index + 1));
  let bound: Layout | undefined;
  let readers: readonly (FieldReader | undefined)[] = [];
  let rows = 0;
  for await (const { records } of source.read({})) {
    for (const record of records) {
      if (rows >= most) return finish(profilers, rows, true);
      if (record.layout !== bound) {
        bound = record.layout;
        readers = names.map((name) => findReader(record.layout, name));
      }
      rows += 1;
      profilers.forEach((profiler, index) => profiler.add(readers[index]?.(record)));
    }
  }
  return finish(profilers, rows, false);
}

/** Of two columns with one name the first is looked at. */
function findReader(layout: Layout, name: string): FieldReader | undefined {
  const position = layout.columns?.indexOf(name) ?? -1;
  return position < 0 ? undefined : layout.field(`#${position + 1}`);
}

function finish(profilers: readonly ColumnProfiler[], rows: number, sampled: boolean): SourceProfile {
  return { columns: profilers.map(({ profile }) => profile), rows, sampled };
}
