import { GIVEN_NAMES } from '../generated/given-names.ts';
import { FAMILY_NAMES } from './family-names.ts';
import type { NameFrequencies } from './model.ts';

/** Rarity of a given name that the counts do not list: about three in 100,000. */
const GIVEN_FLOOR = 14_000;
/** Rarity of a family name outside the commonest few hundred; lower than true, for the list is an estimate. */
const FAMILY_FLOOR = 12_000;

/** How rare the names of one kind are, as data. */
export interface NameTable {
  /** Rarity in milli-bits with the names that have it, separated by spaces. */
  readonly rows: readonly (readonly [rarity: number, names: string])[];
  /** Rarity of every other name. */
  readonly floor: number;
}

/** Name frequencies as data: what a model file holds. */
export interface NameTables {
  readonly id: string;
  readonly given: NameTable;
  readonly family: NameTable;
}

/** Frequencies from tables of names. */
export function createFrequencies({ id, given, family }: NameTables): NameFrequencies {
  const [givenNames, familyNames] = [toMap(given), toMap(family)];
  return {
    id,
    given: (token) => givenNames.get(token) ?? given.floor,
    family: (token) => familyNames.get(token) ?? family.floor,
    listsGiven: (token) => givenNames.has(token),
    listsFamily: (token) => familyNames.has(token),
  };
}

const toMap = ({ rows }: NameTable): ReadonlyMap<string, number> =>
  new Map(
    rows.flatMap(([rarity, names]) => names.split(' ').map((name): [string, number] => [name, rarity])),
  );

/** Given names of England and Wales 2009–2020 (Office for National Statistics, OGL v3), family names as estimated. */
export const SHIPPED_FREQUENCIES: NameFrequencies = createFrequencies({
  id: 'ew-names-1',
  given: { rows: GIVEN_NAMES, floor: GIVEN_FLOOR },
  family: { rows: FAMILY_NAMES, floor: FAMILY_FLOOR },
});
