import type { AddressFeatures, MemberFeatures, NameFeatures } from '../ports.ts';
import { SHARED_NAMES } from '../model/shared-names.ts';
import { toSound } from './to-sound.ts';

/** Letters of a name that stand beside a date of birth. */
const LETTERS = 3;
/** Letters of a town beside its streets: few enough that most slips of the pen come later. */
const TOWN_LETTERS = 4;
const FULL_DATE = 'yyyy-MM-dd'.length;
/** Tokens of each name that give keys: more only crowd the index. */
const TOKENS = 2;

/**
 * The keys under which a record is found, as `type|value`, distinct and in a fixed order. Two records of one
 * child share at least one unless everything that could join them is wrong at once.
 */
export function matchKeys(features: MemberFeatures): readonly string[] {
  const keys = new Set<string>();
  for (const number of features.nhsNumbers) keys.add(`nhs|${number}`);
  for (const number of features.formerNhsNumbers) keys.add(`nhs|${number}`);
  for (const upn of features.upns) keys.add(`upn|${upn}`);
  for (const identifier of features.identifiers) keys.add(`id|${identifier}`);
  for (const contact of features.contacts) keys.add(`contact|${contact}`);
  for (const home of features.addresses) if (home.postcode === undefined) addStreetKey(keys, home);
  const postcodes = new Set(features.addresses.flatMap(({ postcode }) => postcode ?? []));
  const date = toKeyDate(features.dateOfBirth);
  if (date !== undefined) for (const postcode of postcodes) keys.add(`dob-postcode|${date}|${postcode}`);
  addNameKeys(keys, features, { date, year: features.dateOfBirth?.slice(0, 4), postcodes });
  for (const name of features.otherNames)
    addNameKeys(keys, withDefaults(name, features), {
      date,
      year: features.dateOfBirth?.slice(0, 4),
      postcodes,
    });
  return [...keys];
}

/**
 * Whether a record is looked for under one of its keys. Names alone find only strangers for a record that has
 * a date of birth and a postcode; it stands under them for the sake of records that have neither.
 */
export function isSearchKey(key: string, { dateOfBirth, addresses }: MemberFeatures): boolean {
  if (!key.startsWith('names|')) return true;
  return dateOfBirth?.length !== FULL_DATE || addresses.every(({ postcode }) => postcode === undefined);
}

/** The type of a key: what stands before its first bar. */
export const keyType = (key: string): string => key.slice(0, key.indexOf('|'));

/** Where no postcode is known, the town, the number and the first word of the street find the household. */
function addStreetKey(keys: Set<string>, { house, street = '', town = '' }: AddressFeatures): void {
  const word = street.split(' ').find((token) => token.length >= LETTERS && !/\d/.test(token));
  if (house !== undefined && word !== undefined)
    keys.add(`street|${town.slice(0, TOWN_LETTERS)}|${house}|${word}`);
}

interface Birth {
  readonly date: string | undefined;
  readonly year: string | undefined;
  readonly postcodes: ReadonlySet<string>;
}

function addNameKeys(
  keys: Set<string>,
  { given, family }: NameFeatures,
  { date, year, postcodes }: Birth,
): void {
  const givens = inUse(given);
  const families = family.slice(0, TOKENS);
  const givenSounds = givens.map(toSound);
  const familySounds = families.map(toSound);
  if (date !== undefined) {
    for (const token of [...givens, ...families]) keys.add(`dob-name|${date}|${token.slice(0, LETTERS)}`);
    for (const sound of familySounds) keys.add(`dob-family|${date}|${sound}`);
  }
  const [firstGiven] = givenSounds;
  if (givens[0] !== undefined && families[0] !== undefined) {
    keys.add(
      `names|${givens[0] < families[0] ? `${givens[0]} ${families[0]}` : `${families[0]} ${givens[0]}`}`,
    );
  }
  for (const sound of familySounds) {
    if (firstGiven === undefined) break;
    const names = firstGiven < sound ? `${firstGiven} ${sound}` : `${sound} ${firstGiven}`;
    if (year !== undefined) keys.add(`year-names|${year}|${names}`);
    if (date !== undefined) keys.add(`day-names|${date.slice(4)}|${names}`);
    for (const postcode of postcodes) keys.add(`district-names|${postcode.slice(0, -3)}|${names}`);
  }
  for (const postcode of postcodes) {
    for (const sound of givenSounds) keys.add(`postcode-given|${postcode}|${sound}`);
    if (year !== undefined)
      for (const sound of familySounds) keys.add(`postcode-family|${postcode}|${year}|${sound}`);
  }
}

/** The given names a child is called by: shared names (MOHAMMED) only where there is no other. */
function inUse(given: readonly string[]): readonly string[] {
  const own = given.filter((token) => !SHARED_NAMES.has(token));
  return own.length === 0
    ? given.slice(0, 1)
    : [...own, ...given.filter((token) => SHARED_NAMES.has(token))].slice(0, TOKENS);
}

const withDefaults = (name: NameFeatures, { given, family }: NameFeatures): NameFeatures => ({
  given: name.given.length > 0 ? name.given : given,
  family: name.family.length > 0 ? name.family : family,
});

/** A full date with the smaller of day and month first, so that an exchange of the two changes no key. */
function toKeyDate(date: string | undefined): string | undefined {
  if (date?.length !== FULL_DATE) return undefined;
  const [month, day] = [date.slice(5, 7), date.slice(8, 10)];
  return month < day ? `${date.slice(0, 4)}${month}${day}` : `${date.slice(0, 4)}${day}${month}`;
}
