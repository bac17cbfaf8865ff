import { createError, createIssue, type Issue } from '@contactpoint/contract';
import { ColumnLayout } from '../../columns/column-layout.ts';
import type { OpenedText } from '../../text/open-text.ts';
import { rankEncodings } from '../../text/rank-encodings.ts';
import { classifyBytes } from './byte-kinds.ts';
import type { CsvOptions } from './csv-options.ts';
import { DELIMITERS, detectDelimiter, type DetectedDelimiter } from './detect-delimiter.ts';
import { RowScanner } from './row-scanner.ts';

/** No export has more columns than a spreadsheet. */
const MAX_COLUMNS = 16_384;

/** The file and its settled encoding. */
export interface CsvInput extends Pick<OpenedText, 'encoding' | 'declared' | 'start'> {
  readonly file: string;
}

/** The first bytes of the file: all of it, or one block. */
export interface CsvHead {
  /** With one byte to spare past `length`. */
  readonly bytes: Uint8Array;
  readonly length: number;
  readonly whole: boolean;
}

/** A file whose dialect and columns are settled; the scanner stands before the first data row. */
export interface OpenedCsv {
  readonly layout: ColumnLayout;
  readonly scanner: RowScanner;
  readonly issues: readonly Issue[];
}

/**
 * Settles delimiter and columns from the first block; undefined when the header has no end in it yet. Throws
 * `csv.header-missing` where there is none.
 */
export function openHeader(head: CsvHead, input: CsvInput, options: CsvOptions): OpenedCsv | undefined {
  const detected = options.delimiter === undefined ? detectBelowTitles(head, input, options) : undefined;
  const delimiter = options.delimiter ?? detected!.delimiter.character;
  const start = (): RowScanner => {
    const dialect = { delimiter, quote: options.quote };
    const scanner = new RowScanner(classifyBytes(dialect, input.encoding), options.maxRecordBytes);
    scanner.load(head.bytes, head.length, head.whole);
    for (let i = 0; i < options.skipLines; i++) scanner.skipLine();
    return scanner;
  };
  const scanner = start();
  const columns = readHeader(scanner, head, { input, options });
  if (columns === undefined) return undefined;
  const issues = detected === undefined ? [] : detectionIssues(detected, input.file);
  const table = { format: 'csv', file: input.file } as const;
  if (!options.header) return { layout: new ColumnLayout(table, columns.length), scanner: start(), issues };
  const layout = new ColumnLayout(table, columns);
  return {
    layout,
    scanner,
    issues: [...issues, ...singleColumnIssues(layout, input.file, delimiter), ...layout.headerIssues()],
  };
}

function detectBelowTitles(head: CsvHead, input: CsvInput, options: CsvOptions): DetectedDelimiter {
  let sample = head.bytes.subarray(0, head.length);
  for (let i = 0; i < options.skipLines; i++) sample = sample.subarray(sample.indexOf(0x0a) + 1);
  return detectDelimiter(sample, { quote: options.quote, encoding: input.encoding, whole: head.whole });
}

function readHeader(
  scanner: RowScanner,
  head: CsvHead,
  { input, options }: { readonly input: CsvInput; readonly options: CsvOptions },
): readonly string[] | undefined {
  const cells = new Int32Array(MAX_COLUMNS + 1);
  const outcome = scanner.scanRow(cells, 0, Infinity);
  if (outcome === 'incomplete') return undefined;
  if (outcome !== 'row') throw headerError(scanner, head, { input, reason: outcome });
  if (scanner.columns > MAX_COLUMNS) throw headerError(scanner, head, { input, reason: 'too many columns' });
  const text = input.encoding.family === 'single-byte' ? input.encoding : UTF8;
  const line = text.decode(head.bytes.subarray(scanner.start, scanner.end));
  const offset = cells[0]! + 1;
  const names: string[] = [];
  for (let i = 0; i < scanner.columns; i++) {
    names.push(unquote(line.slice(cells[i]! + 1 - offset, cells[i + 1]! - offset), options.quote));
  }
  return names;
}

const UTF8 = {
  decode: (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
};

function headerError(
  scanner: RowScanner,
  head: CsvHead,
  { input, reason }: { readonly input: CsvInput; readonly reason: string },
): Error {
  const { file, declared, encoding } = input;
  const sample = head.bytes.slice(0, Math.min(head.length, 4096));
  const candidates = rankEncodings(sample);
  if (isArchive(sample)) return createError('csv.is-archive', { values: { file } });
  const isText = reason !== 'undecodable' && !(reason === 'nul' && candidates[0]!.startsWith('utf-16'));
  if (isText)
    return createError('csv.header-missing', { values: { file, reason: REASONS[reason] ?? reason } });
  if (declared) {
    return createError('file.undecodable', { values: { file, byte: input.start, encoding: encoding.name } });
  }
  return createError('file.encoding-undeclared', {
    values: { file, line: scanner.startLine, byte: input.start, candidates: candidates.join(', ') },
  });
}

/** Begins as every ZIP archive does. */
function isArchive(sample: Uint8Array): boolean {
  return sample[0] === 0x50 && sample[1] === 0x4b && sample[2] === 3 && sample[3] === 4;
}

const REASONS: Readonly<Record<string, string>> = {
  end: 'nothing is there',
  'too-large': 'it is too long',
  nul: 'it holds a NUL character',
  'stray-quote': 'a quotation mark stands inside a value',
  'unclosed-quote': 'a quotation mark is never closed',
};

function unquote(value: string, quote: string | undefined): string {
  if (quote === undefined || !value.startsWith(quote)) return value;
  return value.slice(1, -1).replaceAll(quote + quote, quote);
}

function detectionIssues(detected: DetectedDelimiter, file: string): readonly Issue[] {
  const { delimiter, agreeing, rows, columns } = detected;
  if (delimiter.character === ',') return [];
  const values = { delimiter: delimiter.name, option: delimiter.option, agreeing, rows, columns };
  return [createIssue('csv.delimiter-detected', { place: { file }, values })];
}

function singleColumnIssues(layout: ColumnLayout, file: string, delimiter: string): readonly Issue[] {
  const name = layout.width === 1 ? (layout.columns?.[0] ?? '') : '';
  const other = DELIMITERS.find(({ character }) => character !== delimiter && name.includes(character));
  if (other === undefined) return [];
  return [
    createIssue('csv.single-column', {
      place: { file },
      values: { delimiter: other.name, option: other.option },
    }),
  ];
}
