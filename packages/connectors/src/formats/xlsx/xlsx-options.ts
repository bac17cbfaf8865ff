/** How one sheet of a workbook is read. */
export interface XlsxOptions {
  /** Its name, or `#2` for its position; the first visible one where it is not given. */
  readonly sheet?: string | undefined;
  readonly header: boolean;
  /** Rows of the sheet above the header: titles, dates of export. */
  readonly skipRows: number;
  /** Whether a formula's last calculated value is taken, or rows with formulas are refused. */
  readonly formulas: 'cached' | 'refuse';
  /** Whether a row with an error such as #N/A is refused, or read as if the cell were empty. */
  readonly errorCells: 'refuse' | 'empty';
  /** Characters of one row. */
  readonly maxRowCharacters: number;
}

/** What an input without options means. */
export const XLSX_DEFAULTS: XlsxOptions = {
  header: true,
  skipRows: 0,
  formulas: 'cached',
  errorCells: 'refuse',
  maxRowCharacters: 1024 * 1024,
};

/** What Excel itself can hold (its published specifications and limits), and what our memory may. */
export const XLSX_LIMITS = {
  columns: 16_384,
  rows: 1_048_576,
  styles: 65_490,
  sharedStrings: 8 * 1024 * 1024,
  sharedCharacters: 256 * 1024 * 1024,
  /** A file that cannot be read at any position is held in memory up to this size. */
  heldBytes: 256 * 1024 * 1024,
  /** A sheet that unpacks to more is not unpacked once more only to be checked. */
  checkedBytes: 64 * 1024 * 1024,
} as const;
