import type { AddressFeatures, DateQuality, MemberFeatures } from '../ports.ts';
import { toSector } from '../normalise/postcode.ts';
import { IntList } from './columns.ts';
import { FloatList } from './float-list.ts';
import type { TokenTable } from './token-table.ts';

/** Codes of `DateQuality` in the date column; 0 stands for no date. */
export const DATE = {
  none: 0,
  full: 1,
  firstOfJanuary: 2,
  month: 3,
  year: 4,
  estimated: 5,
  expected: 6,
} as const;

/** Width of one row of each block of `FeatureTable`. */
export const NAME_WIDTH = 6;
export const ADDRESS_WIDTH = 6;
export const IDENTIFIER_WIDTH = 2;

/**
 * Records as rows of numbers, so that comparing two touches no object and allocates nothing. A row `r` has
 * its names in `names` from `nameEnds[r - 1]` to `nameEnds[r]`, and so on. 0 stands for a missing text.
 */
export class FeatureTable {
  readonly tokens: TokenTable;
  rows = 0;
  /** Six a name: given from, given to, joined given; family from, family to, joined family. */
  readonly names = new IntList();
  readonly nameEnds = new IntList();
  readonly nameTokens = new IntList();
  readonly years = new IntList();
  readonly months = new IntList();
  readonly days = new IntList();
  readonly dateQualities = new IntList();
  /** 0 unknown, 1 female, 2 male. */
  readonly sexes = new IntList();
  /** 0 unknown. */
  readonly birthOrders = new IntList();
  /** 1 marked as of a multiple birth. */
  readonly multiples = new IntList();
  readonly newIdentities = new IntList();
  /** Six an address: unit, sector, house, street token, town token, town with house (unused 0). */
  readonly addresses = new IntList();
  readonly addressEnds = new IntList();
  /** Current numbers as they are, replaced ones negative. */
  readonly nhsNumbers = new FloatList();
  readonly nhsEnds = new IntList();
  readonly upns = new FloatList();
  readonly upnEnds = new IntList();
  /** Two an identifier: its kind, and the token of its value. */
  readonly identifiers = new IntList();
  readonly identifierEnds = new IntList();
  /** Three a carer: full name, family name, token of the given name. */
  readonly carers = new IntList();
  readonly carerEnds = new IntList();
  /** Two a contact: its text, and its token for likeness. */
  readonly contacts = new IntList();
  readonly contactEnds = new IntList();
  readonly organisations = new IntList();
  readonly organisationEnds = new IntList();
  readonly systems = new IntList();
  readonly #texts = new Map<string, number>();

  constructor(tokens: TokenTable) {
    this.tokens = tokens;
  }

  /** Adds a record and gives its row number. */
  add(features: MemberFeatures): number {
    this.#addName(features.given, features.family);
    for (const { given, family } of features.otherNames) {
      // A former family name comes without given names: they are those of the current name.
      this.#addName(given.length > 0 ? given : features.given, family.length > 0 ? family : features.family);
    }
    this.nameEnds.push(this.names.length);
    this.#addBirth(features);
    for (const address of features.addresses) this.#addAddress(address);
    this.addressEnds.push(this.addresses.length);
    this.#addNumbers(features);
    this.#addCarers(features);
    for (const code of features.organisations) this.organisations.push(this.text(code));
    this.organisationEnds.push(this.organisations.length);
    this.systems.push(this.text(features.recordRef.slice(0, features.recordRef.indexOf('|'))));
    this.newIdentities.push(features.newIdentity ? 1 : 0);
    this.rows += 1;
    return this.rows - 1;
  }

  /** The number of a text, from 1; equal texts have equal numbers. */
  text(text: string): number {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, this.#texts.size + 1);
    return this.#texts.size;
  }

