import type { SourceBatch, SourceRecord, UnreadableRow } from '@contactpoint/adapter';
import { createError, createIssue, type Issue, type IssueCode, type Place } from '@contactpoint/contract';
import { BatchBuilder } from '../../batch-builder.ts';
import type { Format, OpenOptions, SourceFile } from '../../format.ts';
import { LineSplitter, type Line } from '../../text/line-splitter.ts';
import { openText, type OpenedText } from '../../text/open-text.ts';
import { rankEncodings } from '../../text/rank-encodings.ts';
import { cutBytes, cutCharacters, type CutLine } from './cut-line.ts';
import { FixedWidthLayout, type FixedWidthData } from './fixed-width-layout.ts';
import { readFixedWidthOptions, type FixedWidthOptions, type WrittenOptions } from './fixed-width-options.ts';
import { RecordSplitter } from './record-splitter.ts';

/** The fixed-width format with its options settled. */
export function createFixedWidth(written: WrittenOptions): Format {
  const options = readFixedWidthOptions(written);
  const layout = new FixedWidthLayout(options);
  return {
    layout: () => Promise.resolve(layout),
    read: (file, open) => readFixedWidth(file, options, open),
  };
}

async function* readFixedWidth(
  file: SourceFile,
  options: FixedWidthOptions,
  open?: OpenOptions,
): AsyncGenerator<SourceBatch> {
  const text = await openText(file.open(open), { file: file.name, encoding: options.encoding });
  if (text.encoding.family === 'utf-16') {
    const values = { file: file.name, declared: 'fixed-width', found: text.encoding.name };
    throw createError('file.encoding-conflict', { values });
  }
  const maxBytes = options.lineLength * (options.unit === 'bytes' ? 1 : 4) + LINE_TOLERANCE;
  const splitter = options.lines ? new LineSplitter(maxBytes) : new RecordSplitter(options.lineLength);
  const reader = new LineReader(file.name, text, options);
  const batch = new BatchBuilder(text.issues);
  for await (const chunk of text.chunks) {
    for (const line of splitter.push(chunk)) {
      const row = reader.read(line, maxBytes);
      if (row !== undefined && batch.add(row)) yield batch.take();
    }
  }
  for (const line of splitter.finish()) {
    const row = reader.read(line, maxBytes);
    if (row !== undefined) batch.add(row);
  }
  for (const issue of reader.finish()) batch.addIssue(issue);
  yield batch.take();
}

/** How much longer than the layout a line may be and still be told apart from one that has no end. */
const LINE_TOLERANCE = 64 * 1024;

/** Tells lines by their type and turns those of this input into records, counting them against the trailer. */
class LineReader {
  readonly #file: string;
  readonly #text: OpenedText;
  readonly #options: FixedWidthOptions;
  readonly #layout: FixedWidthLayout;
  #rows = 0;
  #header: FixedWidthData['takeFromHeader'];
  #trailer: { readonly place: Place; readonly count: string | undefined } | undefined;
  readonly #others = new Map<string, number>();

  constructor(file: string, text: OpenedText, options: FixedWidthOptions) {
    this.#file = file;
    this.#text = text;
    this.#options = options;
    this.#layout = new FixedWidthLayout(options);
  }

  /** The record or unreadable row of a line; undefined when it is neither. */
  read(line: Line, limit: number): SourceRecord | UnreadableRow | undefined {
    if (line.isOversized) return this.#refuse(line, 'fixed-width.line-too-long', { limit });
    const cut = this.#cut(line);
    if (cut === undefined)
      return this.#refuse(line, 'file.undecodable', { encoding: this.#text.encoding.name });
    if (this.#isOther(line, cut)) return undefined;
    if (line.bytes.some((byte) => byte < 0x20)) return this.#refuse(line, 'fixed-width.control-character');
    const { lineLength, short, unit } = this.#options;
    const isWrong = short === 'pad' ? cut.length > lineLength : cut.length !== lineLength;
    if (isWrong)
      return this.#refuse(line, 'fixed-width.wrong-length', {
        found: cut.length,
        expected: lineLength,
        unit,
      });
    const data: FixedWidthData = { take: cut.take, takeFromHeader: this.#header };
    return { place: this.#placeOf(line), layout: this.#layout, data };
  }

  finish(): readonly Issue[] {
    const { types } = this.#options;
    const place = { file: this.#file };
    const issues: Issue[] = [];
    if (this.#others.size > 0) {
      const counts = [...this.#others].slice(0, 10).map(([type, count]) => `${type} (${count})`);
      const count = [...this.#others.values()].reduce((sum, each) => sum + each, 0);
      issues.push(
        createIssue('fixed-width.other-types', { place, values: { count, types: counts.join(', ') } }),
      );
    }
    if (types?.trailer !== undefined) issues.push(...this.#compareTrailer(place));
    if (this.#rows === 0) issues.push(createIssue('file.no-records', { place }));
    return issues;
  }

  #compareTrailer(place: Place): readonly Issue[] {
    if (this.#trailer === undefined) return [createIssue('fixed-width.trailer-missing', { place })];
    const { count } = this.#trailer;
    if (count === undefined || Number(count) === this.#rows) return [];
    const said = /^\s*\d+$/.test(count) ? Number(count) : 'no number of';
    return [
      createIssue('fixed-width.count-differs', {
        place: this.#trailer.place,
        values: { said, found: this.#rows },
      }),
    ];
  }

  /** Whether the line is a header, a trailer, or a record of another input. */
  #isOther(line: Line, cut: CutLine): boolean {
    const { types } = this.#options;
    if (types === undefined) return false;
    const type = cut.take(types.at);
    if (type === types.record) return false;
    if (type === types.header) this.#header = cut.take;
    else if (type === types.trailer) {
      this.#trailer = { place: this.#whereIs(line), count: types.count && cut.take(types.count) };
    } else this.#others.set(type, (this.#others.get(type) ?? 0) + 1);
    return true;
  }

  #cut(line: Line): CutLine | undefined {
    const { encoding, declared } = this.#text;
    try {
      return this.#options.unit === 'characters'
        ? cutCharacters(line.bytes, encoding)
        : cutBytes(line.bytes, encoding, this.#options.fields.values());
    } catch (cause) {
      if (declared || isText(line.bytes, encoding.decode)) return undefined;
      const candidates = rankEncodings(line.bytes).join(', ');
      const values = { file: this.#file, line: line.line, byte: line.start, candidates };
      throw createError('file.encoding-undeclared', { values, cause });
    }
  }

  #refuse(
    line: Line,
    code: IssueCode,
    values: Readonly<Record<string, string | number>> = {},
  ): UnreadableRow {
    const place = this.#placeOf(line);
    return { place, issue: createIssue(code, { place, values }), raw: line.bytes.slice(0, 64 * 1024) };
  }

  #placeOf(line: Line): Place {
    this.#rows++;
    return { ...this.#whereIs(line), row: this.#rows };
  }

  #whereIs({ line, start, end }: Line): Place {
    return { file: this.#file, line, bytes: [start + this.#text.start, end + this.#text.start] };
  }
}

function isText(bytes: Uint8Array, decode: (bytes: Uint8Array) => string): boolean {
  try {
    decode(bytes);
    return true;
  } catch {
    return false;
  }
}
