import type { Layout, SourceRecord } from '@contactpoint/adapter';
import type { Place } from '@contactpoint/contract';

/** Where a row's facts stand in its block's cells; the ends of its fields follow from `ends`. */
export const Cell = { row: 0, line: 1, firstByte: 2, pastByte: 3, plain: 4, textStart: 5, ends: 6 } as const;

/** The text of about a thousand rows in one piece, and where each row and field stands in it. */
export interface CsvBlock {
  readonly layout: Layout;
  readonly file: string;
  readonly text: string;
  readonly cells: Int32Array;
  /** Offset in the file of the block's first byte. */
  readonly byteBase: number;
  /** Rows and lines before the block. */
  readonly rowBase: number;
  readonly lineBase: number;
  readonly quote: string | undefined;
}

/**
 * One row of a CSV: a window on its block. Values are sliced when they are asked for, so a column that no mapping
 * reads costs nothing. A value of thirteen characters or more keeps its block's text alive.
 */
export class CsvRow implements SourceRecord {
  readonly #block: CsvBlock;
  readonly #slot: number;

  constructor(block: CsvBlock, slot: number) {
    this.#block = block;
    this.#slot = slot;
  }

  get layout(): Layout {
    return this.#block.layout;
  }

  get data(): CsvRow {
    return this;
  }

  get isPlain(): boolean {
    return this.#block.cells[this.#slot + Cell.plain] === 1;
  }

  get place(): Place {
    const { file, cells, rowBase, lineBase, byteBase } = this.#block;
    const slot = this.#slot;
    return {
      file,
      row: rowBase + cells[slot + Cell.row]!,
      line: lineBase + cells[slot + Cell.line]!,
      bytes: [byteBase + cells[slot + Cell.firstByte]!, byteBase + cells[slot + Cell.pastByte]!],
    };
  }

  /** The value of a 0-based column, unquoted; an empty string where the row is empty there. */
  value(column: number): string {
    const { text, cells, quote } = this.#block;
    const at = this.#slot + Cell.textStart + column;
    const start = cells[at]! + 1;
    const end = cells[at + 1]!;
    if (quote !== undefined && start < end && text.charCodeAt(start) === quote.charCodeAt(0)) {
      const inner = text.slice(start + 1, end - 1);
      return inner.includes(quote) ? inner.replaceAll(quote + quote, quote) : inner;
    }
    return text.slice(start, end);
  }
}
