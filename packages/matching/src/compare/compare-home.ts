import { FIELD } from '../model/model.ts';
import type { Comparison } from './comparison.ts';
import { ADDRESS_WIDTH, startOf, type FeatureTable } from './feature-table.ts';

const PLACE = { samePostcode: 1, nearPostcode: 2, sameTown: 3, different: 4 } as const;
const HOUSE = { same: 1, similar: 2, different: 3 } as const;
export const CARER = { same: 1, sameFamilyAndInitial: 2, different: 3 } as const;
export const CONTACT = { same: 1, similar: 2, different: 3 } as const;
const AT = { sector: 1, house: 2, street: 3, town: 4, postcode: 5 } as const;
const CLOSE = 900;

/** Compares homes: the best over every address that either record gives, earlier ones included. */
export function compareHomes(cx: Comparison, a: number, b: number): void {
  const { addressEnds } = cx.table;
  const lastA = addressEnds.values[a]!;
  const firstB = startOf(addressEnds, b);
  const lastB = addressEnds.values[b]!;
  let place = 0;
  let house = 0;
  for (let i = startOf(addressEnds, a); i < lastA; i += ADDRESS_WIDTH) {
    for (let j = firstB; j < lastB; j += ADDRESS_WIDTH) {
      const level = comparePlaces(cx.table, i, j);
      if (level === 0 || (place !== 0 && level > place)) continue;
      const door = level === PLACE.samePostcode ? compareHouses(cx.table, i, j) : 0;
      if (level !== place || house === 0 || (door !== 0 && door < house)) house = door;
      place = level;
    }
  }
  cx.set(FIELD.place, place);
  cx.set(FIELD.house, house);
}

function comparePlaces(table: FeatureTable, i: number, j: number): number {
  const { addresses, tokens } = table;
  const a = addresses.values[i]!;
  const b = addresses.values[j]!;
  if (a === 0 || b === 0) return compareTowns(table, i, j);
  if (a === b) return PLACE.samePostcode;
  const near =
    addresses.values[i + AT.sector] === addresses.values[j + AT.sector] ||
    tokens.oneEditApart(addresses.values[i + AT.postcode]!, addresses.values[j + AT.postcode]!);
  if (near) return PLACE.nearPostcode;
  return isSameTown(table, i, j) ? PLACE.sameTown : PLACE.different;
}

/** Where a postcode is missing: the same door in the same street stands for it. */
function compareTowns(table: FeatureTable, i: number, j: number): number {
  const { addresses } = table;
  if (addresses.values[i + AT.town]! < 0 || addresses.values[j + AT.town]! < 0) return 0;
  const sameDoor = compareHouses(table, i, j) === HOUSE.same && sameStreet(table, i, j);
  if (isSameTown(table, i, j)) return sameDoor ? PLACE.samePostcode : PLACE.sameTown;
  // One place may go by the names of its village and of its post town.
  return sameDoor ? PLACE.nearPostcode : PLACE.different;
}

function isSameTown({ addresses, tokens }: FeatureTable, i: number, j: number): boolean {
  const a = addresses.values[i + AT.town]!;
  const b = addresses.values[j + AT.town]!;
  return a >= 0 && b >= 0 && tokens.similarity(a, b) >= CLOSE;
}

function compareHouses({ addresses, tokens }: FeatureTable, i: number, j: number): number {
  const a = addresses.values[i + AT.house]!;
  const b = addresses.values[j + AT.house]!;
  if (a !== 0 && b !== 0) return a === b ? HOUSE.same : HOUSE.different;
  const streetA = addresses.values[i + AT.street]!;
  const streetB = addresses.values[j + AT.street]!;
  if (streetA < 0 || streetB < 0) return 0;
  return tokens.similarity(streetA, streetB) >= CLOSE ? HOUSE.similar : HOUSE.different;
}

function sameStreet({ addresses, tokens }: FeatureTable, i: number, j: number): boolean {
  const a = addresses.values[i + AT.street]!;
  const b = addresses.values[j + AT.street]!;
  return a >= 0 && b >= 0 && tokens.similarity(a, b) >= CLOSE;
}

/** Compares parents and carers, their contacts, school and practice. */
export function compareCarers(cx: Comparison, a: number, b: number): void {
  compareCarerNames(cx, a, b);
  cx.set(FIELD.contact, compareContacts(cx.table, a, b));
  cx.set(FIELD.organisation, compareOrganisations(cx.table, a, b));
}

/** A carer's name says the more, the rarer the given name is; the family name is mostly the child's own. */
function compareCarerNames(cx: Comparison, a: number, b: number): void {
  const { carers, carerEnds, tokens } = cx.table;
  const lastA = carerEnds.values[a]!;
  const firstB = startOf(carerEnds, b);
  const lastB = carerEnds.values[b]!;
  let level = 0;
  let rarity = 0;
  for (let i = startOf(carerEnds, a); i < lastA; i += 3) {
    const given = carers.values[i + 2]!;
    for (let j = firstB; j < lastB; j += 3) {
      const sameFamily = carers.values[i + 1] === carers.values[j + 1];
      if (carers.values[i] === carers.values[j]) {
        level = CARER.same;
        rarity = Math.max(rarity, tokens.givenBits[given]!);
      } else if (level !== CARER.same && sameFamily && tokens.commonPrefix(given, carers.values[j + 2]!) > 0)
        level = CARER.sameFamilyAndInitial;
      else if (level === 0) level = CARER.different;
    }
  }
  cx.set(FIELD.carer, level);
  if (level === CARER.same) cx.bits[FIELD.carer] = cx.rarityBits(FIELD.carer, level, rarity);
}

function compareContacts({ contacts, contactEnds, tokens }: FeatureTable, a: number, b: number): number {
  const lastA = contactEnds.values[a]!;
  const firstB = startOf(contactEnds, b);
  const lastB = contactEnds.values[b]!;
  let level = 0;
  for (let i = startOf(contactEnds, a); i < lastA; i += 2) {
    for (let j = firstB; j < lastB; j += 2) {
      if (contacts.values[i] === contacts.values[j]) return CONTACT.same;
      const mailA = contacts.values[i + 1]!;
      const mailB = contacts.values[j + 1]!;
      const similar = mailA >= 0 && mailB >= 0 && tokens.similarity(mailA, mailB) >= CLOSE;
      if (similar) level = CONTACT.similar;
      else if (level === 0) level = CONTACT.different;
    }
  }
  return level;
}

function compareOrganisations(
  { organisations, organisationEnds }: FeatureTable,
  a: number,
  b: number,
): number {
  const firstA = startOf(organisationEnds, a);
  const lastA = organisationEnds.values[a]!;
  const firstB = startOf(organisationEnds, b);
  const lastB = organisationEnds.values[b]!;
  if (firstA === lastA || firstB === lastB) return 0;
  for (let i = firstA; i < lastA; i += 1) {
    for (let j = firstB; j < lastB; j += 1) if (organisations.values[i] === organisations.values[j]) return 1;
  }
  return 2;
}
