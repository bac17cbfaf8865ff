/** A date as read: parts that the format does not name are absent. */
export interface DateParts {
  readonly year: number;
  /** 1 to 12. */
  readonly month?: number;
  readonly day?: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Minutes east of Greenwich; absent where the text says nothing. */
  readonly offset?: number;
}

/** Reads one text by one format; undefined when it is not a real date of that form. */
export type ReadDate = (text: string) => DateParts | undefined;

export interface CompiledDateFormat {
  readonly read: ReadDate;
  readonly precision: 'day' | 'month' | 'year';
  readonly twoDigitYear: boolean;
}
/** Why a text is no date format, with one that was probably meant. */
export interface DateFormatTrouble {
  readonly reason: string;
  readonly meant?: string;
}

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'fraction';
type Token =
  | { readonly kind: 'number'; readonly part: Part; readonly min: number; readonly max: number }
  | { readonly kind: 'month-name'; readonly short: boolean }
  | { readonly kind: 'offset' }
  | { readonly kind: 'literal'; readonly text: string };

const PARTS: Readonly<Record<string, Token>> = {
  yyyy: number('year', 4),
  yy: number('year', 2),
  MMMM: { kind: 'month-name', short: false },
  MMM: { kind: 'month-name', short: true },
  MM: number('month', 2),
  M: { kind: 'number', part: 'month', min: 1, max: 2 },
  dd: number('day', 2),
  d: { kind: 'number', part: 'day', min: 1, max: 2 },
  HH: number('hour', 2),
  H: { kind: 'number', part: 'hour', min: 1, max: 2 },
  mm: number('minute', 2),
  ss: number('second', 2),
  S: { kind: 'number', part: 'fraction', min: 1, max: 9 },
  X: { kind: 'offset' },
};
/** A run of one letter, a text in single quotes, or one other sign. */
const FORMAT_PIECE = /([A-Za-z])\1*|'([^']*)'|[^A-Za-z']/gy;
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/**
 * Compiles a format such as `dd/MM/yyyy`, `yyyy-MMM-dd HH:mm:ss` or `excel` once, so that reading a date costs
 * no more than looking at its characters.
 *
 * @param pivot - Two-digit years up to this one are of 2000, later ones of 1900.
 */
export function compileDateFormat(format: string, pivot = 30): CompiledDateFormat | DateFormatTrouble {
  if (format === 'excel') return { read: readExcelSerial, precision: 'day', twoDigitYear: false };
  const tokens: Token[] = [];
  FORMAT_PIECE.lastIndex = 0;
  while (FORMAT_PIECE.lastIndex < format.length) {
    const found = FORMAT_PIECE.exec(format);
    if (!found) return { reason: 'a quotation mark is not closed' };
    const token = toToken(found);
    if (!token) return { reason: `${found[0]} is no part of a date`, ...meant(format) };
    tokens.push(token);
  }
  const trouble = checkTokens(format, tokens);
  if (trouble) return trouble;
  const has = (part: Part) => tokens.some((token) => token.kind === 'number' && token.part === part);
  const hasMonth = has('month') || tokens.some((token) => token.kind === 'month-name');
  return {
    read: (text) => readTokens(text, { tokens, pivot }),
    precision: has('day') ? 'day' : hasMonth ? 'month' : 'year',
    twoDigitYear: tokens.some((token) => token.kind === 'number' && token.part === 'year' && token.max === 2),
  };
}

function toToken(found: RegExpExecArray): Token | undefined {
  if (found[2] !== undefined) return { kind: 'literal', text: found[2] };
  // A lone T stands between date and time in ISO 8601 and means nothing else.
  if (found[1] === undefined || found[0] === 'T') return { kind: 'literal', text: found[0] };
  return PARTS[found[0]];
}

function checkTokens(format: string, tokens: readonly Token[]): DateFormatTrouble | undefined {
  const parts = tokens.flatMap((token) => (token.kind === 'number' ? [token.part] : []));
  const names = tokens.filter((token) => token.kind === 'month-name').length;
  const all = [...parts, ...Array.from({ length: names }, () => 'month' as const)];
  if (!all.includes('year')) return { reason: 'it has no year', ...meant(format) };
  if (new Set(all).size < all.length) return { reason: 'it names one part twice' };
  if (all.includes('day') && !all.includes('month'))
    return { reason: 'it has a day without a month', ...meant(format) };
  if (all.includes('minute') && !all.includes('hour')) return { reason: 'mm is minutes', ...meant(format) };
  return undefined;
}

