import type { Involvement, Organisation } from '../types.ts';
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
  partsOf,
  type Placed,
  present,
} from './fhir-json.ts';
import { readName, writeName } from './human-name.ts';
import { readPeriod, writePeriod } from './period.ts';
import { ODS_SYSTEMS, OWN_EXTENSION, OWN_IDENTIFIER_SYSTEM, SERVICE_CATEGORY_SYSTEM } from './systems.ts';

/** The resources that an involvement is, by what they refer to each other by. */
export interface InvolvementResources {
  readonly team: Fhir;
  readonly role?: Fhir;
  readonly organisation?: Fhir;
}

/** The addresses at which the caller puts the resources. */
export interface InvolvementAddresses {
  readonly patient: string;
  readonly role: string;
  readonly organisation: string;
}

/** What a bundle holds, by `fullUrl`. */
export type ResourcesByAddress = ReadonlyMap<string, Placed>;

const CONTAINED = 'practitioner';
/** Members that are read, by resource. */
export const CARE_TEAM_MEMBERS = [
  'identifier', 'status', 'category', 'name', 'subject', 'period', 'participant', 'managingOrganization', 'extension', 'meta',
]; // prettier-ignore
const PRACTITIONER_ROLE_MEMBERS = [
  'identifier',
  'contained',
  'practitioner',
  'code',
  'telecom',
  'active',
  'meta',
  'organization',
];
const ORGANIZATION_MEMBERS = ['identifier', 'name', 'meta', 'active'];

/** An involvement as a CareTeam with the role and organisation behind it. */
export function writeInvolvement(
  involvement: Involvement,
  addresses: InvolvementAddresses,
): InvolvementResources {
  const { service, practitioner, contact, contactId, sensitive } = involvement;
  const hasRole = practitioner !== undefined || contact !== undefined || contactId !== undefined;
  const team = fhir({
    resourceType: 'CareTeam',
    extension: present([
      ownExtension('ongoing', 'Boolean', involvement.to === null ? true : undefined),
      ownExtension('lead-professional', 'Boolean', involvement.leadProfessional),
      ownExtension('common-assessment', 'Boolean', involvement.commonAssessment),
      sensitive && sensitiveExtension(sensitive),
    ]),
    identifier: [{ value: involvement.id }],
    status: typeof involvement.to === 'string' ? 'inactive' : 'active',
    category: [{ coding: [{ system: SERVICE_CATEGORY_SYSTEM, code: service.category }] }],
    name: service.name,
    subject: { reference: addresses.patient },
    period: writePeriod(involvement),
    participant: hasRole ? [{ member: { reference: addresses.role } }] : undefined,
    managingOrganization: service.organisation && [{ reference: addresses.organisation }],
  });
  return {
    team,
    ...(hasRole && { role: writeRole(involvement) }),
    ...(service.organisation && { organisation: writeOrganisation(service.organisation) }),
  };
}

/** The person stands inside the role, because neither is known to the directory on its own. */
function writeRole({ practitioner, contact, contactId }: Involvement): Fhir {
  const person = filled({
    name: practitioner?.name && [writeName(practitioner.name)],
    address: writeAddresses(contact),
  });
  return fhir({
    resourceType: 'PractitionerRole',
    contained: person && [{ resourceType: 'Practitioner', id: CONTAINED, ...person }],
    identifier: contactId === undefined ? undefined : [{ value: contactId }],
    practitioner: person && { reference: `#${CONTAINED}` },
    code: practitioner?.role === undefined ? undefined : [{ text: practitioner.role }],
    telecom: writeTelecom(contact),
  });
}

function writeOrganisation({ name, code }: Organisation): Fhir {
  const system = code && (code.type === 'ods' ? ODS_SYSTEMS[0] : OWN_IDENTIFIER_SYSTEM + code.type);
  return fhir({ resourceType: 'Organization', identifier: code && [{ system, value: code.value }], name });
}

