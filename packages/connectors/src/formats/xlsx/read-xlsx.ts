import type { Layout, SourceBatch } from '@contactpoint/adapter';
import { createError, createIssue, type Issue } from '@contactpoint/contract';
import { BatchBuilder } from '../../batch-builder.ts';
import { ColumnLayout } from '../../columns/column-layout.ts';
import type { Format, OpenOptions, SourceFile } from '../../format.ts';
import type { RandomAccess } from '../../zip/random-access.ts';
import { openZip } from '../../zip/zip-archive.ts';
import { readDateStyles } from './date-styles.ts';
import { describeChoice, findSheet } from './find-sheet.ts';
import { openBytes } from './open-bytes.ts';
import { openRow } from './open-row.ts';
import { readPart, type PartOptions } from './part-reader.ts';
import { readSharedStrings } from './shared-strings.ts';
import { SerialDates } from './serial-date.ts';
import { SheetScanner, type SheetRow } from './sheet-scanner.ts';
import { readWorkbook } from './workbook.ts';
import { XLSX_LIMITS, XLSX_DEFAULTS, type XlsxOptions } from './xlsx-options.ts';

/** What every ZIP archive begins with; older workbooks, and those with a password, begin otherwise. */
const ZIP_HEAD = [0x50, 0x4b, 0x03, 0x04];

/** Reads one sheet of a workbook, a record a row. */
export function createXlsx(options: Partial<XlsxOptions> = {}): Format {
  const settled = { ...XLSX_DEFAULTS, ...options };
  return {
    layout: (file) => readLayout(file, settled),
    read: (file, open = {}) => readXlsx(file, settled, open),
  };
}

async function readLayout(file: SourceFile, options: XlsxOptions): Promise<Layout> {
  for await (const { layout } of readTable(file, { ...options, open: {}, isGlance: true })) return layout;
  throw headerMissing(file.name);
}

async function* readXlsx(
  file: SourceFile,
  options: XlsxOptions,
  open: OpenOptions,
): AsyncGenerator<SourceBatch> {
  const batch = new BatchBuilder([]);
  let position = 0;
  let hasHeader = false;
  for await (const { layout, rows, issues } of readTable(file, { ...options, open })) {
    hasHeader = true;
    issues.forEach((issue) => batch.addIssue(issue));
    for (const row of rows) {
      position++;
      if (batch.add(openRow(row, { layout, file: file.name, position, options }))) yield batch.take();
    }
  }
  if (!hasHeader) throw headerMissing(file.name);
  if (position === 0) batch.addIssue(createIssue('file.no-records', { place: { file: file.name } }));
  const last = batch.take();
  if (last.records.length + last.unreadable.length + last.issues.length > 0) yield last;
}

/** A part of a sheet that is a table: nothing comes before its header. */
interface TablePart {
  readonly layout: ColumnLayout;
  readonly rows: readonly SheetRow[];
  readonly issues: readonly Issue[];
}
type TableOptions = XlsxOptions & {
  readonly open: OpenOptions;
  /** Whether the header alone is wanted. */
  readonly isGlance?: boolean;
};

async function* readTable(file: SourceFile, options: TableOptions): AsyncGenerator<TablePart> {
  const source = await openBytes(file, options.open);
  try {
    const { part, scanner, issues } = await openSheet(source, file.name, options);
    // Rows are handed on as they come, and the checksum stands for all of them.
    if (!options.isGlance) await part.archive.check(part.name, XLSX_LIMITS.checkedBytes);
    let layout: ColumnLayout | undefined;
    for await (const step of readPart(scanner, part)) {
      void step;
      options.open.signal?.throwIfAborted();
      const rows = scanner.takeRows().filter(({ number }) => number > options.skipRows);
      if (rows.length === 0) continue;
      if (layout !== undefined) yield { layout, rows, issues: [] };
      else {
        layout = openHeader(rows[0]!, file.name, options);
        yield {
          layout,
          rows: options.header ? rows.slice(1) : rows,
          issues: [...issues, ...layout.headerIssues()],
        };
      }
    }
    if (layout !== undefined) yield { layout, rows: [], issues: describeMerges(scanner, file.name) };
  } finally {
    await source.close();
  }
}

/** Finds the sheet and reads what its cells refer to. */
async function openSheet(
  source: RandomAccess,
  file: string,
  options: TableOptions,
): Promise<{
  readonly part: PartOptions;
  readonly scanner: SheetScanner;
  readonly issues: readonly Issue[];
}> {
  const head = await source.read(0, Math.min(ZIP_HEAD.length, source.size));
  if (!ZIP_HEAD.every((byte, index) => head[index] === byte))
    throw createError('xlsx.not-a-workbook', { values: { file } });
  const archive = await openZip(source, { file });
  const workbook = await readWorkbook(archive, file);
  const sheet = findSheet(workbook, options.sheet, file);
  const partOf = (name: string): PartOptions => ({ archive, name, file, onBytes: options.open.onBytes });
  const { stringsPart, stylesPart, is1904 } = workbook;
  const strings = await readSharedStrings(stringsPart === undefined ? undefined : partOf(stringsPart));
  const dateStyles = await readDateStyles(stylesPart === undefined ? undefined : partOf(stylesPart));
  const scanner = new SheetScanner({ strings, dateStyles, dates: new SerialDates(is1904) }, options);
  return {
    part: partOf(sheet.part),
    scanner,
    issues: describeChoice(workbook, sheet, { asked: options.sheet, file }),
  };
}

function openHeader(row: SheetRow, file: string, { header }: XlsxOptions): ColumnLayout {
  if (header && row.trouble !== undefined) throw headerMissing(file);
  const names = Array.from(row.cells, (cell) => cell ?? '');
  const table = { format: 'xlsx', file, headerLine: row.number } as const;
  return new ColumnLayout(table, header ? names : names.length);
}

function headerMissing(file: string): Error {
  return createError('xlsx.header-missing', { values: { file } });
}

function describeMerges({ mergedRanges }: SheetScanner, file: string): readonly Issue[] {
  if (mergedRanges === 0) return [];
  return [createIssue('xlsx.merged-cells', { place: { file }, values: { count: mergedRanges } })];
}
