import { GIVEN_NAMES } from '../generated/given-names.ts';
import { FAMILY_NAMES } from './family-names.ts';
import type { NameFrequencies } from './model.ts';

/** Rarity of a given name that the counts do not list: about three in 100,000. */
const GIVEN_FLOOR = 14_000;
/** Rarity of a family name outside the commonest few hundred; lower than true, for the list is an estimate. */
const FAMILY_FLOOR = 12_000;

function toTable(rows: readonly (readonly [rarity: number, names: string])[]): ReadonlyMap<string, number> {
  return new Map(
    rows.flatMap(([rarity, names]) => names.split(' ').map((name): [string, number] => [name, rarity])),
  );
}

/** Frequencies from rows of rarity and names, with the rarity that every other name takes. */
export function createFrequencies(
  id: string,
  given: { readonly rows: readonly (readonly [number, string])[]; readonly floor: number },
  family: { readonly rows: readonly (readonly [number, string])[]; readonly floor: number },
): NameFrequencies {
  const [givenTable, familyTable] = [toTable(given.rows), toTable(family.rows)];
  return {
    id,
    given: (token) => givenTable.get(token) ?? given.floor,
    family: (token) => familyTable.get(token) ?? family.floor,
  };
}

/** Given names of England and Wales 2009–2020 (Office for National Statistics, OGL v3), family names as estimated. */
export const SHIPPED_FREQUENCIES: NameFrequencies = createFrequencies(
  'ew-names-1',
  { rows: GIVEN_NAMES, floor: GIVEN_FLOOR },
  { rows: FAMILY_NAMES, floor: FAMILY_FLOOR },
);
