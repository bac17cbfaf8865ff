import { fitOf, type ColumnProfile, type ValueKind } from './column-profile.ts';
import { joinPeople } from './join-people.ts';
import { meaningsOfName } from './name-meanings.ts';
import { readColumns, type ReadColumn } from './read-columns.ts';
import type { HeaderReading, Owner } from './read-header.ts';
import { MEANINGS, type Meaning, type MeaningId } from './vocabulary.ts';
import { whyNot } from './why-not.ts';

/** What a column was taken for, and why. */
export interface PlacedColumn {
  readonly column: ColumnProfile;
  readonly meaning: MeaningId;
  /** Which of several carers or workers it is of; empty for the only or first one. */
  readonly person: string;
  /** Where it stands in another input that is linked to this one: that one’s name. */
  readonly input?: string;
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

/** Gives every column at most one meaning: the surest pairs choose first. */
export function placeColumns(columns: readonly ColumnProfile[]): Placement {
  const read = readColumns(columns);
  const pairs = read
    .flatMap((one, index) => [
      ...pairsByName(one),
      ...pairsByNeighbour(one, read.slice(0, index)),
      ...pairsByValue(one),
    ])
    .filter(({ score }) => score >= LOWEST_SCORE)
    .sort((a, b) => b.score - a.score || a.column.position - b.column.position);
  const taken = new Map<ColumnProfile, PlacedColumn>();
  const filled = new Set<string>();
  for (const pair of pairs) {
    // Two columns of one name are two things of one kind, or of two people: never two lines of one address.
    const slot = `${pair.meaning}/${pair.person}${MEANINGS.get(pair.meaning)?.several ? `/${pair.column.header}` : ''}`;
    if (taken.has(pair.column) || filled.has(slot)) continue;
    taken.set(pair.column, pair);
    filled.add(slot);
  }
  const placed = joinPeople(columns.flatMap((column) => taken.get(column) ?? []));
  const left = read.filter(({ column }) => !taken.has(column));
  return { placed, unplaced: left.map((one) => ({ column: one.column, reason: whyLeft(one, placed) })) };
}

/** A column may be as good as another that was taken for the same. */
function whyLeft({ column, reading, meanings }: ReadColumn, placed: readonly PlacedColumn[]): string {
  const other = placed.find(({ meaning }) => meanings.includes(meaning))?.column;
  return other && other.header !== column.header ? `${other.name} says it already` : whyNot(column, reading);
}

function pairsByName({ column, reading, meanings }: ReadColumn): readonly PlacedColumn[] {
  return meanings.flatMap((id) => {
    const meaning = MEANINGS.get(id);
    if (!meaning || !isSaid(meaning, column, reading)) return [];
    // “Mother” may be her name, or whether the child is one: only values could tell.
    const isVague = reading.owner === 'carer' && reading.things.length === 0 && column.filled === 0;
    const named = isVague ? 0.4 : clarityOf(reading, meaning);
    const evidence = named >= 0.9 ? 'its name says so' : 'its name is near';
    return [makePair(column, meaning, { named, evidence, person: reading.person })];
  });
}

/** A number of a school that its name does not tell must look like one that everybody knows. */
function isSaid(
  { id, kinds: [kind] }: Meaning,
  column: ColumnProfile,
  { things, owner }: HeaderReading,
): boolean {
  const isNumber = owner === 'school' && (id === 'schoolUrn' || id === 'laestab');
  return !isNumber || things.includes(id) || (kind !== undefined && fitOf(column, kind) >= 0.9);
}

/** How far a name says just this and nothing else. */
function clarityOf({ unknown }: HeaderReading, { isLoose }: Meaning): number {
  return unknown.length === 0 ? 1 : isLoose ? 0.8 ** unknown.length : 0.4;
}

/** Things that belong to whoever was named last: the telephone behind “Social worker”. */
const OF_NEIGHBOURS = new Set([
  'telephone',
  'email',
  'homeTelephone',
  'name',
  'given',
  'family',
  'prefix',
  'addressLine',
  'town',
  'county',
  'postcode',
]);

function pairsByNeighbour(
  { column, reading }: ReadColumn,
  before: readonly ReadColumn[],
): readonly PlacedColumn[] {
  const thing = reading.things.at(-1) ?? (reading.isAddress ? 'addressLine' : undefined);
  if (
    reading.owner !== undefined ||
    thing === undefined ||
    !OF_NEIGHBOURS.has(thing) ||
    reading.qualifiers.size > 0
  )
    return [];
  const neighbour = before.findLast(
    (other) => other.reading.owner !== undefined && other.reading.owner !== 'team',
  );
  const owner = neighbour?.reading.owner;
  if (!neighbour || owner === 'child' || column.position - neighbour.column.position > FURTHEST) return [];
  const inherited: HeaderReading = { ...reading, owner, person: neighbour.reading.person };
  const isContact = thing === 'telephone' || thing === 'email';
  return meaningsOfName(inherited).flatMap((id) => {
    const meaning = MEANINGS.get(id);
    if (!meaning) return [];
    const evidence = `it stands behind ${neighbour.column.name}`;
    // What a child has as well is the child’s own, unless that stands somewhere already.
    const named = clarityOf(reading, meaning) * (isContact ? 1.05 : 0.6);
    return [makePair(column, meaning, { named, evidence, person: inherited.person })];
  });
}

/** Columns of one person stand together. */
const FURTHEST = 8;

/** Kinds that no other column looks like by chance. */
const BY_VALUE_ALONE: readonly (readonly [ValueKind, MeaningId])[] = [
  ['nhsNumber', 'nhsNumber'],
  ['upn', 'upn'],
  ['uln', 'uln'],
  ['postcode', 'postcode'],
  ['sexWord', 'sex'],
];

function pairsByValue({ column, reading }: ReadColumn): readonly PlacedColumn[] {
  const isSilent = reading.things.length === 0 && reading.held === undefined && isOfChild(reading.owner);
  if (!isSilent || column.filled < 5) return [];
  return BY_VALUE_ALONE.flatMap(([kind, id]) => {
    const meaning = MEANINGS.get(id);
    if (!meaning || fitOf(column, kind) < 0.9) return [];
    return [makePair(column, meaning, { named: 0.6, evidence: 'its values say so', person: '' })];
  });
}

function isOfChild(owner: Owner | undefined): boolean {
  return owner === undefined || owner === 'child';
}

function makePair(
  column: ColumnProfile,
  { id, kinds }: Meaning,
  { named, evidence, person }: { readonly named: number; readonly evidence: string; readonly person: string },
): PlacedColumn {
  const [kind, fit] = bestFit(column, kinds);
  const reason =
    column.filled === 0 ? `${evidence}; it is empty here` : `${evidence}; ${shareOf(column, kind, fit)}`;
  return { column, meaning: id, person, score: named * fitFactor(column, fit), reason };
}

/** How much of a column speaks for it: of its values those of a kind, and how many rows have a value at all. */
function shareOf({ filled, rows }: ColumnProfile, kind: ValueKind, fit: number): string {
  const some = filled === rows ? '' : `; ${filled} of ${rows} rows have one`;
  const whole =
    kind === 'text' ? 'it may be any text' : `${Math.round(100 * fit)}% of its values ${KIND_WORDS[kind]}`;
  return `${whole}${some}`;
}

const KIND_WORDS: Readonly<Record<Exclude<ValueKind, 'text'>, string>> = {
  nhsNumber: 'are NHS numbers',
  upn: 'have the form of a UPN',
  uln: 'are ULNs',
  postcode: 'are postcodes',
  telephone: 'are telephone numbers',
  email: 'are email addresses',
  date: 'are dates',
  sex: 'are words or codes for sex',
  sexWord: 'are words or letters for sex',
  boolean: 'are yes or no',
  odsCode: 'have the form of an ODS code',
  schoolUrn: 'have the form of a URN',
  laestab: 'have the form of a DfE number',
  number: 'are numbers',
  words: 'are words',
  label: 'are words, some with numbers',
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