/** The same format with the letters as this language writes them, when that makes it one. */
function meant(format: string): { meant?: string } {
  const fixed = format
    .replace(/Y/g, 'y')
    .replace(/D/g, 'd')
    .replace(/mon(th)?/gi, 'MMM')
    .replace(/m/g, (letter, at: number) =>
      /[Hh]+[^A-Za-z]?$/.test(format.slice(0, at).replace(/m+$/i, '')) ? letter : 'M',
    );
  return fixed !== format && 'read' in compileDateFormat(fixed) ? { meant: fixed } : {};
}

interface Parts {
  year: number;
  month: number | undefined;
  day: number | undefined;
  hour: number;
  minute: number;
  second: number;
  fraction: number;
  offset: number | undefined;
}

function readTokens(
  text: string,
  { tokens, pivot }: { readonly tokens: readonly Token[]; readonly pivot: number },
): DateParts | undefined {
  const parts: Parts = {
    year: 0,
    month: undefined,
    day: undefined,
    hour: 0,
    minute: 0,
    second: 0,
    fraction: 0,
    offset: undefined,
  };
  let at = 0;
  for (const token of tokens) {
    at = readToken(text, at, { token, parts, pivot });
    if (at < 0) return undefined;
  }
  return at === text.length ? toDateParts(parts) : undefined;
}

/** The offset behind what was read, or −1. */
function readToken(
  text: string,
  at: number,
  { token, parts, pivot }: { readonly token: Token; readonly parts: Parts; readonly pivot: number },
): number {
  if (token.kind === 'literal') return text.startsWith(token.text, at) ? at + token.text.length : -1;
  if (token.kind === 'month-name') return readMonthName(text, at, { short: token.short, parts });
  if (token.kind === 'offset') return readOffset(text, at, parts);
  let end = at;
  let value = 0;
  while (end < text.length && end - at < token.max) {
    const digit = text.charCodeAt(end) - 48;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
    end += 1;
  }
  if (end - at < token.min) return -1;
  if (token.part === 'year' && token.max === 2) value += value <= pivot ? 2000 : 1900;
  parts[token.part] = value;
  return end;
}

function readMonthName(text: string, at: number, { short, parts }: { short: boolean; parts: Parts }): number {
  const rest = text.slice(at, at + 9).toLowerCase();
  const month = MONTHS.findIndex((name) => rest.startsWith(short ? name.slice(0, 3) : name));
  if (month < 0) return -1;
  parts.month = month + 1;
  return at + (short ? 3 : (MONTHS[month] ?? '').length);
}

const OFFSET = /Z|([+-])(\d{2}):?(\d{2})/y;
function readOffset(text: string, at: number, parts: Parts): number {
  OFFSET.lastIndex = at;
  const found = OFFSET.exec(text);
  if (!found) return -1;
  const minutes = Number(found[2] ?? 0) * 60 + Number(found[3] ?? 0);
  parts.offset = found[1] === '-' ? -minutes : minutes;
  return at + found[0].length;
}

function toDateParts({ month, day, offset, ...rest }: Parts): DateParts | undefined {
  if (month !== undefined && (month < 1 || month > 12)) return undefined;
  if (day !== undefined && (day < 1 || day > daysInMonth(rest.year, month ?? 1))) return undefined;
  if (rest.hour > 23 || rest.minute > 59 || rest.second > 59) return undefined;
  // The contract takes years from 1800 to 2199.
  if (rest.year < 1800 || rest.year > 2199) return undefined;
  return {
    year: rest.year,
    hour: rest.hour,
    minute: rest.minute,
    second: rest.second,
    ...(month !== undefined && { month }),
    ...(day !== undefined && { day }),
    ...(offset !== undefined && { offset }),
  };
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 30 December 1899, as spreadsheets of the 1900 system count; the fraction is the time of day. */
function readExcelSerial(text: string): DateParts | undefined {
  if (!/^\d{1,6}(\.\d+)?$/.test(text)) return undefined;
  const date = new Date(Date.UTC(1899, 11, 30) + Math.round(Number(text) * 86_400) * 1000);
  return toDateParts({
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    fraction: 0,
    offset: undefined,
  });
}

function number(part: Part, digits: number): Token {
  return { kind: 'number', part, min: digits, max: digits };
}