  #addName(given: readonly string[], family: readonly string[]): void {
    const { tokens, nameTokens } = this;
    const ids = given.map((token) => tokens.intern(token));
    // The name in use stands first: MOHAMMED ALI is compared as ALI, then MOHAMMED.
    const own = ids.filter((id) => tokens.shared[id] === 0);
    const ordered =
      own.length === 0 || own.length === ids.length
        ? ids
        : [...own, ...ids.filter((id) => tokens.shared[id] === 1)];
    this.names.push(nameTokens.length);
    for (const id of ordered) nameTokens.push(id);
    this.names.push(nameTokens.length);
    this.names.push(given.length > 1 ? tokens.intern(given.join('')) : (ids[0] ?? -1));
    this.names.push(nameTokens.length);
    for (const token of family) nameTokens.push(tokens.intern(token));
    this.names.push(nameTokens.length);
    this.names.push(family.length === 0 ? -1 : tokens.intern(family.join('')));
  }

  #addBirth({ dateOfBirth = '', dateQuality, sex, birthOrder, multiple }: MemberFeatures): void {
    this.years.push(Number(dateOfBirth.slice(0, 4)));
    this.months.push(Number(dateOfBirth.slice(5, 7)));
    this.days.push(Number(dateOfBirth.slice(8, 10)));
    this.dateQualities.push(
      dateOfBirth === '' ? DATE.none : DATE[dateQuality ?? ('full' satisfies DateQuality)],
    );
    this.sexes.push(sex === 'female' ? 1 : sex === 'male' ? 2 : 0);
    this.birthOrders.push(birthOrder ?? 0);
    this.multiples.push(multiple ? 1 : 0);
  }

  #addAddress({ postcode, house, street, town }: AddressFeatures): void {
    this.addresses.push(postcode === undefined ? 0 : this.text(postcode));
    this.addresses.push(postcode === undefined ? 0 : this.text(toSector(postcode)));
    this.addresses.push(house === undefined ? 0 : this.text(house));
    this.addresses.push(street === undefined ? -1 : this.tokens.intern(street));
    this.addresses.push(town === undefined ? -1 : this.tokens.intern(town));
    this.addresses.push(postcode === undefined ? -1 : this.tokens.intern(postcode));
  }

  #addNumbers({ nhsNumbers, formerNhsNumbers, upns, identifiers }: MemberFeatures): void {
    for (const number of nhsNumbers) this.nhsNumbers.push(Number(number));
    for (const number of formerNhsNumbers) this.nhsNumbers.push(-Number(number));
    this.nhsEnds.push(this.nhsNumbers.length);
    for (const upn of upns) this.upns.push((upn.charCodeAt(0) - 64) * 1e12 + Number(upn.slice(1)));
    this.upnEnds.push(this.upns.length);
    for (const identifier of identifiers) {
      const end = identifier.lastIndexOf('|');
      this.identifiers.push(this.text(identifier.slice(0, end)));
      this.identifiers.push(this.tokens.intern(identifier.slice(end + 1)));
    }
    this.identifierEnds.push(this.identifiers.length);
  }

  #addCarers({ carers, contacts }: MemberFeatures): void {
    for (const carer of carers) {
      this.carers.push(this.text(carer));
      this.carers.push(this.text(carer.slice(carer.lastIndexOf(' ') + 1)));
      this.carers.push(this.tokens.intern(carer.slice(0, carer.indexOf(' '))));
    }
    this.carerEnds.push(this.carers.length);
    for (const contact of contacts) {
      this.contacts.push(this.text(contact));
      this.contacts.push(contact.includes('@') ? this.tokens.intern(contact) : -1);
    }
    this.contactEnds.push(this.contacts.length);
  }
}

/** Token of the given name in use of a row's current name; -1 when it has none. */
export function firstNameOf({ names, nameEnds, nameTokens }: FeatureTable, row: number): number {
  const name = startOf(nameEnds, row);
  if (name === nameEnds.values[row] || names.values[name] === names.values[name + 1]) return -1;
  return nameTokens.values[names.values[name]!]!;
}

/** Where a row's run begins in a block whose runs end at `ends`. */
export const startOf = (ends: IntList, row: number): number => (row === 0 ? 0 : ends.values[row - 1]!);
