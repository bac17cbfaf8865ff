import type { Child, DateOfBirth, Gender, PartialDate } from '../types.ts';
import { readAddress, writeAddress } from './address.ts';
import {
  fhir,
  type Fhir,
  filled,
  type FhirReader,
  firstValue,
  isObject,
  ownExtension,
  type Placed,
  present,
} from './fhir-json.ts';
import { readIdentifier, writeIdentifier } from './identifier.ts';
import { readName, writeName } from './human-name.ts';
import { dateOf } from './period.ts';
import { CONFIDENTIALITY_SYSTEM } from './systems.ts';

const GENDERS: Readonly<Record<Gender, string>> = {
  female: 'female',
  male: 'male',
  notSpecified: 'other',
  notKnown: 'unknown',
};
const MEANINGS = Object.fromEntries(Object.entries(GENDERS).map(([ours, theirs]) => [theirs, ours]));
const PRECISIONS: Readonly<Record<number, string>> = { 4: 'year', 7: 'month', 10: 'day' };

/** Extensions of a Patient that say something of the child. */
export const CHILD_EXTENSIONS = ['address-status', 'return-intention', 'multiple-birth-count'];
/** Members of a Patient that are read. The managing organisation repeats the general practice. */
export const PATIENT_MEMBERS = [
  'identifier', 'name', 'gender', 'birthDate', '_birthDate', 'deceasedDateTime', 'multipleBirthInteger', 'address', 'extension',
  'generalPractitioner', 'managingOrganization', 'meta', 'active',
]; // prettier-ignore

/** What a child is to FHIR, without `resourceType`. */
export function writeChild(child: Child): Fhir {
  const { multipleBirth } = child;
  return fhir({
    extension: present([
      ownExtension('address-status', 'Code', child.addressStatus),
      ownExtension('return-intention', 'Code', child.returnIntention),
      ownExtension('multiple-birth-count', 'Integer', multipleBirth?.count),
    ]),
    identifier: child.identifiers?.map(writeIdentifier),
    name: child.names?.map(writeName),
    gender: child.gender && GENDERS[child.gender],
    ...writeBirthDate(child.dateOfBirth),
    deceasedDateTime: child.dateOfDeath?.value,
    multipleBirthInteger: multipleBirth?.order,
    address: child.addresses?.map(writeAddress),
  });
}

/** A date of birth with its status, which FHIR has no place for, beside it. */
function writeBirthDate(date: DateOfBirth | undefined): Fhir {
  const status = date?.status === 'known' ? undefined : date?.status;
  const dateStatus = ownExtension('date-status', 'Code', status);
  return { birthDate: date?.value, _birthDate: dateStatus && { extension: [dateStatus] } };
}

/** The child that a Patient is; undefined when it says nothing of one. */
export function readChild(
  patient: Placed,
  extensions: ReadonlyMap<string, readonly Placed[]>,
  reader: FhirReader,
): Fhir | undefined {
  const { gender, multipleBirthInteger } = patient.value;
  return filled({
    names: reader.list(patient, 'name').map(({ value, path }) => readName(value, path, reader)),
    dateOfBirth: readBirthDate(patient, reader),
    dateOfDeath: readPartialDate(patient.value['deceasedDateTime']),
    gender: typeof gender === 'string' ? (MEANINGS[gender] ?? gender) : gender,
    addresses: reader.list(patient, 'address').map(({ value, path }) => readAddress(value, path, reader)),
    addressStatus: firstValue(extensions, 'address-status'),
    returnIntention: firstValue(extensions, 'return-intention'),
    identifiers: reader.list(patient, 'identifier').map((each) => readIdentifier(each, reader)),
    multipleBirth: filled({
      order: multipleBirthInteger,
      count: firstValue(extensions, 'multiple-birth-count'),
    }),
  });
}

/** Whether the record is restricted or very restricted at its source: then absence of an address means nothing. */
export function isRestricted({ value }: Placed): boolean {
  const meta = value['meta'];
  const security =
    isObject(meta) && Array.isArray(meta['security']) ? (meta['security'] as readonly unknown[]) : [];
  return security.some(
    (label) =>
      isObject(label) &&
      label['system'] === CONFIDENTIALITY_SYSTEM &&
      /^(?:R|V|REDACTED)$/.test(String(label['code'])),
  );
}

function readBirthDate(patient: Placed, reader: FhirReader): Fhir | undefined {
  const date = readPartialDate(patient.value['birthDate']);
  if (date === undefined) return undefined;
  const sibling = patient.value['_birthDate'];
  if (sibling === undefined) return { ...date, status: 'known' };
  const holder = reader.object(sibling, `${patient.path}/_birthDate`, ['extension']);
  return {
    ...date,
    status: firstValue(reader.extensions(holder, ['date-status']), 'date-status') ?? 'known',
  };
}

function readPartialDate(value: unknown): Partial<PartialDate> | undefined {
  if (value === undefined) return undefined;
  const date = dateOf(value);
  const precision = PRECISIONS[String(date).length] ?? 'day';
  return { value: date as string, precision: precision as PartialDate['precision'] };
}
