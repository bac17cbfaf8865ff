import type {
  Address,
  CanonicalRecord,
  Carer,
  Child,
  ContactDetails,
  Identifier,
  Involvement,
  Organisation,
  PersonName,
} from '@contactpoint/contract';

type Service = Involvement['service'];
type Practitioner = NonNullable<Involvement['practitioner']>;
type Sensitive = NonNullable<Involvement['sensitive']>;
type OrganisationCode = NonNullable<Organisation['code']>;
type MultipleBirth = NonNullable<Child['multipleBirth']>;
type Flags = NonNullable<CanonicalRecord['flags']>;
type Confirmation = NonNullable<CanonicalRecord['confirmed']>[number];
type Body = Omit<CanonicalRecord, 'source' | 'cleared'>;

type Draft<T> = { -readonly [K in keyof T]?: Exclude<T[K], undefined> };
/** What stands in a slot was made by the rule of that very field, so it may be taken for whatever is needed. */
type Slots = readonly never[];

/**
 * Makes each object of the record from the values of its fields, in the order of its target's fields; undefined
 * values leave no trace. Written out, one assignment a field, because engines then know the shape of every
 * object: mapping, checking and writing it takes a third of the time that assigning by a name in a variable does.
 */
export const makeGroup = {
  name(slots: Slots): object {
    const name: Draft<PersonName> = {};
    if (slots[0] !== undefined) name.use = slots[0];
    if (slots[1] !== undefined) name.given = slots[1];
    if (slots[2] !== undefined) name.family = slots[2];
    if (slots[3] !== undefined) name.prefix = slots[3];
    if (slots[4] !== undefined) name.suffix = slots[4];
    if (slots[5] !== undefined) name.from = slots[5];
    if (slots[6] !== undefined) name.to = slots[6];
    return name;
  },
  address(slots: Slots): object {
    const address: Draft<Address> = {};
    if (slots[0] !== undefined) address.use = slots[0];
    if (slots[1] !== undefined) address.lines = slots[1];
    if (slots[2] !== undefined) address.town = slots[2];
    if (slots[3] !== undefined) address.county = slots[3];
    if (slots[4] !== undefined) address.postcode = slots[4];
    if (slots[5] !== undefined) address.uprn = slots[5];
    if (slots[6] !== undefined) address.from = slots[6];
    if (slots[7] !== undefined) address.to = slots[7];
    return address;
  },
  contact(slots: Slots): object {
    const contact: Draft<ContactDetails> = {};
    if (slots[0] !== undefined) contact.telephone = slots[0];
    if (slots[1] !== undefined) contact.email = slots[1];
    if (slots[2] !== undefined) contact.address = slots[2];
    return contact;
  },
  identifier(slots: Slots): object {
    const identifier: Draft<Identifier> = {};
    if (slots[0] !== undefined) identifier.type = slots[0];
    if (slots[1] !== undefined) identifier.value = slots[1];
    if (slots[2] !== undefined) identifier.status = slots[2];
    if (slots[3] !== undefined) identifier.issuer = slots[3];
    if (slots[4] !== undefined) identifier.supersededBy = slots[4];
    return identifier;
  },
  multipleBirth(slots: Slots): object {
    const multipleBirth: Draft<MultipleBirth> = {};
    if (slots[0] !== undefined) multipleBirth.order = slots[0];
    if (slots[1] !== undefined) multipleBirth.count = slots[1];
    return multipleBirth;
  },
  child(slots: Slots): object {
    const child: Draft<Child> = {};
    if (slots[0] !== undefined) child.names = slots[0];
    if (slots[1] !== undefined) child.dateOfBirth = slots[1];
    if (slots[2] !== undefined) child.dateOfDeath = slots[2];
    if (slots[3] !== undefined) child.gender = slots[3];
    if (slots[4] !== undefined) child.addresses = slots[4];
    if (slots[5] !== undefined) child.addressStatus = slots[5];
    if (slots[6] !== undefined) child.returnIntention = slots[6];
    if (slots[7] !== undefined) child.identifiers = slots[7];
    if (slots[8] !== undefined) child.multipleBirth = slots[8];
    return child;
  },
  carer(slots: Slots): object {
    const carer: Draft<Carer> = {};
    if (slots[0] !== undefined) carer.name = slots[0];
    if (slots[1] !== undefined) carer.relationship = slots[1];
    if (slots[2] !== undefined) carer.parentalResponsibility = slots[2];
    if (slots[3] !== undefined) carer.hasCare = slots[3];
    if (slots[4] !== undefined) carer.contact = slots[4];
    return carer;
  },
  organisationCode(slots: Slots): object {
    const organisationCode: Draft<OrganisationCode> = {};
    if (slots[0] !== undefined) organisationCode.type = slots[0];
    if (slots[1] !== undefined) organisationCode.value = slots[1];
    return organisationCode;
  },
  organisation(slots: Slots): object {
    const organisation: Draft<Organisation> = {};
    if (slots[0] !== undefined) organisation.name = slots[0];
    if (slots[1] !== undefined) organisation.code = slots[1];
    return organisation;
  },
  service(slots: Slots): object {
    const service: Draft<Service> = {};
    if (slots[0] !== undefined) service.category = slots[0];
    if (slots[1] !== undefined) service.name = slots[1];
    if (slots[2] !== undefined) service.organisation = slots[2];
    return service;
  },
  practitioner(slots: Slots): object {
    const practitioner: Draft<Practitioner> = {};
    if (slots[0] !== undefined) practitioner.name = slots[0];
    if (slots[1] !== undefined) practitioner.role = slots[1];
    return practitioner;
  },
  sensitive(slots: Slots): object {
    const sensitive: Draft<Sensitive> = {};
    if (slots[0] !== undefined) sensitive.basis = slots[0];
    if (slots[1] !== undefined) sensitive.consentId = slots[1];
    return sensitive;
  },
  involvement(slots: Slots): object {
    const involvement: Draft<Involvement> = {};
    if (slots[0] !== undefined) involvement.id = slots[0];
    if (slots[1] !== undefined) involvement.service = slots[1];
    if (slots[2] !== undefined) involvement.contactId = slots[2];
    if (slots[3] !== undefined) involvement.practitioner = slots[3];
    if (slots[4] !== undefined) involvement.contact = slots[4];
    if (slots[5] !== undefined) involvement.from = slots[5];
    if (slots[6] !== undefined) involvement.to = slots[6];
    if (slots[7] !== undefined) involvement.leadProfessional = slots[7];
    if (slots[8] !== undefined) involvement.commonAssessment = slots[8];
    if (slots[9] !== undefined) involvement.sensitive = slots[9];
    return involvement;
  },
  flags(slots: Slots): object {
    const flags: Draft<Flags> = {};
    if (slots[0] !== undefined) flags.shieldRequested = slots[0];
    if (slots[1] !== undefined) flags.newIdentity = slots[1];
    return flags;
  },
  confirmation(slots: Slots): object {
    const confirmation: Draft<Confirmation> = {};
    if (slots[0] !== undefined) confirmation.pointer = slots[0];
    if (slots[1] !== undefined) confirmation.with = slots[1];
    if (slots[2] !== undefined) confirmation.on = slots[2];
    return confirmation;
  },
  record(slots: Slots): object {
    const record: Draft<Body> = {};
    if (slots[0] !== undefined) record.operation = slots[0];
    if (slots[1] !== undefined) record.fromRecordId = slots[1];
    if (slots[2] !== undefined) record.completeness = slots[2];
    if (slots[3] !== undefined) record.child = slots[3];
    if (slots[4] !== undefined) record.carers = slots[4];
    if (slots[5] !== undefined) record.involvements = slots[5];
    if (slots[6] !== undefined) record.flags = slots[6];
    if (slots[7] !== undefined) record.confirmed = slots[7];
    if (slots[8] !== undefined) record.notKnown = slots[8];
    return record;
  },
} as const;

/** A group of the record that can be made. */
export type GroupName = keyof typeof makeGroup;
