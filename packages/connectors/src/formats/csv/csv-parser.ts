import type { SourceBatch, UnreadableRow } from '@contactpoint/adapter';
import { createError, createIssue, type Issue, type Place } from '@contactpoint/contract';
import { encodeUtf16 } from '../../text/encoding.ts';
import { rankEncodings } from '../../text/rank-encodings.ts';
import { utf16Length } from '../../text/utf8-sequence.ts';
import type { ColumnLayout } from '../../columns/column-layout.ts';
import type { CsvOptions } from './csv-options.ts';
import { Cell, CsvRow, type CsvBlock } from './csv-row.ts';
import { describeFault } from './describe-fault.ts';
import { openHeader, type CsvInput } from './open-header.ts';
import type { Fault, RowScanner } from './row-scanner.ts';

/**
 * Rows of one batch, readable and not. What is made of a row should die young: with 1,000 a batch the line over
 * it took 1.7 times as long and 1.7 times the memory, nearly all of it spent collecting garbage.
 */
const BATCH_ROWS = 64;
/** Of an unreadable row at most this much is kept for the quarantine. */
const RAW_BYTES = 64 * 1024;
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Bytes in, batches of rows out, without waiting for anything. Chunks are gathered into blocks of one size before
 * they are scanned, so every chunking of the same bytes gives the same rows and the same batches.
 */
export class CsvParser {
  readonly #input: CsvInput;
  readonly #options: CsvOptions;
  readonly #isWide: boolean;
  #layout: ColumnLayout | undefined;
  #scanner!: RowScanner;
  #buffer: Uint8Array;
  #length = 0;
  /** Where the batch at hand begins: in the buffer, and in the file. */
  #from = 0;
  #base: number;
  #rows = 0;
  #cells = new Int32Array(BATCH_ROWS * 32);
  #oversized: { readonly raw: Uint8Array; kept: number; readonly start: number } | undefined;
  /** What the next batch will tell. */
  #issues: Issue[] = [];
  #unreadable: UnreadableRow[] = [];
  #checksEncoding: boolean;

  constructor(input: CsvInput, options: CsvOptions) {
    this.#input = input;
    this.#options = options;
    this.#isWide = input.encoding.family === 'utf-16';
    this.#checksEncoding = input.encoding.family === 'single-byte';
    this.#buffer = new Uint8Array(options.blockBytes + 1);
    this.#base = input.start;
  }

  /** Known once the first block, or the end, has been seen. */
  get layout(): ColumnLayout | undefined {
    return this.#layout;
  }

