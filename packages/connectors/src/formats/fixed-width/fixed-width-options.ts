import { createError } from '@contactpoint/contract';

/** Where a field stands in a line: 0-based start, end exclusive. */
export interface FieldSpan {
  readonly start: number;
  readonly end: number;
}

/** How one fixed-width file is laid out. */
export interface FixedWidthOptions {
  readonly fields: ReadonlyMap<string, FieldSpan>;
  /** What positions count: bytes of the file, or characters (code points) of its text. */
  readonly unit: 'bytes' | 'characters';
  /** Of every line, in that unit. */
  readonly lineLength: number;
  /** Whether lines may end before the last field does. */
  readonly short: 'refuse' | 'pad';
  /** Whether lines end in line ends; otherwise records follow each other without anything between. */
  readonly lines: boolean;
  readonly types?: RecordTypes | undefined;
  readonly encoding?: string | undefined;
}

/** Which lines are records, told by a code that stands at one place of every line. */
export interface RecordTypes {
  readonly at: FieldSpan;
  readonly record: string;
  readonly header?: string | undefined;
  readonly headerFields: ReadonlyMap<string, FieldSpan>;
  readonly trailer?: string | undefined;
  /** Where the trailer says how many records there are. */
  readonly count?: FieldSpan | undefined;
}

/** The options as a mapping writes them: every place as `from-to`, both 1-based and included. */
export interface WrittenOptions {
  readonly fields: Readonly<Record<string, string>>;
  readonly unit?: 'bytes' | 'characters';
  readonly lineLength?: number;
  readonly short?: 'refuse' | 'pad';
  readonly lines?: boolean;
  readonly type?: string;
  readonly record?: string;
  readonly header?: string;
  readonly headerFields?: Readonly<Record<string, string>>;
  readonly trailer?: string;
  readonly count?: string;
  readonly encoding?: string;
}

/** Reads what a mapping writes; throws `input.option-wrong` where places or record types do not fit together. */
export function readFixedWidthOptions(written: WrittenOptions): FixedWidthOptions {
  const fields = readSpans('fields', written.fields);
  const ends = [...fields.values()].map((span) => span.end);
  const lineLength = written.lineLength ?? Math.max(...ends);
  if (ends.some((end) => end > lineLength)) throw wrong('lineLength', 'a field ends after it');
  const lines = written.lines ?? true;
  if (!lines && written.unit === 'characters')
    throw wrong('unit', 'records without line ends are counted in bytes');
  return {
    fields,
    unit: written.unit ?? (lines ? 'characters' : 'bytes'),
    lineLength,
    short: written.short ?? 'refuse',
    lines,
    types: readTypes(written),
    encoding: written.encoding,
  };
}

function readTypes(written: WrittenOptions): RecordTypes | undefined {
  const { type, record, header, trailer, count } = written;
  if (type === undefined) {
    const stray = (['record', 'header', 'trailer', 'count'] as const).find(
      (name) => written[name] !== undefined,
    );
    if (stray !== undefined) throw wrong(stray, 'it needs the option type');
    return undefined;
  }
  if (record === undefined) throw wrong('type', 'it needs the option record');
  return {
    at: readSpan('type', type),
    record,
    header,
    headerFields: readSpans('headerFields', written.headerFields ?? {}),
    trailer,
    count: count === undefined ? undefined : readSpan('count', count),
  };
}

function readSpans(
  option: string,
  written: Readonly<Record<string, string>>,
): ReadonlyMap<string, FieldSpan> {
  return new Map(Object.entries(written).map(([name, text]) => [name, readSpan(option, text)]));
}

function readSpan(option: string, text: string): FieldSpan {
  const match = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(text);
  const start = Number(match?.[1] ?? 0);
  const end = Number(match?.[2] ?? start);
  if (start < 1 || end < start) throw wrong(option, `${text} is no place such as 9-38`);
  return { start: start - 1, end };
}

function wrong(option: string, problem: string): Error {
  const known =
    'fields, unit, lineLength, short, lines, type, record, header, headerFields, trailer, count, encoding';
  return createError('input.option-wrong', { values: { option, problem, format: 'fixed-width', known } });
}
