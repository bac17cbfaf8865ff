import type { Layout, ListReader, Source, SourceRecord } from './ports.ts';

/** A row as somebody writes it by hand: in a test of a mapping, in a browser, in an example. */
export interface HandRow {
  readonly [column: string]: string | readonly HandRow[];
}

export interface MemorySourceOptions {
  readonly file: string;
  /** All names that any row has, unless told. */
  readonly columns?: readonly string[];
  /** Any column may be asked for, as in a format that names none before its first record. */
  readonly open?: boolean;
  /** See `Source.stamp`. */
  readonly stamp?: string;
}

const BATCH = 1000;

/** A source over rows in memory. */
export function createMemorySource(rows: readonly HandRow[], options: MemorySourceOptions): Source {
  const columns = options.columns ?? [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const layout = createHandLayout(options.open ? undefined : columns);
  const toRecord = (row: HandRow, index: number): SourceRecord => ({
    place: { file: options.file, row: index + 1 },
    layout,
    data: row,
  });
  return {
    ...(options.stamp !== undefined && { stamp: options.stamp }),
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

function createHandLayout(columns: readonly string[] | undefined): Layout {
  const layout: Layout = {
    columns,
    field(path) {
      const byPosition = /^#(\d+)$/.exec(path);
      const name = byPosition ? columns?.[Number(byPosition[1]) - 1] : path;
      if (name === undefined || columns?.includes(name) === false) return undefined;
      return (record) => {
        const value = (record.data as HandRow)[name];
        return typeof value === 'string' ? value : undefined;
      };
    },
    list(path) {
      if (columns?.includes(path) === false) return undefined;
      const inner = createHandLayout(undefined);
      const list: ListReader = ({ place, data }) => {
        const value = (data as HandRow)[path];
        return Array.isArray(value) ? value.map((row: HandRow) => ({ place, layout: inner, data: row })) : [];
      };
      return list;
    },
  };
  return layout;
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
