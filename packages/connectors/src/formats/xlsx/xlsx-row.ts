import type { Layout, SourceRecord } from '@contactpoint/adapter';
import type { Place } from '@contactpoint/contract';
import type { ColumnRow } from '../../columns/column-layout.ts';
import type { SheetRow } from './sheet-scanner.ts';

/** One row of a sheet; its place has the row's number in the spreadsheet as its line. */
export class XlsxRow implements SourceRecord, ColumnRow {
  readonly layout: Layout;
  readonly #file: string;
  /** 1-based, the header not counted. */
  readonly #position: number;
  readonly #row: SheetRow;

  constructor(
    row: SheetRow,
    of: { readonly layout: Layout; readonly file: string; readonly position: number },
  ) {
    this.layout = of.layout;
    this.#file = of.file;
    this.#position = of.position;
    this.#row = row;
  }

  get data(): XlsxRow {
    return this;
  }

  get place(): Place {
    return { file: this.#file, row: this.#position, line: this.#row.number };
  }

  value(column: number): string | undefined {
    return this.#row.cells[column];
  }
}
