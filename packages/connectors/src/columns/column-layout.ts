import type { FieldReader, Layout } from '@contactpoint/adapter';
import { createError, createIssue, type Issue } from '@contactpoint/contract';

/** A row of a table: what the records of a `ColumnLayout` hold as their data. */
export interface ColumnRow {
  /** The value of a 0-based column; undefined or empty where the row has nothing there. */
  value(column: number): string | undefined;
}

/** What a table is called, for issues and errors. */
export interface TableName {
  /** Whose codes are raised. */
  readonly format: 'csv' | 'xlsx';
  readonly file: string;
  /** 1-based line or row of the header. */
  readonly headerLine?: number;
}

/** The columns of one table: by exact name, or by 1-based position (`#3`). */
export class ColumnLayout implements Layout {
  /** Undefined for a file without a header: its columns have positions only. */
  readonly columns: readonly string[] | undefined;
  readonly width: number;
  readonly #table: TableName;
  /** 1-based positions by name; a Map, for a column may be called `__proto__`. */
  readonly #positions = new Map<string, number[]>();

  constructor(table: TableName, columns: readonly string[] | number) {
    this.#table = table;
    if (typeof columns === 'number') {
      this.width = columns;
      return;
    }
    this.width = columns.length;
    this.columns = columns;
    columns.forEach((name, index) => {
      const positions = this.#positions.get(name);
      if (positions === undefined) this.#positions.set(name, [index + 1]);
      else positions.push(index + 1);
    });
  }

  /**
   * Throws `csv.column-ambiguous` (or its like of the format) for a name that stands more than once: no guess
   * which one was meant.
   */
  field(path: string): FieldReader | undefined {
    const positions = this.#positions.get(path);
    if (positions === undefined) return this.#byPosition(path);
    if (positions.length > 1) {
      throw createError(`${this.#table.format}.column-ambiguous`, {
        values: { column: path, file: this.#table.file, positions: listPositions(positions) },
      });
    }
    return readColumn(positions[0]! - 1);
  }

  list(): undefined {
    return undefined;
  }

  /** One issue for every name that stands more than once; nameless columns are left alone. */
  headerIssues(): readonly Issue[] {
    const { format, file, headerLine: line = 1 } = this.#table;
    return [...this.#positions]
      .filter(([name, positions]) => name !== '' && positions.length > 1)
      .map(([, positions]) =>
        createIssue(`${format}.repeated-header`, {
          place: { file, line, column: `#${positions[0]}` },
          values: { positions: listPositions(positions) },
        }),
      );
  }

  /**
   * How an issue names a 0-based column. Never by its header: where a file has none, the first person's row stands
   * in its place, and a name would be told to everybody who reads the issue.
   */
  nameOf(column: number): string {
    return `#${column + 1}`;
  }

  #byPosition(path: string): FieldReader | undefined {
    const match = /^#([1-9]\d{0,5})$/.exec(path);
    const position = match === null ? 0 : Number(match[1]);
    return position >= 1 && position <= this.width ? readColumn(position - 1) : undefined;
  }
}

function readColumn(index: number): FieldReader {
  return (record) => (record.data as ColumnRow).value(index);
}

function listPositions(positions: readonly number[]): string {
  return positions.map((position) => `#${position}`).join(', ');
}
