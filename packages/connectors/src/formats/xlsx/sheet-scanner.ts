import type { XmlAttribute } from '@contactpoint/contract/xml';
import { readCellText, type CellContext } from './cell-text.ts';
import type { PartHandler } from './part-reader.ts';
import { XLSX_LIMITS, type XlsxOptions } from './xlsx-options.ts';

/** Why a row cannot be trusted; `column` is 0-based. */
export interface RowTrouble {
  readonly kind: 'error-cell' | 'formula' | 'formula-without-value' | 'bad-cell' | 'bad-row' | 'limit';
  readonly column: number;
}

/** One row of a sheet that holds any cell. */
export interface SheetRow {
  /** 1-based, as the spreadsheet shows it. */
  readonly number: number;
  /** Texts by 0-based column. */
  readonly cells: readonly (string | undefined)[];
  readonly trouble: RowTrouble | undefined;
}

type OpenRow = { -readonly [K in keyof SheetRow]: SheetRow[K] } & {
  cells: (string | undefined)[];
  characters: number;
};

/** Turns the cells of one sheet into rows of texts, as they are read. */
export class SheetScanner implements PartHandler {
  /** Ranges of merged cells: only the first cell of each holds a value. */
  mergedRanges = 0;
  readonly #context: CellContext;
  readonly #options: XlsxOptions;
  #rows: SheetRow[] = [];
  #row: OpenRow | undefined;
  #lastNumber = 0;
  /** 0-based column of the cell at hand. */
  #column = -1;
  #type: string | undefined;
  #style: string | undefined;
  #text = '';
  #takesText = false;
  #isInline = false;
  #isHint = false;
  #hasValue = false;
  #hasFormula = false;

  constructor(context: CellContext, options: XlsxOptions) {
    this.#context = context;
    this.#options = options;
  }

  /** Rows since they were last taken. */
  takeRows(): readonly SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: readonly XmlAttribute[]): void {
    switch (name) {
      case 'c':
        this.#openCell(attributes);
        break;
      case 'v':
        this.#hasValue = true;
        this.#takesText = !this.#isInline;
        break;
      case 'row':
        this.#openRow(attributes.find(isReference)?.value);
        break;
      case 'is':
        this.#isInline = this.#hasValue = true;
        break;
      case 't':
        this.#takesText = this.#isInline && !this.#isHint;
        break;
      case 'rPh':
        this.#isHint = true;
        break;
      case 'f':
        this.#hasFormula = true;
        break;
      case 'mergeCell':
        this.mergedRanges++;
    }
  }

  text(text: string): void {
    if (this.#takesText) this.#text += text;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#takesText = false;
    else if (name === 'c') this.#closeCell();
    else if (name === 'rPh') this.#isHint = false;
    else if (name === 'row') this.#closeRow();
  }

  #openRow(reference: string | undefined): void {
    const number = reference === undefined ? this.#lastNumber + 1 : Number(reference);
    const isSound = Number.isInteger(number) && number > this.#lastNumber && number <= XLSX_LIMITS.rows;
    this.#row = {
      number,
      cells: [],
      trouble: isSound ? undefined : { kind: 'bad-row', column: 0 },
      characters: 0,
    };
    if (isSound) this.#lastNumber = number;
    this.#column = -1;
  }

  #openCell(attributes: readonly XmlAttribute[]): void {
    let reference: string | undefined;
    this.#type = this.#style = undefined;
    for (const { expanded, value } of attributes) {
      if (expanded === 'r') reference = value;
      else if (expanded === 't') this.#type = value;
      else if (expanded === 's') this.#style = value;
    }
    const column = reference === undefined ? this.#column + 1 : this.#readColumn(reference);
    if (column <= this.#column || column >= XLSX_LIMITS.columns)
      this.#refuse('bad-cell', Math.max(this.#column, 0));
    else this.#column = column;
    this.#text = '';
    this.#takesText = this.#isInline = this.#isHint = this.#hasValue = this.#hasFormula = false;
  }

  /** 0-based column of a reference such as `AB12`, or -1 where it is none of this row. */
  #readColumn(reference: string): number {
    let column = 0;
    let at = 0;
    for (; at < 3; at++) {
      const letter = reference.charCodeAt(at) - 0x40;
      if (!(letter >= 1 && letter <= 26)) break;
      column = column * 26 + letter;
    }
    return this.#row !== undefined && Number(reference.slice(at)) === this.#row.number ? column - 1 : -1;
  }

  #closeCell(): void {
    const row = this.#row;
    if (row === undefined || row.trouble?.kind === 'limit') return;
    if (this.#hasFormula && !this.#acceptsFormula()) return;
    if (!this.#hasValue || (this.#text === '' && this.#type !== 'e')) return;
    const value = readCellText({ type: this.#type, style: this.#style, text: this.#text }, this.#context);
    if (typeof value === 'string') this.#setCell(row, value);
    else if (value.trouble !== 'error') this.#refuse('bad-cell', this.#column);
    else if (this.#options.errorCells === 'refuse') this.#refuse('error-cell', this.#column);
  }

  #setCell(row: OpenRow, value: string): void {
    row.characters += value.length;
    if (row.characters > this.#options.maxRowCharacters) this.#refuse('limit', this.#column);
    else row.cells[this.#column] = value;
  }

  #acceptsFormula(): boolean {
    if (this.#options.formulas === 'refuse') this.#refuse('formula', this.#column);
    // A text formula may come to an empty text; a number or date that is not there was never calculated.
    else if (this.#text === '' && this.#type !== 'str' && this.#type !== 'e')
      this.#refuse('formula-without-value', this.#column);
    else return true;
    return false;
  }

  #refuse(kind: RowTrouble['kind'], column: number): void {
    const row = this.#row;
    if (row === undefined) return;
    if (kind === 'limit') row.cells = [];
    if (row.trouble === undefined || kind === 'limit') row.trouble = { kind, column };
  }

  #closeRow(): void {
    const row = this.#row;
    this.#row = undefined;
    if (row === undefined || (row.cells.length === 0 && row.trouble === undefined)) return;
    const { number, cells, trouble } = row;
    this.#rows.push({ number, cells, trouble });
  }
}

function isReference({ expanded }: XmlAttribute): boolean {
  return expanded === 'r';
}
