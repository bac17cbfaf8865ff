import type { CanonicalRecord, Issue } from '../types.ts';
import { fhir, type Fhir, filled, FhirReader, isObject, type Placed } from './fhir-json.ts';
import {
  CARE_TEAM_MEMBERS,
  readInvolvement,
  readOrganisation,
  type ResourcesByAddress,
  writeInvolvement,
} from './involvement.ts';
import { CHILD_EXTENSIONS, isRestricted, PATIENT_MEMBERS, readChild, writeChild } from './patient.ts';
import { RECORD_HEADER, readHeader, writeHeader } from './record-header.ts';
import { readCarer, RELATED_PERSON_MEMBERS, writeCarer } from './related-person.ts';
import { SOURCE_SYSTEM } from './systems.ts';

/** A record as FHIR gave it, not yet validated, with an issue for everything that the record has no place for. */
export interface FhirRecord {
  readonly value: unknown;
  readonly issues: readonly Issue[];
}

/** A valid record as a FHIR R4 transaction bundle: Patient, RelatedPerson, CareTeam, PractitionerRole, Organization. */
export function writeRecordBundle(record: CanonicalRecord): Fhir {
  const { source } = record;
  const entry: Fhir[] = [];
  let addresses = 0;
  const nextAddress = () => `urn:uuid:00000000-0000-4000-8000-${String((addresses += 1)).padStart(12, '0')}`;
  const add = (fullUrl: string, resource: Fhir | undefined) => {
    const request = { method: 'POST', url: String(resource?.['resourceType']) };
    if (resource) entry.push({ fullUrl, resource, request });
  };
  const patient = nextAddress();
  add(patient, writePatient(record));
  for (const carer of record.carers ?? [])
    add(nextAddress(), { ...writeCarer(carer), patient: { reference: patient } });
  for (const involvement of record.involvements ?? []) {
    const [team, role, organisation] = [nextAddress(), nextAddress(), nextAddress()];
    const resources = writeInvolvement(involvement, { patient, role, organisation });
    add(team, resources.team);
    add(role, resources.role);
    add(organisation, resources.organisation);
  }
  const identifier = { system: SOURCE_SYSTEM + source.system, value: source.recordId };
  return { resourceType: 'Bundle', identifier, type: 'transaction', timestamp: source.suppliedAt, entry };
}

function writePatient(record: CanonicalRecord): Fhir {
  const { extension, ...child } = record.child ? writeChild(record.child) : {};
  const extensions = [writeHeader(record), ...((extension ?? []) as readonly Fhir[])];
  return { resourceType: 'Patient', extension: extensions, ...child };
}

/**
 * What a bundle says of one child; `validateRecord` then says whether it is a record. Resources, elements and
 * extensions for which the record has no place are refused by an issue each (HOLD-02), ids and metadata read past.
 */
export function readRecordBundle(value: unknown): FhirRecord {
  const reader = new FhirReader();
  const bundle = reader.object(value, '', ['identifier', 'type', 'timestamp', 'entry', 'meta']);
  const resources = resourcesOf(bundle, reader);
  const ofType = (type: string) =>
    [...resources.values()].filter((each) => each.value['resourceType'] === type);
  const [patient, ...others] = ofType('Patient');
  for (const other of others) reader.note('fhir.resource-not-allowed', other.path);
  if (patient === undefined) {
    reader.note('fhir.no-patient', '');
    return { value: undefined, issues: reader.issues };
  }
  const { header, child, practice } = readPatientParts(patient, resources, reader);
  const teams = ofType('CareTeam').map(({ value: team, path }) =>
    readInvolvement(reader.object(team, path, CARE_TEAM_MEMBERS), resources, reader),
  );
  const carers = ofType('RelatedPerson').map(({ value: person, path }) =>
    readCarer(reader.object(person, path, RELATED_PERSON_MEMBERS), reader),
  );
  const { sequence, ...rest } = header;
  const source = fhir({ ...sourceOf(bundle.value), sequence });
  const involvements = practice ? [...teams, practice] : teams;
  return { value: fhir({ source, ...rest, child, carers, involvements }), issues: reader.issues };
}

/** The child, and the general practice as an involvement, of a Patient of any FHIR server of the NHS. */
export function readPatient(value: unknown): FhirRecord {
  const reader = new FhirReader();
  const { header, child, practice } = readPatientParts(
    { value: isObject(value) ? value : {}, path: '' },
    new Map(),
    reader,
  );
  const record = { ...header, child, involvements: practice && [practice] };
  return { value: fhir(record), issues: reader.issues };
}

interface PatientParts {
  readonly header: Fhir;
  readonly child: Fhir | undefined;
  readonly practice: Fhir | undefined;
}

function readPatientParts(placed: Placed, resources: ResourcesByAddress, reader: FhirReader): PatientParts {
  const patient = reader.object(placed.value, placed.path, PATIENT_MEMBERS);
  const extensions = reader.extensions(patient, [RECORD_HEADER, ...CHILD_EXTENSIONS]);
  const header = readHeader(extensions.get(RECORD_HEADER)?.[0]);
  // A source that restricts its record would not have it found by an address elsewhere.
  const flags = isRestricted(patient)
    ? { ...(header['flags'] as Fhir | undefined), shieldRequested: true }
    : header['flags'];
  return {
    header: fhir({ ...header, flags }),
    child: readChild(patient, extensions, reader),
    practice: readPractice(patient, resources, reader),
  };
}

/** The registered practice is an involvement of primary care, without a practitioner of its own. */
function readPractice(patient: Placed, resources: ResourcesByAddress, reader: FhirReader): Fhir | undefined {
  const [reference] = reader.list(patient, 'generalPractitioner');
  const organisation = readOrganisation(reference?.value, resources, reader);
  return (
    organisation && filled({ id: 'generalPractitioner', service: { category: 'primaryCare', organisation } })
  );
}

const RESOURCE_TYPES = new Set(['Patient', 'RelatedPerson', 'CareTeam', 'PractitionerRole', 'Organization']);

function resourcesOf(bundle: Placed, reader: FhirReader): ResourcesByAddress {
  const resources = new Map<string, Placed>();
  for (const [index, { value, path }] of reader.list(bundle, 'entry').entries()) {
    const { fullUrl, resource } = reader.object(value, path, [
      'fullUrl',
      'resource',
      'request',
      'search',
      'link',
    ]).value;
    if (!isObject(resource)) reader.note('fhir.not-an-object', `${path}/resource`);
    else if (!RESOURCE_TYPES.has(String(resource['resourceType'])))
      reader.note('fhir.resource-not-allowed', `${path}/resource`);
    else
      resources.set(typeof fullUrl === 'string' ? fullUrl : `#${index}`, {
        value: resource,
        path: `${path}/resource`,
      });
  }
  return resources;
}

function sourceOf({ identifier, timestamp }: Fhir): Fhir {
  const { system, value } = isObject(identifier) ? identifier : {};
  const isOurs = typeof system === 'string' && system.startsWith(SOURCE_SYSTEM);
  return fhir({
    system: isOurs ? system.slice(SOURCE_SYSTEM.length) : system,
    recordId: value,
    suppliedAt: timestamp,
  });
}