  *push(chunk: Uint8Array): Generator<SourceBatch> {
    let taken = 0;
    while (taken < chunk.length) {
      if (this.#oversized !== undefined) {
        taken += this.#skipOversized(chunk.subarray(taken));
        continue;
      }
      const piece = chunk.subarray(taken, taken + this.#buffer.length - 1 - this.#length);
      this.#buffer.set(piece, this.#length);
      this.#length += piece.length;
      taken += piece.length;
      if (this.#length === this.#buffer.length - 1) yield* this.#drain(false);
    }
  }

  *finish(): Generator<SourceBatch> {
    if (this.#oversized !== undefined) this.#endOversized();
    yield* this.#drain(true);
    const issues = [...this.#issues, ...this.#closingIssues()];
    const unreadable = this.#unreadable;
    if (issues.length > 0 || unreadable.length > 0) yield { records: [], unreadable, issues };
  }

  *#drain(last: boolean): Generator<SourceBatch> {
    if (this.#layout === undefined && !this.#open(last)) return this.#makeRoom();
    this.#scanner.load(this.#buffer, this.#length, last);
    for (;;) {
      const batch = this.#scanBatch();
      if (batch === undefined) break;
      if (batch.records.length + batch.unreadable.length > 0) yield batch;
    }
    if (!last) this.#makeRoom();
  }

  /** False while the header is not whole. */
  #open(whole: boolean): boolean {
    const head = { bytes: this.#buffer, length: this.#length, whole };
    const opened = openHeader(head, this.#input, this.#options);
    if (opened === undefined) return false;
    this.#layout = opened.layout;
    this.#scanner = opened.scanner;
    this.#issues.push(...opened.issues);
    const before = this.#buffer.subarray(0, this.#scanner.at);
    this.#base += this.#isWide ? 2 * utf16Length(before) : before.length;
    this.#from = this.#scanner.at;
    return true;
  }

  /** The next batch of whole rows in the buffer; undefined when more bytes are needed. */
  #scanBatch(): SourceBatch | undefined {
    const scanner = this.#scanner;
    const { width } = this.#layout!;
    const stride = Cell.ends + width;
    const lineBase = scanner.line;
    const rowBase = this.#rows;
    scanner.surplus = scanner.at = this.#from;
    let slot = 0;
    while (this.#rows - rowBase < BATCH_ROWS) {
      this.#reserve(slot + stride);
      const outcome = scanner.scanRow(this.#cells, slot + Cell.textStart, width);
      if (outcome === 'incomplete' || outcome === 'end') break;
      this.#rows++;
      this.#writeHead(slot, this.#rows - rowBase, scanner.startLine - lineBase);
      if (outcome === 'row') slot += stride;
      else this.#unreadable.push(this.#toUnreadable(outcome, slot, lineBase));
    }
    const region = this.#buffer.subarray(this.#from, scanner.at);
    if (region.length === 0) return undefined;
    const records = this.#toRecords(region, { rowBase, lineBase, cells: this.#cells.slice(0, slot), stride });
    this.#base += this.#isWide ? 2 * (scanner.at - scanner.surplus) : region.length;
    this.#from = scanner.at;
    return this.#toBatch(records);
  }

  #toBatch(records: readonly CsvRow[]): SourceBatch {
    // An empty batch is not sent: what it would tell waits for the next one.
    if (records.length + this.#unreadable.length === 0) return { records, unreadable: [], issues: [] };
    return { records, unreadable: this.#unreadable.splice(0), issues: this.#issues.splice(0) };
  }

  #writeHead(slot: number, row: number, line: number): void {
    const cells = this.#cells;
    const scanner = this.#scanner;
    cells[slot + Cell.row] = row;
    cells[slot + Cell.line] = line;
    cells[slot + Cell.plain] = scanner.isPlain ? 1 : 0;
    const wide = this.#isWide;
    cells[slot + Cell.firstByte] = wide
      ? 2 * (cells[slot + Cell.textStart]! + 1)
      : scanner.start - this.#from;
    cells[slot + Cell.pastByte] = wide ? 2 * (scanner.end - scanner.surplus) : scanner.end - this.#from;
  }

  #toRecords(
    region: Uint8Array,
    rows: {
      readonly rowBase: number;
      readonly lineBase: number;
      readonly cells: Int32Array;
      readonly stride: number;
    },
  ): readonly CsvRow[] {
    const text = this.#isWide ? UTF8.decode(region) : this.#input.encoding.decode(region);
    if (this.#checksEncoding) this.#doubtEncoding(region);
    const { rowBase, lineBase, cells, stride } = rows;
    const { file } = this.#input;
    const layout = this.#layout!;
    const block: CsvBlock = {
      layout,
      file,
      text,
      cells,
      byteBase: this.#base,
      rowBase,
      lineBase,
      quote: this.#options.quote,
    };
    const records: CsvRow[] = [];
    for (let slot = 0; slot < cells.length; slot += stride) records.push(new CsvRow(block, slot));
    return records;
  }

  #toUnreadable(fault: Fault, slot: number, lineBase: number): UnreadableRow {
    const scanner = this.#scanner;
    const cells = this.#cells;
    const raw = scanner.copyRaw();
    const place: Place = {
      file: this.#input.file,
      row: this.#rows,
      line: lineBase + cells[slot + Cell.line]!,
      bytes: [this.#base + cells[slot + Cell.firstByte]!, this.#base + cells[slot + Cell.pastByte]!],
    };
    if (fault === 'undecodable' && !this.#input.declared) throw this.#undeclared(place, raw);
    const before = raw.subarray(0, scanner.faultAt - scanner.start);
    const byte = place.bytes![0] + (this.#isWide ? 2 * utf16Length(before) : before.length);
    const kept = raw.subarray(0, RAW_BYTES);
    return { place, raw: this.#toFileBytes(kept), issue: this.#describe(fault, place, byte) };
  }

  #describe(fault: Fault, place: Place, byte: number): Issue {
    const scanner = this.#scanner;
    return describeFault({
      fault,
      place,
      column: this.#layout!.nameOf(scanner.faultColumn),
      byte,
      found: scanner.columns,
      expected: this.#layout!.width,
      limit: this.#options.maxRecordBytes,
      encoding: this.#input.encoding.name,
    });
  }

  #undeclared(place: Place, raw: Uint8Array): Error {
    const rest = this.#buffer.subarray(this.#scanner.at, this.#length);
    const sample = new Uint8Array(raw.length + rest.length);
    sample.set(raw);
    sample.set(rest, raw.length);
    const candidates = rankEncodings(sample).join(', ');
    const values = { file: place.file, line: place.line!, byte: place.bytes![0], candidates };
    return createError('file.encoding-undeclared', { values });
  }

  /** A name with an accent in UTF-8 is two letters in windows-1252: legal, and wrong. */
  #doubtEncoding(region: Uint8Array): void {
    try {
      if (UTF8.decode(region).length === region.length) return;
    } catch {
      this.#checksEncoding = false;
      return;
    }
    this.#checksEncoding = false;
    const details = { place: { file: this.#input.file }, values: { encoding: this.#input.encoding.name } };
    this.#issues.push(createIssue('file.encoding-doubtful', details));
  }

  /** Moves the row that is not whole yet to the front, and makes the buffer larger where it fills all of it. */
  #makeRoom(): void {
    this.#buffer.copyWithin(0, this.#from, this.#length);
    this.#length -= this.#from;
    this.#from = 0;
    if (this.#length < this.#buffer.length - 1) return;
    if (this.#length > this.#options.maxRecordBytes + 2) return this.#beginOversized();
    const grown = new Uint8Array(2 * this.#length + 1);
    grown.set(this.#buffer);
    this.#buffer = grown;
  }

  /** The line at the cursor is over the limit and its end is not in sight: it is passed without being held. */
  #beginOversized(): void {
    this.#oversized = { raw: new Uint8Array(RAW_BYTES), kept: 0, start: this.#base };
    this.#passOversized(this.#buffer.subarray(0, this.#length));
    this.#length = 0;
  }

  /** Passes bytes of the line, and keeps of its beginning what the quarantine gets. */
  #passOversized(bytes: Uint8Array): void {
    const oversized = this.#oversized!;
    const more = bytes.subarray(0, RAW_BYTES - oversized.kept);
    oversized.raw.set(more, oversized.kept);
    oversized.kept += more.length;
    this.#drop(bytes);
  }

  #skipOversized(bytes: Uint8Array): number {
    const found = [bytes.indexOf(0x0a), bytes.indexOf(0x0d)].filter((at) => at >= 0);
    const end = found.length === 0 ? -1 : Math.min(...found);
    this.#passOversized(end < 0 ? bytes : bytes.subarray(0, end));
    if (end < 0) return bytes.length;
    this.#endOversized();
    return end;
  }

  #endOversized(): void {
    const { raw, kept, start } = this.#oversized!;
    this.#oversized = undefined;
    this.#rows++;
    const place = {
      file: this.#input.file,
      row: this.#rows,
      line: this.#scanner.line,
      bytes: [start, this.#base] as const,
    };
    this.#unreadable.push({
      place,
      raw: this.#toFileBytes(raw.subarray(0, kept)),
      issue: this.#describe('too-large', place, start),
    });
  }

  #drop(bytes: Uint8Array): void {
    this.#base += this.#isWide ? 2 * utf16Length(bytes) : bytes.length;
  }

  #toFileBytes(raw: Uint8Array): Uint8Array {
    return this.#isWide ? encodeUtf16(new TextDecoder().decode(raw), this.#input.encoding.name) : raw;
  }

  #closingIssues(): readonly Issue[] {
    const place = { file: this.#input.file };
    const { lineEnds, trailingDelimiter } = this.#scanner;
    const issues: Issue[] = [];
    if (trailingDelimiter) issues.push(createIssue('csv.trailing-delimiter', { place }));
    // More than one bit set.
    if ((lineEnds & (lineEnds - 1)) !== 0) issues.push(createIssue('csv.mixed-line-ends', { place }));
    if (this.#rows === 0) issues.push(createIssue('file.no-records', { place }));
    return issues;
  }

  #reserve(cells: number): void {
    if (cells <= this.#cells.length) return;
    const grown = new Int32Array(cells * 2);
    grown.set(this.#cells);
    this.#cells = grown;
  }
}
