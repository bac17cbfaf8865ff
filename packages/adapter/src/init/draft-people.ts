import type { ArrangedInput } from './arrange-inputs.ts';
import { Columns, type ContactMeanings, type DraftRule, type NameMeanings } from './draft-columns.ts';
import type { FlowValue } from './flow-yaml.ts';

/** The rules for the people and services around a child that stand in its own row. */
export function draftPeople(input: ArrangedInput, prefix: string): readonly DraftRule[] {
  const own = { prefix, each: false };
  const drafts = [
    draftCarer(input, own),
    draftSchool(input, prefix),
    draftPractice(input, prefix),
    draftWorker(input, own),
  ];
  return drafts.flatMap((rule) => rule ?? []);
}

/** Whether people stand in the child's row, or each in a row of another input. */
export interface PeoplePlace {
  /** What stands in front of the input's columns. */
  readonly prefix: string;
  readonly each: boolean;
}

const CARER: NameMeanings = { given: ['carerGiven'], family: ['carerFamily'], whole: 'carerName' };
const WORKER: NameMeanings = { given: ['workerGiven'], family: ['workerFamily'], whole: 'workerName' };
const CARER_CONTACT: ContactMeanings = { telephone: ['carerTelephone'], email: ['carerEmail'] };
const WORKER_CONTACT: ContactMeanings = { telephone: ['workerTelephone'], email: ['workerEmail'] };

/** In a table of people alone a name is theirs, and so is a telephone. */
function ofPeople(meanings: NameMeanings, each: boolean): NameMeanings {
  if (!each) return meanings;
  return { ...meanings, given: [...meanings.given, 'given'], family: [...meanings.family, 'family'] };
}

function contactOfPeople(each: boolean): ContactMeanings {
  if (!each) return WORKER_CONTACT;
  return {
    telephone: [...WORKER_CONTACT.telephone, ...CARER_CONTACT.telephone],
    email: [...WORKER_CONTACT.email, ...CARER_CONTACT.email],
  };
}

/** A parent or carer. */
export function draftCarer(input: ArrangedInput, { prefix, each }: PeoplePlace): DraftRule | undefined {
  const columns = new Columns(input, prefix);
  const name = columns.useName(ofPeople(CARER, each), 'carers/name');
  const contact = columns.useContact(CARER_CONTACT, 'carers/contact');
  if (name === undefined && contact === undefined) return undefined;
  return columns.rule('carers', {
    each: each ? input.name : undefined,
    name,
    relationship: columns.use('relationship', 'carers/relationship'),
    parentalResponsibility: columns.use('parentalResponsibility', 'carers/parentalResponsibility'),
    contact,
  });
}

function draftSchool(input: ArrangedInput, prefix: string): DraftRule | undefined {
  const columns = new Columns(input, prefix);
  const target = 'involvements/service/organisation';
  const name = columns.use('school', target);
  const urn = columns.use('schoolUrn', target);
  if (name === undefined && urn === undefined) return undefined;
  const code = urn === undefined ? undefined : { type: 'urn', value: urn };
  return columns.rule('involvements', {
    id: { constant: 'school' },
    service: { category: 'education', organisation: { name, code } },
    from: columns.useDate('entryDate', 'involvements/from'),
    to: columns.useDate('leavingDate', 'involvements/to'),
  });
}

function draftPractice(input: ArrangedInput, prefix: string): DraftRule | undefined {
  const columns = new Columns(input, prefix);
  const name = columns.use('practice', 'involvements/service/organisation');
  const ods = columns.use('practiceCode', 'involvements/service/organisation');
  if (name === undefined && ods === undefined) return undefined;
  const code = ods === undefined ? undefined : { type: 'ods', value: ods };
  return columns.rule('involvements', {
    id: { constant: 'practice' },
    service: { category: 'primaryCare', organisation: { name, code } },
  });
}

/** A worker or team. */
export function draftWorker(input: ArrangedInput, { prefix, each }: PeoplePlace): DraftRule | undefined {
  const columns = new Columns(input, prefix);
  const name = columns.useName(ofPeople(WORKER, each), 'involvements/practitioner');
  const team = columns.use('team', 'involvements/service/name');
  if (name === undefined && team === undefined) return undefined;
  const role = columns.use('role', 'involvements/practitioner/role');
  return columns.rule('involvements', {
    each: each ? input.name : undefined,
    id: columns.use('allocationId', 'involvements/id') ?? draftId(input, columns, each),
    service: { category: guessCategory(columns), name: team },
    practitioner: name === undefined && role === undefined ? undefined : { name, role },
    contact: columns.useContact(contactOfPeople(each), 'involvements/contact'),
    from: columns.useDate('from', 'involvements/from'),
    to: columns.useDate('to', 'involvements/to'),
    leadProfessional: columns.use('lead', 'involvements/leadProfessional'),
  });
}

/** What services call those who work for them; where nothing tells, whose list it is. */
const CATEGORIES: readonly (readonly [RegExp, string])[] = [
  [/tutor|teacher|pastoral|senco|head ?of ?year|school ?contact/i, 'education'],
  [/health ?visitor|\bhv\b/i, 'healthVisiting'],
  [/school ?nurse/i, 'schoolNursing'],
  [/\b(yot|yjs)\b|youth ?(offending|justice)/i, 'youthJustice'],
  [/early ?help|family ?support/i, 'earlyHelp'],
  [/housing/i, 'housing'],
];

function guessCategory(columns: Columns): string {
  const headers = (['workerName', 'workerFamily', 'team', 'role'] as const).flatMap(
    (meaning) => columns.find(meaning)?.column.header.replaceAll('_', ' ') ?? [],
  );
  const told = CATEGORIES.find(([pattern]) => headers.some((header) => pattern.test(header)))?.[1];
  columns.reasons.push(
    told === undefined ? 'its category is a guess: correct it' : `its category: the name of a column says so`,
  );
  return told ?? 'socialCare';
}

/** Without a number of its own an involvement is known by whose it is, who works on it and since when. */
function draftId(input: ArrangedInput, columns: Columns, each: boolean): FlowValue {
  if (!each) return { constant: 'worker' };
  const telling = (['workerName', 'workerFamily', 'family', 'team', 'from'] as const).map(
    (id) => columns.find(id)?.column.name,
  );
  const from = [input.key?.name, ...telling].filter((name) => name !== undefined);
  return { from, steps: [{ join: '-' }] };
}
