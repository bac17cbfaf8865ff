import type { UnreadableRow } from '@contactpoint/adapter';
import { createIssue, type Issue, type Place } from '@contactpoint/contract';
import type { ColumnLayout } from '../../columns/column-layout.ts';
import type { RowTrouble, SheetRow } from './sheet-scanner.ts';
import { XLSX_LIMITS, type XlsxOptions } from './xlsx-options.ts';
import { XlsxRow } from './xlsx-row.ts';

/** Where a row belongs. */
export interface RowContext {
  readonly layout: ColumnLayout;
  readonly file: string;
  /** 1-based, the header not counted. */
  readonly position: number;
  readonly options: XlsxOptions;
}

/** A row as a record, or as unreadable where one of its cells cannot be trusted. */
export function openRow(row: SheetRow, context: RowContext): XlsxRow | UnreadableRow {
  const { layout, file, position } = context;
  if (row.trouble === undefined) return new XlsxRow(row, { layout, file, position });
  const column = layout.nameOf(row.trouble.column);
  const place = { file, row: position, line: row.number, column };
  // A spreadsheet has no line of its own to keep, so the row is kept as a person would paste it elsewhere.
  const raw = new TextEncoder().encode(Array.from(row.cells, (cell) => cell ?? '').join('\t'));
  return { place, raw, issue: describeTrouble(row.trouble, { place, column, options: context.options }) };
}

function describeTrouble(
  { kind }: RowTrouble,
  {
    place,
    column,
    options,
  }: { readonly place: Place; readonly column: string; readonly options: XlsxOptions },
): Issue {
  switch (kind) {
    case 'bad-row':
      return createIssue('xlsx.bad-row', { place, values: { limit: XLSX_LIMITS.rows } });
    case 'limit':
      return createIssue('xlsx.row-too-large', { place, values: { limit: options.maxRowCharacters } });
    default:
      return createIssue(`xlsx.${kind}`, { place, values: { column } });
  }
}
