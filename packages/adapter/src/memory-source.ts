import type { Place } from '@contactpoint/contract';
import type { Layout, Source, SourceRecord } from './ports.ts';

/** Rows as somebody writes them by hand: in tests of a mapping, in a browser, in a person's example. */
export type HandRow = Readonly<Record<string, string>>;

const BATCH = 1000;

/** A source over rows in memory; its columns are all names that any row has, in the order of their first use. */
export function createMemorySource(
  rows: readonly HandRow[],
  options: { readonly file: string; readonly columns?: readonly string[] },
): Source {
  const columns = options.columns ?? [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const layout = createRowLayout(columns);
  const toRecord = (row: HandRow, index: number): SourceRecord => ({
    place: { file: options.file, row: index + 1 } satisfies Place,
    layout,
    data: columns.map((column) => row[column]),
  });
  return {
    layouts: () => Promise.resolve([{ file: options.file, layout }]),
    async *read({ signal }) {
      for (let start = 0; start < rows.length; start += BATCH) {
        signal?.throwIfAborted();
        const records = rows.slice(start, start + BATCH).map((row, index) => toRecord(row, start + index));
        yield { records, unreadable: [], issues: [] };
      }
    },
  };
}

/** A layout of rows held as arrays of texts; `#3` means the third column. */
export function createRowLayout(columns: readonly string[]): Layout {
  return {
    columns,
    field(path) {
      const byPosition = /^#(\d+)$/.exec(path);
      const index = byPosition ? Number(byPosition[1]) - 1 : columns.indexOf(path);
      if (index < 0 || index >= columns.length) return undefined;
      return (record) => (record.data as readonly (string | undefined)[])[index];
    },
    list: () => undefined,
  };
}
