/**
 * The leaves of the record's schema, answered by hand for the validator that runs on every record. Each says
 * exactly what the schema's keywords say; a property test compares them.
 */

/** Whether a value is `Text` of at most `longest` code points. */
export function isText(value: unknown, longest: number): boolean {
  if (typeof value !== 'string') return false;
  const { length } = value;
  let filled = false;
  for (let index = 0; index < length; index += 1) {
    const unit = value.charCodeAt(index);
    if (unit > 0x20 && unit < 0x7f) filled = true;
    else if (unit !== 0x20) return isWideText(value, longest);
  }
  return filled && length <= longest;
}

// Not \s: the schema asks for something other than U+0020, and so do XML and FHIR here.
const TEXT_PATTERN = /^ *[^ \p{Cc}\p{Cs}\uFFFE\uFFFF][^\p{Cc}\p{Cs}\uFFFE\uFFFF]*$/u;

function isWideText(value: string, longest: number): boolean {
  return TEXT_PATTERN.test(value) && (value.length <= longest || countCodePoints(value) <= longest);
}

/** Length as JSON Schema counts it: a surrogate pair is one character. */
export function countCodePoints(text: string): number {
  let count = text.length;
  for (let index = 1; index < text.length; index += 1) {
    if ((text.charCodeAt(index) & 0xfc00) === 0xdc00 && (text.charCodeAt(index - 1) & 0xfc00) === 0xd800) {
      count -= 1;
      index += 1;
    }
  }
  return count;
}

/** Whether a value is a calendar date `yyyy-MM-dd`, 1800 to 2199. */
export function isIsoDate(value: unknown): boolean {
  return typeof value === 'string' && value.length === 10 && startsWithDate(value);
}

/** Whether a value is such a date, or null. */
export function isIsoDateOrNull(value: unknown): boolean {
  return value === null || isIsoDate(value);
}

/** Whether a value is an RFC 3339 instant in UTC, with at most nine decimals. */
export function isIsoInstant(value: unknown): boolean {
  if (typeof value !== 'string' || value.length < 20 || !startsWithDate(value)) return false;
  if (value.charCodeAt(10) !== T || value.charCodeAt(13) !== COLON || value.charCodeAt(16) !== COLON)
    return false;
  const hours = twoDigits(value, 11);
  const minutes = twoDigits(value, 14);
  const seconds = twoDigits(value, 17);
  return hours < 24 && minutes < 60 && seconds < 60 && endsInstant(value);
}

/** Whether a value is `yyyy-MM-dd`, `yyyy-MM` or `yyyy` by its shape; the precision is checked beside it. */
export function isPartialDateValue(value: unknown): boolean {
  if (typeof value !== 'string' || !isYear(value)) return false;
  if (value.length === 4) return true;
  if (value.charCodeAt(4) !== DASH || !(twoDigits(value, 5) >= 0)) return false;
  if (value.length === 7) return true;
  return value.length === 10 && value.charCodeAt(7) === DASH && twoDigits(value, 8) >= 0;
}

/**
 * Whether a partial date is as long as its precision says, and a real date; what is no such object is judged
 * beside.
 */
export function isValueOfPrecision(date: unknown): boolean {
  if (typeof date !== 'object' || date === null) return true;
  const { value, precision } = date as { readonly value?: unknown; readonly precision?: unknown };
  if (typeof value !== 'string') return true;
  if (precision === 'day') return isIsoDate(value);
  if (precision === 'year') return value.length === 4;
  if (precision !== 'month') return true;
  const month = twoDigits(value, 5);
  return value.length === 7 && month >= 1 && month <= 12;
}

/** Whether the fields of a record go together: its conditions under `allOf`. */
export function isConsistentRecord(record: unknown): boolean {
  if (!isObject(record)) return true;
  const { operation, completeness } = record;
  const isMoved = operation === 'merge' || operation === 'renumber';
  if ((record['fromRecordId'] !== undefined) !== isMoved) return false;
  if (completeness !== 'full') return true;
  return record['cleared'] === undefined && (operation !== 'upsert' || record['child'] !== undefined);
}

/** Whether the fields of a child go together. */
export function isConsistentChild(child: unknown): boolean {
  return (
    !isObject(child) || child['returnIntention'] === undefined || child['addressStatus'] === 'leftEngland'
  );
}

/** Whether the fields of an involvement go together. */
export function isConsistentInvolvement(involvement: unknown): boolean {
  if (!isObject(involvement)) return true;
  const { service } = involvement;
  const isSensitive = isObject(service) && service['category'] === 'sensitive';
  return isSensitive === (involvement['sensitive'] !== undefined);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Whether a value is the id of a source system. */
export function isSystemId(value: unknown): boolean {
  return typeof value === 'string' && /^[a-z0-9][a-z0-9-]{0,63}$/.test(value);
}

/** Whether a value is a JSON Pointer into child, carers or involvements. */
export function isRecordPointer(value: unknown): boolean {
  return typeof value === 'string' && /^\/(child|carers|involvements)(\/[A-Za-z0-9]{1,40}){0,7}$/.test(value);
}

const DASH = 0x2d;
const COLON = 0x3a;
const DOT = 0x2e;
const T = 0x54;
const Z = 0x5a;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function startsWithDate(text: string): boolean {
  if (!isYear(text) || text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return false;
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  if (!(month >= 1 && month <= 12 && day >= 1)) return false;
  return day <= (DAYS_IN_MONTH[month - 1] ?? 0) || (month === 2 && day === 29 && isLeapYear(text));
}

function isLeapYear(text: string): boolean {
  const inCentury = twoDigits(text, 2);
  return inCentury === 0 ? twoDigits(text, 0) % 4 === 0 : inCentury % 4 === 0;
}

function isYear(text: string): boolean {
  const century = twoDigits(text, 0);
  return century >= 18 && century <= 21 && twoDigits(text, 2) >= 0;
}

/** The number that two digits spell, or NaN. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 0x30;
  const ones = text.charCodeAt(at + 1) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

function endsInstant(text: string): boolean {
  const last = text.length - 1;
  if (text.charCodeAt(last) !== Z) return false;
  if (last === 19) return true;
  if (text.charCodeAt(19) !== DOT || last < 21 || last > 29) return false;
  for (let index = 20; index < last; index += 1) {
    const digit = text.charCodeAt(index) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return false;
  }
  return true;
}
