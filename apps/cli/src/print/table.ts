import { widthOf } from './style.ts';

/** What stands in one cell; numbers go to the right and get thousands separators. */
export type Cell = string | number | undefined;

/** Spaces around and between columns. */
export interface TableOptions {
  /** Spaces before each line; 2 unless told. */
  readonly indent?: number;
  /** Spaces between columns; 2 unless told. */
  readonly gap?: number;
}

/** Rows as lines, each column as wide as its widest cell; trailing empty cells leave no spaces. */
export function toTable(rows: readonly (readonly Cell[])[], options: TableOptions = {}): readonly string[] {
  const { indent = 2, gap = 2 } = options;
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, widthOf(toText(cell)));
    });
  }
  return rows.map((row) => {
    const cells = row.map((cell, index) => pad(cell, widths[index] ?? 0));
    return (' '.repeat(indent) + cells.join(' '.repeat(gap))).trimEnd();
  });
}

function pad(cell: Cell, width: number): string {
  const text = toText(cell);
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return typeof cell === 'number' ? space + text : text + space;
}

function toText(cell: Cell): string {
  return typeof cell === 'number' ? toCount(cell) : (cell ?? '');
}

/** `9,873` */
export function toCount(count: number): string {
  return count.toLocaleString('en-GB', { maximumFractionDigits: 0 });
}

/** `1 row`, `2 rows`; the plural is the singular with an s unless told. */
export function countOf(count: number, one: string, many: string = `${one}s`): string {
  return `${toCount(count)} ${count === 1 ? one : many}`;
}

/** Words in lines of at most `width` columns; a longer word stands alone. */
export function toLines(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || widthOf(last) + 1 + widthOf(word) > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
