/** What a spreadsheet takes for a formula at the beginning of a cell, also behind our own guards. */
const FORMULA_PATTERN = /^'*[=+\-@\t\r]/;

/** One line of CSV that no spreadsheet runs: what looks like a formula gets an apostrophe in front. */
export function toCsvLine(cells: readonly (string | undefined)[]): string {
  return `${cells.map((cell = '') => quote(guardCell(cell))).join(',')}\r\n`;
}

/** The cell as it may stand in a file that people open. */
export function guardCell(cell: string): string {
  return FORMULA_PATTERN.test(cell) ? `'${cell}` : cell;
}

/** The cell as it was before `guardCell`. */
export function unguardCell(cell: string): string {
  return cell.startsWith("'") && FORMULA_PATTERN.test(cell.slice(1)) ? cell.slice(1) : cell;
}

function quote(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
