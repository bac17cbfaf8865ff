import type { Address, CanonicalRecord, Carer, Child, Identifier, PersonName } from '@contactpoint/contract';
import type { AddressFeatures, DateQuality, MemberFeatures, NameFeatures } from '../ports.ts';
import { isNhsNumber, isPermanentUpn } from './identifiers.ts';
import { toNameTokens } from './name-tokens.ts';
import { readName } from './placeholders.ts';
import { toPostcode } from './postcode.ts';

/** Version of the normalisation; features of another version are made again from their record. */
export const NORM_VERSION = 1;

const CURRENT_USES: readonly (PersonName['use'] | undefined)[] = [
  'current',
  undefined,
  'preferred',
  'alias',
  'former',
];

/** `system|recordId`: how matching names a source record. */
export const toRecordRef = ({ source }: CanonicalRecord): string => `${source.system}|${source.recordId}`;

/** What matching may know of a record: the same record gives the same features, byte for byte. */
export function toFeatures(record: CanonicalRecord): MemberFeatures {
  const child = record.child ?? {};
  const nhsNumbers = nhsNumbersOf(child);
  return {
    norm: NORM_VERSION,
    recordRef: toRecordRef(record),
    ...namesOf(child),
    ...dateOf(child),
    ...(child.gender === 'female' || child.gender === 'male' ? { sex: child.gender } : {}),
    addresses: addressesOf(child),
    ...nhsNumbers,
    upns: distinct(valuesOf(child, ['upn', 'formerUpn']).filter(isPermanentUpn)),
    identifiers: (child.identifiers ?? [])
      .filter(isLocal)
      .map(({ type, issuer, value }) => `${type}|${issuer ?? ''}|${value}`),
    ...carersOf(record.carers ?? []),
    organisations: organisationsOf(record),
    newIdentity: record.flags?.newIdentity ?? false,
  };
}

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)];
const compact = (value: string): string => value.toUpperCase().replace(/[^A-Z0-9]/g, '');
const valuesOf = (child: Child, types: readonly Identifier['type'][]): readonly string[] =>
  (child.identifiers ?? []).filter(({ type }) => types.includes(type)).map(({ value }) => compact(value));

/** A ULN or a number with its issuer is unique somewhere; a bare local number is the source's own affair. */
const isLocal = ({ type, issuer }: Identifier): boolean =>
  type === 'uln' || ((type === 'laChildId' || type === 'localId') && issuer !== undefined);

function namesOf(
  child: Child,
): Pick<MemberFeatures, 'given' | 'family' | 'otherNames' | 'placeholder' | 'multiple' | 'birthOrder'> {
  const names = [...(child.names ?? [])].sort(
    (a, b) => CURRENT_USES.indexOf(a.use) - CURRENT_USES.indexOf(b.use),
  );
  const read = names.map((name) => ({
    given: readName((name.given ?? []).flatMap(toNameTokens)),
    family: readName(toNameTokens(name.family ?? '')).tokens,
  }));
  const [current, ...others] = read;
  const multiples = read.map(({ given }) => given);
  const birthOrder =
    child.multipleBirth?.order ?? multiples.find((given) => given.birthOrder !== undefined)?.birthOrder;
  return {
    given: current?.given.tokens ?? [],
    family: current?.family ?? [],
    otherNames: others
      .map(({ given, family }): NameFeatures => ({ given: given.tokens, family }))
      .filter(({ given, family }) => given.length + family.length > 0),
    placeholder: current?.given.placeholder ?? false,
    multiple:
      (child.multipleBirth?.count ?? 1) > 1 ||
      child.multipleBirth?.order !== undefined ||
      multiples.some(({ multiple }) => multiple),
    ...(birthOrder === undefined ? {} : { birthOrder }),
  };
}

function dateOf({ dateOfBirth }: Child): Pick<MemberFeatures, 'dateOfBirth' | 'dateQuality'> {
  if (dateOfBirth === undefined || /^190[01]-01-01$/.test(dateOfBirth.value)) return {};
  const { value, precision, status } = dateOfBirth;
  const quality = (): DateQuality => {
    if (precision !== 'day') return precision;
    if (status !== 'known') return status;
    return value.endsWith('-01-01') ? 'firstOfJanuary' : 'full';
  };
  return { dateOfBirth: value, dateQuality: quality() };
}

function addressesOf(child: Child): readonly AddressFeatures[] {
  const current = (address: Address): number =>
    address.use === 'former' ? 2 : address.use === 'lastKnown' ? 1 : 0;
  return [...(child.addresses ?? [])]
    .sort((a, b) => current(a) - current(b))
    .flatMap((address): AddressFeatures[] => {
      const postcode = toPostcode(address.postcode ?? '');
      if (postcode === undefined) return [];
      const lines = (address.lines ?? []).join(' ').toUpperCase();
      const house = (lines.match(/\d+[A-Z]?\b/g) ?? []).slice(0, 2).join('/');
      const street = toNameTokens(address.lines?.[0] ?? '').join(' ');
      return [{ postcode, ...(house === '' ? {} : { house }), ...(street === '' ? {} : { street }) }];
    });
}

function nhsNumbersOf(child: Child): Pick<MemberFeatures, 'nhsNumbers' | 'formerNhsNumbers'> {
  const numbers = (child.identifiers ?? [])
    .filter(({ type }) => type === 'nhsNumber')
    .map(({ value, supersededBy }) => ({
      value: compact(value),
      supersededBy: supersededBy && compact(supersededBy),
    }));
  const valid = numbers.filter(({ value }) => isNhsNumber(value));
  return {
    nhsNumbers: distinct([
      ...valid.filter(({ supersededBy }) => !supersededBy).map(({ value }) => value),
      ...valid.flatMap(({ supersededBy }) =>
        supersededBy && isNhsNumber(supersededBy) ? [supersededBy] : [],
      ),
    ]),
    formerNhsNumbers: distinct(valid.filter(({ supersededBy }) => supersededBy).map(({ value }) => value)),
  };
}

function carersOf(carers: readonly Carer[]): Pick<MemberFeatures, 'carers' | 'telephones'> {
  const names = carers.map(({ name }) => [
    ...(name?.given ?? []).flatMap(toNameTokens).slice(0, 1),
    ...toNameTokens(name?.family ?? ''),
  ]);
  const telephones = carers
    .flatMap(({ contact }) => contact?.telephone ?? [])
    .map((number) => number.replace(/\D/g, '').replace(/^(0044|44)/, '0'));
  return {
    carers: distinct(names.filter((tokens) => tokens.length > 1).map((tokens) => tokens.join(' '))),
    telephones: distinct(telephones.filter((digits) => digits.length >= 10)),
  };
}

function organisationsOf({ involvements = [] }: CanonicalRecord): readonly string[] {
  const codes = involvements
    .filter(({ service }) => service.category === 'education' || service.category === 'primaryCare')
    .flatMap(({ service }) =>
      service.organisation?.code
        ? [`${service.organisation.code.type}|${service.organisation.code.value}`]
        : [],
    );
  return distinct(codes);
}
