/**
 * A date as read. A format's reader fills one and the same object on every call: whoever wants to keep it must
 * take what it needs before the next. Parts that the format does not name are 0, an absent offset is NaN.
 */
export interface DateParts {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  /** Read over: no instant of ours is finer than a second. */
  fraction: number;
  /** Minutes east of Greenwich. */
  offset: number;
}

/** Reads one text by one format; undefined when it is not a real date of that form. */
export type ReadDate = (text: string) => DateParts | undefined;
/** Reads one part of a format at an offset of the text; answers the offset behind it, or −1. */
export type ReadPart = (text: string, at: number, parts: DateParts) => number;

export type NumberPart = Exclude<keyof DateParts, 'offset'>;

/** A reader for a sequence of parts that fills the whole text. */
export function readInOrder(readers: readonly ReadPart[]): ReadDate {
  const parts = emptyParts();
  return (text) => {
    clear(parts);
    let at = 0;
    for (const read of readers) {
      at = read(text, at, parts);
      if (at < 0) return undefined;
    }
    return at === text.length && isReal(parts) ? parts : undefined;
  };
}

/**
 * A reader for a format whose parts always stand at the same places, such as `dd/MM/yyyy`; undefined for any other.
 * Most dates of most exports are written so, and it takes a quarter of the time.
 */
export function readAtPlaces(format: string): ReadDate | undefined {
  if (!/^(dd|MM|yyyy|[^A-Za-z'])+$/.test(format)) return undefined;
  const [year, month, day] = ['yyyy', 'MM', 'dd'].map((part) => format.indexOf(part)) as [
    number,
    number,
    number,
  ];
  if (year < 0 || month < 0 || day < 0) return undefined;
  const signs = [...format.matchAll(/[^A-Za-z]/g)].map(({ 0: sign, index: at }) => ({
    at,
    unit: sign.charCodeAt(0),
  }));
  const parts = emptyParts();
  return (text) => {
    if (text.length !== format.length) return undefined;
    for (const { at, unit } of signs) if (text.charCodeAt(at) !== unit) return undefined;
    parts.year = 100 * twoDigits(text, year) + twoDigits(text, year + 2);
    parts.month = twoDigits(text, month);
    parts.day = twoDigits(text, day);
    return isReal(parts) ? parts : undefined;
  };
}

/** More than any part of a date may be where there are no digits. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : 9999;
}

/** Between `min` and `max` digits. */
export function readNumber(part: NumberPart, min: number, max: number): ReadPart {
  return (text, at, parts) => {
    const last = Math.min(at + max, text.length);
    let end = at;
    let value = 0;
    for (; end < last; end += 1) {
      const digit = text.charCodeAt(end) - 48;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    if (end - at < min) return -1;
    parts[part] = value;
    return end;
  };
}

/** Two digits of a year; up to the pivot they are of 2000, then of 1900. */
export function readShortYear(pivot: number): ReadPart {
  const read = readNumber('year', 2, 2);
  return (text, at, parts) => {
    const end = read(text, at, parts);
    if (end >= 0) parts.year += parts.year <= pivot ? 2000 : 1900;
    return end;
  };
}

/** The very text, which means nothing. */
export function readLiteral(literal: string): ReadPart {
  const sign = literal.length === 1 ? literal.charCodeAt(0) : undefined;
  if (sign !== undefined)
    return (text, at) => (at < text.length && text.charCodeAt(at) === sign ? at + 1 : -1);
  return (text, at) => (text.startsWith(literal, at) ? at + literal.length : -1);
}

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

/** An English month, whole or by its first three letters, in any case. */
export function readMonthName(short: boolean): ReadPart {
  const names = new Map(MONTHS.map((name, index) => [short ? name.slice(0, 3) : name, index + 1]));
  return (text, at, parts) => {
    let end = at;
    while (end < text.length && isLetter(text.charCodeAt(end))) end += 1;
    const month = names.get(text.slice(at, end).toLowerCase());
    if (month === undefined) return -1;
    parts.month = month;
    return end;
  };
}

const OFFSET_PATTERN = /Z|([+-])(\d{2}):?(\d{2})/y;

/** `Z`, `+01:00` or `+0100`. */
export const readOffset: ReadPart = (text, at, parts) => {
  OFFSET_PATTERN.lastIndex = at;
  const found = OFFSET_PATTERN.exec(text);
  if (!found) return -1;
  const minutes = Number(found[2] ?? 0) * 60 + Number(found[3] ?? 0);
  parts.offset = found[1] === '-' ? -minutes : minutes;
  return at + found[0].length;
};

/** Days since 30 December 1899, as spreadsheets of the 1900 system count; the fraction is the time of day. */
export function readExcelSerial(): ReadDate {
  const parts = emptyParts();
  return (text) => {
    if (!/^\d{1,6}(\.\d+)?$/.test(text)) return undefined;
    const date = new Date(Date.UTC(1899, 11, 30) + Math.round(Number(text) * 86_400) * 1000);
    parts.year = date.getUTCFullYear();
    parts.month = date.getUTCMonth() + 1;
    parts.day = date.getUTCDate();
    parts.hour = date.getUTCHours();
    parts.minute = date.getUTCMinutes();
    parts.second = date.getUTCSeconds();
    return isReal(parts) ? parts : undefined;
  };
}

function emptyParts(): DateParts {
  return { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0, fraction: 0, offset: NaN };
}

function clear(parts: DateParts): void {
  parts.year = parts.month = parts.day = parts.hour = parts.minute = parts.second = parts.fraction = 0;
  parts.offset = NaN;
}

/** Of the years that the contract takes. */
export const FIRST_YEAR = 1800;

/** A day of the calendar, within the years that the contract takes; 0 stands for a part that was not asked for. */
function isReal({ year, month, day, hour, minute, second }: DateParts): boolean {
  if (year < FIRST_YEAR || year > 2199 || month > 12 || day > daysInMonth(year, month)) return false;
  return hour < 24 && minute < 60 && second < 60;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLetter(unit: number): boolean {
  return (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);
}
