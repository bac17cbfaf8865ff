import type { CanonicalRecord, Carer, DateOfBirth, Involvement, PersonName } from '@contactpoint/contract';
import type { DateQuality, MemberFeatures } from '../ports.ts';
import { homesOf } from './homes-of.ts';
import { identifiersOf } from './identifiers-of.ts';
import { toNameTokens } from './name-tokens.ts';
import { namesOf } from './names-of.ts';
import { NORM_VERSION } from './norm-version.ts';

/** Dates that systems write where they must write one. */
const PLACEHOLDER_DATES = new Set(['1900-01-01', '1901-01-01', '1899-12-30', '1899-12-31', '9999-12-31']);
/** Digits of the shortest telephone number that tells households apart. */
const TELEPHONE_DIGITS = 10;

/** `system|recordId`: how matching names a source record. */
export const toRecordRef = ({ source }: CanonicalRecord): string => `${source.system}|${source.recordId}`;

/** What matching may know of a record: the same record gives the same features, byte for byte. */
export function toFeatures(record: CanonicalRecord): MemberFeatures {
  const child = record.child ?? {};
  const carers = carersOf(record.carers ?? []);
  return {
    norm: NORM_VERSION,
    recordRef: toRecordRef(record),
    ...namesOf(
      child,
      carers.carers.flatMap((name) => name.split(' ')),
    ),
    ...birthOf(child.dateOfBirth),
    ...(child.gender === 'female' || child.gender === 'male' ? { sex: child.gender } : {}),
    addresses: homesOf(child.addresses ?? []),
    ...identifiersOf(child.identifiers ?? []),
    ...carers,
    organisations: organisationsOf(record.involvements ?? []),
    newIdentity: record.flags?.newIdentity ?? false,
  };
}

function birthOf(date: DateOfBirth | undefined): Pick<MemberFeatures, 'dateOfBirth' | 'dateQuality'> {
  if (date === undefined || PLACEHOLDER_DATES.has(date.value)) return {};
  return { dateOfBirth: date.value, dateQuality: qualityOf(date) };
}

function qualityOf({ value, precision, status }: DateOfBirth): DateQuality {
  if (precision !== 'day') return precision;
  if (status !== 'known') return status;
  return value.endsWith('-01-01') ? 'firstOfJanuary' : 'full';
}

function carersOf(carers: readonly Carer[]): Pick<MemberFeatures, 'carers' | 'contacts'> {
  const names = new Set<string>();
  const contacts = new Set<string>();
  for (const { name, contact } of carers) {
    addCarerName(names, name);
    for (const number of contact?.telephone ?? []) addTelephone(contacts, number);
    for (const email of contact?.email ?? [])
      if (email.includes('@')) contacts.add(email.trim().toLowerCase());
  }
  return { carers: [...names], contacts: [...contacts] };
}

function addCarerName(names: Set<string>, { given = [], family = '' }: PersonName = {}): void {
  const [first] = given.flatMap(toNameTokens);
  const tokens = toNameTokens(family);
  if (first !== undefined && tokens.length > 0) names.add([first, ...tokens].join(' '));
}

function addTelephone(contacts: Set<string>, number: string): void {
  const digits = number.replace(/\D/g, '').replace(/^(0044|44)/, '0');
  if (digits.length >= TELEPHONE_DIGITS) contacts.add(digits);
}

function organisationsOf(involvements: readonly Involvement[]): readonly string[] {
  const codes = new Set<string>();
  for (const { service } of involvements) {
    const code = service.organisation?.code;
    if (code === undefined || (service.category !== 'education' && service.category !== 'primaryCare'))
      continue;
    codes.add(`${code.type}|${code.value}`);
  }
  return [...codes];
}
