import {
  classifyTenDigitNumber,
  parseEmailAddress,
  parseIdentifier,
  parsePostcode,
  parseTelephoneNumber,
  type IdentifierType,
  type Parsed,
  type PartialDate,
} from '@contactpoint/contract';
import type { TargetKind, ValueTarget } from '../mapping/targets.ts';
import { toInstant } from './british-time.ts';
import { compileDateFormat, type CompiledDateFormat } from './date-format.ts';
import { FIRST_YEAR, type DateParts } from './read-date.ts';
import type { Frame, Site } from './frame.ts';

type DateKind = 'date' | 'instant' | 'partialDate';

/** Makes a value of one kind from a text; undefined after it has said why it cannot. */
export type MakeValue = (text: string, site: Site, frame: Frame) => unknown;

/** How the values of one kind are made. */
export function compileKind(
  kind: TargetKind,
  formats: readonly { readonly text: string }[],
  pivot?: number,
): MakeValue {
  return kind === 'date' || kind === 'instant' || kind === 'partialDate'
    ? makeDate(kind, formats, pivot)
    : MAKERS[kind];
}

const SOUND_KINDS: readonly TargetKind[] = ['code', 'date', 'partialDate', 'instant'];

/** Whether every value of a kind is as the record's schema wants it there: its words are checked, its dates real. */
export function isSoundKind(kind: TargetKind, target: ValueTarget): boolean {
  return SOUND_KINDS.includes(kind) || (kind === 'boolean' && target.as === 'boolean');
}

const CHEAP_KINDS: readonly TargetKind[] = ['text', 'code', 'boolean', 'number', 'date', 'partialDate'];

/** Whether making a value takes longer than finding the one that was made of the same text before. */
export function isCostly(kind: TargetKind): boolean {
  return !CHEAP_KINDS.includes(kind);
}

const asItStands: MakeValue = (text) => text;

const MAKERS: Readonly<Record<Exclude<TargetKind, DateKind>, MakeValue>> = {
  text: asItStands,
  code: asItStands,
  boolean: makeBoolean,
  number: makeNumber,
  postcode: made(parsePostcode),
  telephone: made(parseTelephoneNumber),
  email: made(parseEmailAddress),
  nhsNumber: made((text) => parseIdentifier('nhsNumber', text)),
  upn: made((text) => parseIdentifier('upn', text)),
  uln: made((text) => parseIdentifier('uln', text)),
  nhsNumberOrUln: (text) => classifyTenDigitNumber(text)?.value ?? text,
};

/** What a supplied text becomes: its normal form; itself with an issue; nothing where it only stands for nothing. */
function made(parse: (text: string) => Parsed): MakeValue {
  return (text, site, frame) => {
    const parsed = parse(text);
    if (parsed.status === 'valid') return parsed.value;
    frame.raise(parsed.issue, site);
    return parsed.status === 'badFormat' || parsed.status === 'badCheck' ? text : undefined;
  };
}

/** An identifier by the rules of its type, which may itself come from the source. */
export function checkIdentifier(
  identifier: { readonly type?: unknown; readonly value?: unknown; readonly status?: unknown },
  site: Site,
  frame: Frame,
): unknown {
  const { type, value } = identifier;
  if (typeof type !== 'string' || typeof value !== 'string') return undefined;
  const parsed = parseIdentifier(type as IdentifierType, value);
  if (parsed.status === 'valid') {
    if (parsed.value === value) return identifier;
    frame.isSound = false;
    return { ...identifier, value: parsed.value };
  }
  frame.raise(parsed.issue, site);
  const stands = parsed.status === 'badFormat' || parsed.status === 'badCheck';
  return stands ? { ...identifier, status: 'unverified' } : undefined;
}

const TRUE_WORDS = new Set(['true', 't', 'yes', 'y', '1']);
const FALSE_WORDS = new Set(['false', 'f', 'no', 'n', '0']);

function makeBoolean(text: string, site: Site, frame: Frame): boolean | undefined {
  const word = text.toLowerCase();
  if (TRUE_WORDS.has(word)) return true;
  return FALSE_WORDS.has(word) ? false : frame.raise('mapping.bad-boolean', site);
}

function makeNumber(text: string, site: Site, frame: Frame): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : frame.raise('mapping.bad-number', site);
}

const DEFAULT_FORMATS = {
  date: ['yyyy-MM-dd'],
  partialDate: ['yyyy-MM-dd', 'yyyy-MM', 'yyyy'],
  instant: [
    "yyyy-MM-dd'T'HH:mm:ssX",
    "yyyy-MM-dd'T'HH:mm:ss.SX",
    "yyyy-MM-dd'T'HH:mm:ss",
    'yyyy-MM-dd HH:mm:ss',
    'yyyy-MM-dd',
  ],
};

function makeDate(kind: DateKind, written: readonly { readonly text: string }[], pivot?: number): MakeValue {
  const texts = written.length > 0 ? written.map(({ text }) => text) : DEFAULT_FORMATS[kind];
  const formats = texts
    .map((text) => compileDateFormat(text, pivot))
    .filter((format): format is CompiledDateFormat => 'read' in format);
  const make = { date: toIsoDate, instant: toInstant, partialDate: toPartialDate }[kind];
  const values = { formats: texts.join(' or ') };
  return (text, site, frame) => {
    for (const format of formats) {
      const parts = format.read(text);
      if (parts && isNothing(parts)) return frame.raise('mapping.placeholder', site);
      if (parts && isWhole(parts, kind)) return make(parts);
    }
    return frame.raise('mapping.bad-date', site, values);
  };
}

/** `00/01/1900` is how spreadsheets write their day 0, an empty cell: it is no month of 1900 either. */
function isNothing({ year, month, day }: DateParts): boolean {
  return day === 0 && month === 1 && year === 1900;
}

/** `00/00/2014` has a year alone: that is a partial date, and no other. */
function isWhole({ month, day }: DateParts, kind: TargetKind): boolean {
  return kind === 'partialDate' ? month !== 0 || day === 0 : month !== 0 && day !== 0;
}

const TWO_DIGITS = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));

/** The days met so far, by year and then by month and day: one text for each, however often it is met. */
const days: (string | undefined)[][] = [];

function toIsoDate({ year, month, day }: DateParts): string {
  const ofYear = (days[year - FIRST_YEAR] ??= []);
  return (ofYear[month * 32 + day] ??= `${year}-${TWO_DIGITS[month]}-${TWO_DIGITS[day]}`);
}

/** A `DateOfBirth` gets its status from the rule beside. */
function toPartialDate(parts: DateParts): PartialDate {
  if (parts.day !== 0) return { value: toIsoDate(parts), precision: 'day' };
  if (parts.month === 0) return { value: String(parts.year), precision: 'year' };
  return { value: `${parts.year}-${TWO_DIGITS[parts.month]}`, precision: 'month' };
}
