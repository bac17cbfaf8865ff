/** A row by column. */
export type Row = Readonly<Record<string, string>>;

/** How a table is written as a file. */
export interface Layout {
  readonly delimiter: ',' | ';' | '\t' | '|';
  readonly quoting: 'needed' | 'all';
  readonly lineEnd: '\n' | '\r\n' | '\r';
  readonly encoding: 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'windows-1252';
}

/** Rows as text, with these columns in this order. */
export function writeLayout(rows: readonly Row[], columns: readonly string[], layout: Layout): string {
  const { delimiter, quoting, lineEnd } = layout;
  const write = (value: string) =>
    quoting === 'all' || /["\r\n]/.test(value) || value.includes(delimiter)
      ? `"${value.replaceAll('"', '""')}"`
      : value;
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
  return lines.map((cells) => cells.map(write).join(delimiter) + lineEnd).join('');
}

/** Signs of windows-1252 that Latin-1 has not. */
const WINDOWS = new Map([
  ['’', 0x92],
  ['“', 0x93],
  ['”', 0x94],
]);

/** A text as bytes. */
export function encodeAs(text: string, encoding: Layout['encoding']): Uint8Array {
  if (encoding === 'utf-8') return Buffer.from(text);
  if (encoding === 'utf-8-bom') return Buffer.from(`\uFEFF${text}`);
  if (encoding === 'utf-16le') return Buffer.from(`\uFEFF${text}`, 'utf16le');
  return Uint8Array.from(text, (sign) => WINDOWS.get(sign) ?? sign.charCodeAt(0));
}
