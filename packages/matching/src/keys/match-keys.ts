import type { AddressFeatures, MemberFeatures, NameFeatures } from '../ports.ts';
import { toSharedName } from '../model/shared-names.ts';
import { toSound } from './to-sound.ts';

/** Letters of a name that stand beside a date of birth. */
const LETTERS = 3;
/** Letters of a town and of a street: few enough that most slips of the pen come later. */
const TOWN_LETTERS = 3;
const STREET_LETTERS = 4;
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
  const unposted = features.addresses.filter(({ postcode }) => postcode === undefined);
  for (const home of unposted) addStreetKeys(keys, home, features);
  const postcodes = new Set(features.addresses.flatMap(({ postcode }) => postcode ?? []));
  const towns = new Set(unposted.flatMap(({ town }) => town?.slice(0, TOWN_LETTERS) ?? []));
  const date = toKeyDate(features.dateOfBirth);
  if (date !== undefined) for (const postcode of postcodes) keys.add(`dob-postcode|${date}|${postcode}`);
  if (date !== undefined) for (const carer of features.carers) keys.add(`dob-carer|${date}|${carer}`);
  const scene: Scene = { date, year: features.dateOfBirth?.slice(0, 4), postcodes, towns };
  addNameKeys(keys, features, scene);
  for (const name of features.otherNames) addNameKeys(keys, withDefaults(name, features), scene);
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

/** Where no postcode is known, the door finds the household by its town, or by the family that lives there. */
function addStreetKeys(keys: Set<string>, home: AddressFeatures, { family }: NameFeatures): void {
  const door = toDoor(home);
  if (door === undefined) return;
  keys.add(`street|${(home.town ?? '').slice(0, TOWN_LETTERS)}|${door}`);
  for (const token of family.slice(0, TOKENS)) keys.add(`street-family|${door}|${toSound(token)}`);
}

/** The number of a house with the beginning of its street; undefined where either is not known. */
function toDoor({ house, street = '' }: AddressFeatures): string | undefined {
  const word = street.split(' ').find((token) => token.length >= LETTERS && !/\d/.test(token));
  return house === undefined || word === undefined ? undefined : `${house}|${word.slice(0, STREET_LETTERS)}`;
}

/** What stands beside a name in its keys. */
interface Scene {
  readonly date: string | undefined;
  readonly year: string | undefined;
  readonly postcodes: ReadonlySet<string>;
  /** Beginnings of the towns of homes without a postcode. */
  readonly towns: ReadonlySet<string>;
}

function addNameKeys(keys: Set<string>, name: NameFeatures, scene: Scene): void {
  const givens = inUse(name.given);
  const families = name.family.slice(0, TOKENS);
  const sounds = { givens: givens.map(toSound), families: families.map(toSound) };
  if (scene.date !== undefined) {
    for (const token of [...givens, ...families])
      keys.add(`dob-name|${scene.date}|${token.slice(0, LETTERS)}`);
    for (const sound of sounds.families) keys.add(`dob-family|${scene.date}|${sound}`);
  }
  const [given] = givens;
  const [family] = families;
  if (given !== undefined && family !== undefined) keys.add(`names|${inOrder(given, family)}`);
  addSoundKeys(keys, sounds, scene);
  addPlaceKeys(keys, { ...sounds, initial: given?.[0] }, scene);
}

/** Either order, so that an exchange of given and family name changes no key. */
const inOrder = (one: string, other: string): string => (one < other ? `${one} ${other}` : `${other} ${one}`);

interface Sounds {
  readonly givens: readonly string[];
  readonly families: readonly string[];
}

/** The first given name with each family name, beside half a date or a district. */
function addSoundKeys(
  keys: Set<string>,
  { givens: [given], families }: Sounds,
  { date, year, postcodes }: Scene,
): void {
  if (given === undefined) return;
  for (const family of families) {
    const names = inOrder(given, family);
    if (year !== undefined) keys.add(`year-names|${year}|${names}`);
    if (date !== undefined) keys.add(`day-names|${date.slice(4)}|${names}`);
    for (const postcode of postcodes) keys.add(`district-names|${postcode.slice(0, -3)}|${names}`);
  }
}

/** One name beside a home; the coarser the place, the more stands beside it. */
function addPlaceKeys(
  keys: Set<string>,
  { givens, families, initial }: Sounds & { readonly initial: string | undefined },
  { year, postcodes, towns }: Scene,
): void {
  for (const postcode of postcodes) {
    for (const sound of givens) keys.add(`postcode-given|${postcode}|${sound}`);
    if (year !== undefined)
      for (const sound of families) keys.add(`postcode-family|${postcode}|${year}|${sound}`);
  }
  for (const town of towns) {
    for (const sound of givens) keys.add(`town-given|${town}|${year ?? ''}|${sound}`);
    for (const sound of families) keys.add(`town-family|${town}|${year ?? ''}|${sound}`);
    for (const sound of families)
      if (initial !== undefined) keys.add(`town-names|${town}|${initial}|${sound}`);
  }
}

/** The given names a child is called by: shared names (MOHAMMED) only where there is no other. */
function inUse(given: readonly string[]): readonly string[] {
  const shared = given.filter((token) => toSharedName(token) !== undefined);
  if (shared.length === given.length) return given.slice(0, 1);
  return [...given.filter((token) => !shared.includes(token)), ...shared].slice(0, TOKENS);
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
