import type { DateOfBirth, Identifier, PersonName, SearchCriteria } from '@contactpoint/contract';
import type { Disclosure } from '../view/disclosure.ts';
import { searchText, searchWords } from './search-text.ts';

/** The keys under which a child is found: made from what its record shows, and from nothing else (SHIELD-02). */
export function searchKeysOf(disclosure: Disclosure): readonly string[] {
  const families = disclosure.names.flatMap(({ value }) => familyForms(value.family));
  const births = disclosure.dateOfBirth ? [disclosure.dateOfBirth.value.value] : [];
  const postcodes = disclosure.addresses.flatMap(({ value }) => value.postcode ?? []);
  return [
    ...new Set([
      ...families.flatMap((family) => births.map((birth) => familyAndBirth(family, birth))),
      ...families.flatMap((family) => postcodes.map((postcode) => familyAndPostcode(family, postcode))),
      ...disclosure.identifiers.map(({ value }) => identifier(value)),
    ]),
  ];
}

/** The keys that criteria ask for; none when they are too wide: a search needs more (ACCESS-07). */
export function searchKeysFor(criteria: SearchCriteria): readonly string[] {
  const families = familyForms(criteria.family);
  const births = criteria.dateOfBirth === undefined ? [] : precisionsOf(criteria.dateOfBirth);
  const postcodes = criteria.postcode === undefined ? [] : [criteria.postcode];
  return [
    ...new Set([
      ...families.flatMap((family) => births.map((birth) => familyAndBirth(family, birth))),
      ...families.flatMap((family) => postcodes.map((postcode) => familyAndPostcode(family, postcode))),
      ...(criteria.identifier && searchText(criteria.identifier.value) !== ''
        ? [identifier(criteria.identifier)]
        : []),
    ]),
  ];
}

const familyAndBirth = (family: string, birth: DateOfBirth['value']): string =>
  `family-birth|${family}|${birth}`;
const familyAndPostcode = (family: string, postcode: string): string =>
  `family-postcode|${family}|${searchText(postcode)}`;
const identifier = ({ type, value }: Pick<Identifier, 'type' | 'value'>): string =>
  `identifier|${type}|${searchText(value)}`;

/** A family name as one word and as each of its words: double-barrelled names are often cut short. */
function familyForms(family: PersonName['family'] = ''): readonly string[] {
  const words = searchWords(family);
  return words.length === 0 ? [] : [...new Set([words.join(''), ...words])];
}

/** A child of whom only the year or month is known is found by any date within. */
const precisionsOf = (date: string): readonly string[] => [date, date.slice(0, 7), date.slice(0, 4)];
