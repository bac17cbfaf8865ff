import { fitOf, type ColumnProfile, type ValueKind } from './column-profile.ts';
import { expandWords, headerWords } from './header-words.ts';
import { whoseColumn } from './whose-column.ts';
import { MEANINGS, NOT_HELD, type Meaning, type MeaningId } from './vocabulary.ts';

/** What a column was taken for, and why. */
export interface PlacedColumn {
  readonly column: ColumnProfile;
  readonly meaning: MeaningId;
  /** From 0 to 1. */
  readonly score: number;
  readonly reason: string;
}

/** What was made of the columns of one input. */
export interface Placement {
  readonly placed: readonly PlacedColumn[];
  readonly unplaced: readonly { readonly column: ColumnProfile; readonly reason: string }[];
}

const LOWEST_SCORE = 0.45;
const SURE_NAME = 0.85;

/** Gives every column at most one meaning: the surest pairs choose first. */
export function placeColumns(columns: readonly ColumnProfile[]): Placement {
  const pairs = columns
    .flatMap((column) => MEANINGS.map((meaning) => scorePair(column, meaning)))
    .filter(({ score }) => score >= LOWEST_SCORE)
    .sort((a, b) => b.score - a.score || a.column.position - b.column.position);
  const taken = new Map<ColumnProfile, PlacedColumn>();
  const filled = new Set<MeaningId>();
  for (const pair of pairs) {
    const meaning = MEANINGS.find(({ id }) => id === pair.meaning);
    if (taken.has(pair.column) || (filled.has(pair.meaning) && !meaning?.several)) continue;
    taken.set(pair.column, pair);
    filled.add(pair.meaning);
  }
  return {
    placed: columns.flatMap((column) => taken.get(column) ?? []),
    unplaced: columns
      .filter((column) => !taken.has(column))
      .map((column) => ({ column, reason: whyNot(column) })),
  };
}

function scorePair(column: ColumnProfile, meaning: Meaning): PlacedColumn {
  const named = nameScore(column.header, meaning);
  // What a record has no place for is not taken for something that is only called a little like it.
  const byName = named < SURE_NAME && notHeld(column.header) ? 0 : named;
  const [kind, fit] = bestFit(column, meaning.kinds);
  const byValue = VALUE_ALONE.has(kind) && fit >= 0.9 && column.filled >= 5 ? 0.6 : 0;
  const score = Math.max(byName * fitFactor(column, fit), byName >= 0.5 ? 0 : byValue);
  const evidence =
    byName >= 0.9 ? `its name says so` : byName >= 0.5 ? `its name is near` : `its values say so`;
  const reason =
    column.filled === 0 ? `${evidence}; it is empty here` : `${evidence}; ${shareOf(column, kind, fit)}`;
  return { column, meaning: meaning.id, score, reason };
}

/** How much of a column speaks for it: of its values those of a kind, and how many rows have a value at all. */
function shareOf({ filled, rows }: ColumnProfile, kind: ValueKind, fit: number): string {
  const some = filled === rows ? '' : `; ${filled} of ${rows} rows have one`;
  const whole =
    kind === 'text' ? 'it may be any text' : `${Math.round(100 * fit)}% of its values ${KIND_WORDS[kind]}`;
  return `${whole}${some}`;
}

/** Kinds that no other column looks like by chance. */
const VALUE_ALONE: ReadonlySet<ValueKind> = new Set(['nhsNumber', 'upn', 'uln', 'postcode', 'email']);

const KIND_WORDS: Readonly<Record<Exclude<ValueKind, 'text'>, string>> = {
  nhsNumber: 'are NHS numbers',
  upn: 'have the form of a UPN',
  uln: 'are ULNs',
  postcode: 'are postcodes',
  telephone: 'are telephone numbers',
  email: 'are email addresses',
  date: 'are dates',
  sex: 'are words or codes for sex',
  boolean: 'are yes or no',
  number: 'are numbers',
  words: 'are words',
};

function bestFit(column: ColumnProfile, kinds: readonly ValueKind[]): readonly [ValueKind, number] {
  const [first = 'text'] = kinds;
  return kinds.reduce<readonly [ValueKind, number]>(
    (best, kind) => (fitOf(column, kind) > best[1] + 0.3 ? [kind, fitOf(column, kind)] : best),
    [first, fitOf(column, first)],
  );
}

/** A name can be right about a column of which few values are; never about one that looks like something else. */
function fitFactor(column: ColumnProfile, fit: number): number {
  if (column.filled === 0) return 0.9;
  return fit >= 0.5 ? 1 : fit >= 0.1 ? 0.8 : 0.4;
}

function nameScore(name: string, { id, names }: Meaning): number {
  const words = headerWords(name);
  const exact = exactScore(name, words, names);
  if (exact > 0) return exact;
  const whose = whoseColumn(words);
  if (whose.meaning === id) return whose.score;
  return whose.excludes(id) ? 0 : looseScore(words, { id, names });
}

function exactScore(name: string, words: readonly string[], names: readonly string[]): number {
  if (names.includes(toCompact(name))) return 1;
  if (names.includes(words.join(''))) return 0.97;
  return names.includes(expandWords(words)) ? 0.95 : 0;
}

/** Words that say how a thing is written: genderMainCode, upnNumber. */
const WRITTEN_AS: ReadonlySet<string> = new Set([
  'code',
  'cd',
  'id',
  'no',
  'number',
  'flag',
  'name',
  'current',
]);

function looseScore(words: readonly string[], { id, names }: Pick<Meaning, 'id' | 'names'>): number {
  const compact = words.join('');
  const shorter = words.filter((word) => !WRITTEN_AS.has(word)).join('');
  if (shorter !== compact && names.includes(shorter)) return 0.85;
  // What stands in front is often the table: persDob, addrPostcode, invoTeam.
  const tail = words.slice(1).join('');
  if (tail.length >= 3 && names.includes(tail)) return 0.8;
  if (names.some((known) => known.length >= 5 && compact.endsWith(known))) return 0.7;
  // What stands last is often the thing itself: last known address town.
  if (TELLING_ALONE.has(id) && names.includes(words.at(-1) ?? '')) return 0.65;
  return names.some((known) => known.length >= 5 && isNear(known, compact)) ? 0.6 : 0;
}

/** Meanings whose names mean nothing else, whatever stands in front of them. */
const TELLING_ALONE: ReadonlySet<MeaningId> = new Set<MeaningId>(['town', 'county', 'sex', 'uprn']);

/** One letter more, less or other. */
function isNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  return short.slice(at + (short.length === long.length ? 1 : 0)) === long.slice(at + 1);
}

/** A header's letters and digits, whatever stands between them. */
function toCompact(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\d]/gu, '');
}

/** Why a record has no place for a column of this name; undefined where it may have. */
function notHeld(name: string): string | undefined {
  const compact = toCompact(name);
  return NOT_HELD.find(({ pattern }) => pattern.test(compact))?.why;
}

function whyNot({ name, header, filled, codes }: ColumnProfile): string {
  const known = notHeld(header);
  if (known) return known;
  if (name !== header && header !== '') return `another column is called ${header} as well`;
  if (filled === 0) return 'its name is not known and it is empty here';
  return codes.length > 0 ? 'its name is not known; it holds codes' : 'its name is not known';
}