function sensitiveExtension(sensitive: NonNullable<Involvement['sensitive']>): Fhir {
  const parts = [
    { url: 'basis', valueCode: sensitive.basis },
    ...(sensitive.consentId === undefined ? [] : [{ url: 'consentId', valueString: sensitive.consentId }]),
  ];
  return { url: `${OWN_EXTENSION}sensitive`, extension: parts };
}

/** A CareTeam as an involvement, with the resources that it refers to. */
export function readInvolvement(team: Placed, resources: ResourcesByAddress, reader: FhirReader): Fhir {
  const extensions = reader.extensions(team, [
    'ongoing',
    'lead-professional',
    'common-assessment',
    'sensitive',
  ]);
  const sensitive = extensions.get('sensitive')?.[0];
  const { from, to } = readPeriod(team, reader);
  const participant = first(team.value['participant']);
  const role = referred(isObject(participant) ? participant['member'] : undefined, resources);
  const organisation = readOrganisation(first(team.value['managingOrganization']), resources, reader);
  return fhir({
    id: identifierValue(team),
    service: fhir({ category: categoryOf(team), name: team.value['name'], organisation }),
    ...(role && readRole(role, reader)),
    from,
    to: firstValue(extensions, 'ongoing') === true ? null : to,
    leadProfessional: firstValue(extensions, 'lead-professional'),
    commonAssessment: firstValue(extensions, 'common-assessment'),
    sensitive: sensitive && readSensitive(sensitive),
  });
}

/** The organisation that a reference means: by its place in the bundle, or by the code in the reference itself. */
export function readOrganisation(
  reference: unknown,
  resources: ResourcesByAddress,
  reader: FhirReader,
): Fhir | undefined {
  const found = referred(reference, resources);
  if (found) {
    const organisation = reader.object(found.value, found.path, ORGANIZATION_MEMBERS).value;
    return filled({ name: organisation['name'], code: codeOf(first(organisation['identifier'])) });
  }
  return isObject(reference)
    ? filled({ code: codeOf(reference['identifier']), name: reference['display'] })
    : undefined;
}

function readRole(found: Placed, reader: FhirReader): Fhir {
  const role = reader.object(found.value, found.path, PRACTITIONER_ROLE_MEMBERS);
  const [inside] = reader.list(role, 'contained');
  const contained = inside && reader.object(inside.value, inside.path, ['name', 'address']);
  const name = first(contained?.value['name']);
  const code = first(role.value['code']);
  return fhir({
    contactId: identifierValue(role),
    practitioner: filled({
      name:
        name === undefined || contained === undefined
          ? undefined
          : readName(name, `${contained.path}/name/0`, reader),
      role: isObject(code) ? (code['text'] ?? displayOf(code)) : code,
    }),
    contact: readContact(role, contained, reader),
  });
}

function readSensitive(extension: Placed): Fhir {
  const parts = partsOf(extension);
  return fhir({ basis: parts.get('basis')?.[0], consentId: parts.get('consentId')?.[0] });
}

function referred(reference: unknown, resources: ResourcesByAddress): Placed | undefined {
  return isObject(reference) ? resources.get(String(reference['reference'])) : undefined;
}

function codeOf(identifier: unknown): Fhir | undefined {
  if (!isObject(identifier)) return undefined;
  const { system, value } = identifier;
  const ours = String(system).startsWith(OWN_IDENTIFIER_SYSTEM)
    ? String(system).slice(OWN_IDENTIFIER_SYSTEM.length)
    : system;
  return fhir({ type: ODS_SYSTEMS.includes(String(system)) ? 'ods' : ours, value });
}

function categoryOf({ value }: Placed): unknown {
  const concept = first(value['category']);
  const coding = isObject(concept) ? first(concept['coding']) : undefined;
  return isObject(coding) ? coding['code'] : undefined;
}

function identifierValue({ value }: Placed): unknown {
  const identifier = first(value['identifier']);
  return isObject(identifier) ? identifier['value'] : undefined;
}

function displayOf(concept: Fhir): unknown {
  const coding = first(concept['coding']);
  return isObject(coding) ? coding['display'] : undefined;
}
