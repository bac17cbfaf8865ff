import type {
  Address,
  CanonicalRecord,
  Carer,
  ContactDetails,
  Identifier,
  Involvement,
  Organisation,
  PersonName,
} from '@contactpoint/contract';
import type { CanonicalWriter } from './canonical-writer.ts';

type Write<T> = (value: T, writer: CanonicalWriter) => void;

/** One part of a record by its JSON Pointer, with how it is written. */
export interface RecordPart {
  readonly path: string;
  write(record: CanonicalRecord, writer: CanonicalWriter): void;
  /** All that it holds, where that is one word of a closed list: its hash is then worth remembering. */
  word?(record: CanonicalRecord): string | undefined;
}

/**
 * The parts of a record, all of it but its source, which says who sent it and when, not what. What a field
 * is written under must never change: every record would count as changed.
 */
export const RECORD_PARTS: readonly RecordPart[] = [
  {
    path: '/operation',
    write: (record, writer) => writer.text(1, record.operation),
    word: (record) => record.operation,
  },
  { path: '/fromRecordId', write: (record, writer) => writer.text(2, record.fromRecordId) },
  {
    path: '/completeness',
    write: (record, writer) => writer.text(3, record.completeness),
    word: (record) => record.completeness,
  },
  { path: '/cleared', write: (record, writer) => writer.unordered(4, record.cleared) },
  { path: '/child/names', write: ({ child }, writer) => writer.groups(5, child?.names, writeName) },
  {
    path: '/child/dateOfBirth',
    write: ({ child }, writer) => writer.group(6, child?.dateOfBirth, writePartialDate),
  },
  {
    path: '/child/dateOfDeath',
    write: ({ child }, writer) => writer.group(7, child?.dateOfDeath, writePartialDate),
  },
  {
    path: '/child/gender',
    write: ({ child }, writer) => writer.text(8, child?.gender),
    word: ({ child }) => child?.gender,
  },
  {
    path: '/child/addresses',
    write: ({ child }, writer) => writer.groups(9, child?.addresses, writeAddress),
  },
  {
    path: '/child/addressStatus',
    write: ({ child }, writer) => writer.text(10, child?.addressStatus),
    word: ({ child }) => child?.addressStatus,
  },
  {
    path: '/child/returnIntention',
    write: ({ child }, writer) => writer.text(11, child?.returnIntention),
    word: ({ child }) => child?.returnIntention,
  },
  {
    path: '/child/identifiers',
    write: ({ child }, writer) => writer.groups(12, child?.identifiers, writeIdentifier),
  },
  {
    path: '/child/multipleBirth',
    write: ({ child }, writer) =>
      writer.group(13, child?.multipleBirth, ({ order, count }) => {
        writer.plain(1, order);
        writer.plain(2, count);
      }),
  },
  { path: '/carers', write: (record, writer) => writer.groups(14, record.carers, writeCarer) },
  {
    path: '/involvements',
    write: (record, writer) => writer.groups(15, record.involvements, writeInvolvement),
  },
  { path: '/flags/shieldRequested', write: ({ flags }, writer) => writer.plain(16, flags?.shieldRequested) },
  { path: '/flags/newIdentity', write: ({ flags }, writer) => writer.plain(17, flags?.newIdentity) },
  {
    path: '/confirmed',
    write: (record, writer) =>
      writer.groups(18, record.confirmed, (confirmation) => {
        writer.text(1, confirmation.pointer);
        writer.text(2, confirmation.with);
        writer.text(3, confirmation.on);
      }),
  },
  {
    path: '/notKnown',
    write: ({ notKnown }, writer) =>
      writer.unordered(19, notKnown && Object.entries(notKnown).map(([path, reason]) => `${path} ${reason}`)),
  },
];

const writeName: Write<PersonName> = (name, writer) => {
  writer.text(1, name.use);
  writer.texts(2, name.given);
  writer.text(3, name.family);
  writer.text(4, name.prefix);
  writer.text(5, name.suffix);
  writer.text(6, name.from);
  writer.text(7, name.to);
};

const writePartialDate: Write<{
  readonly value: string;
  readonly precision: string;
  readonly status?: string;
}> = (date, writer) => {
  writer.text(1, date.value);
  writer.text(2, date.precision);
  writer.text(3, date.status);
};

const writeAddress: Write<Address> = (address, writer) => {
  writer.text(1, address.use);
  writer.texts(2, address.lines);
  writer.text(3, address.town);
  writer.text(4, address.county);
  writer.text(5, address.postcode);
  writer.text(6, address.uprn);
  writer.text(7, address.from);
  writer.text(8, address.to);
};

const writeIdentifier: Write<Identifier> = (identifier, writer) => {
  writer.text(1, identifier.type);
  writer.text(2, identifier.value);
  writer.text(3, identifier.status);
  writer.text(4, identifier.issuer);
  writer.text(5, identifier.supersededBy);
};

const writeContact: Write<ContactDetails> = (contact, writer) => {
  writer.unordered(1, contact.telephone);
  writer.unordered(2, contact.email);
  writer.group(3, contact.address, writeAddress);
};

const writeCarer: Write<Carer> = (carer, writer) => {
  writer.group(1, carer.name, writeName);
  writer.text(2, carer.relationship);
  writer.plain(3, carer.parentalResponsibility);
  writer.plain(4, carer.hasCare);
  writer.group(5, carer.contact, writeContact);
};

const writeOrganisation: Write<Organisation> = (organisation, writer) => {
  writer.text(1, organisation.name);
  writer.text(2, organisation.code?.type);
  writer.text(3, organisation.code?.value);
};

const writeInvolvement: Write<Involvement> = (involvement, writer) => {
  const { service, practitioner, sensitive } = involvement;
  writer.text(1, involvement.id);
  writer.text(2, service.category);
  writer.text(3, service.name);
  writer.group(4, service.organisation, writeOrganisation);
  writer.text(5, involvement.contactId);
  writer.group(6, practitioner?.name, writeName);
  writer.text(7, practitioner?.role);
  writer.group(8, involvement.contact, writeContact);
  writer.text(9, involvement.from);
  writer.plain(10, involvement.to === null ? null : undefined);
  writer.text(11, involvement.to ?? undefined);
  writer.plain(12, involvement.leadProfessional);
  writer.plain(13, involvement.commonAssessment);
  writer.text(14, sensitive?.basis);
  writer.text(15, sensitive?.consentId);
};
