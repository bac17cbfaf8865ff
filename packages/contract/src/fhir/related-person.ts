import { RELATIONSHIPS } from '../codes/record-codes.ts';
import type { Carer } from '../types.ts';
import { readContact, writeAddresses, writeTelecom } from './contact.ts';
import {
  fhir,
  type Fhir,
  filled,
  type FhirReader,
  first,
  firstValue,
  isObject,
  ownExtension,
  type Placed,
  present,
} from './fhir-json.ts';
import { readName, writeName } from './human-name.ts';
import { RELATIONSHIP_SYSTEMS, ROLE_CODE_SYSTEM } from './systems.ts';

/** Members of a RelatedPerson that are read; whether and since when it is active says nothing of the carer. */
export const RELATED_PERSON_MEMBERS = [
  'patient', 'relationship', 'name', 'telecom', 'address', 'extension', 'active', 'period', 'meta',
]; // prettier-ignore

/** A parent or carer as RelatedPerson, without `patient`. */
export function writeCarer(carer: Carer): Fhir {
  return fhir({
    resourceType: 'RelatedPerson',
    extension: present([
      ownExtension('parental-responsibility', 'Boolean', carer.parentalResponsibility),
      ownExtension('has-care', 'Boolean', carer.hasCare),
    ]),
    relationship: carer.relationship === undefined ? undefined : [conceptOf(carer.relationship)],
    name: carer.name && [writeName(carer.name)],
    telecom: writeTelecom(carer.contact),
    address: writeAddresses(carer.contact),
  });
}

/** A RelatedPerson as a parent or carer: the text of the relationship, otherwise what its code means. */
export function readCarer(person: Placed, reader: FhirReader): Fhir | undefined {
  const extensions = reader.extensions(person, ['parental-responsibility', 'has-care']);
  const name = first(person.value['name']);
  return filled({
    name: name === undefined ? undefined : readName(name, `${person.path}/name/0`, reader),
    relationship: relationshipOf(first(person.value['relationship'])),
    parentalResponsibility: firstValue(extensions, 'parental-responsibility'),
    hasCare: firstValue(extensions, 'has-care'),
    contact: readContact(person, person, reader),
  });
}

function conceptOf(relationship: string): Fhir {
  const equivalents = RELATIONSHIPS.codes.find(({ code }) => code === relationship)?.equivalents ?? [];
  const coding = equivalents.map(({ system, code }) => ({
    system: system === 'v3-RoleCode' ? ROLE_CODE_SYSTEM : RELATIONSHIP_SYSTEMS[0],
    code,
  }));
  return fhir({ coding, text: relationship });
}

function relationshipOf(concept: unknown): unknown {
  if (!isObject(concept)) return concept;
  if (concept['text'] !== undefined) return concept['text'];
  const coding = first(concept['coding']);
  if (!isObject(coding)) return undefined;
  const { system, code } = coding;
  const isKnownSystem = system === ROLE_CODE_SYSTEM || RELATIONSHIP_SYSTEMS.includes(String(system));
  const entry = RELATIONSHIPS.codes.find(({ equivalents = [] }) =>
    equivalents.some((each) => each.code === code),
  );
  return isKnownSystem && entry ? entry.code : code;
}
