import type { ArrangedInput } from './arrange-inputs.ts';
import {
  Columns,
  wholeName,
  type ContactMeanings,
  type DraftRule,
  type NameMeanings,
} from './draft-columns.ts';
import type { FlowValue } from './flow-yaml.ts';
import type { MeaningId } from './vocabulary.ts';

/** The rules for the people and services around a child that stand in its own row. */
export function draftPeople(input: ArrangedInput, prefix: string): readonly DraftRule[] {
  const workers = peopleOf(input, WORKER_MEANINGS);
  const days = whoseDays(input, workers.length > 0);
  const drafts = [
    ...peopleOf(input, CARER_MEANINGS).map((person) => draftCarer(input, { prefix, each: false, person })),
    draftSchool(input, { prefix, each: false, days: days === 'school' }),
    draftPractice(input, prefix),
    ...workers.map((person) =>
      draftWorker(input, { prefix, each: false, person, withoutDays: days === 'school' }),
    ),
  ];
  return drafts.flatMap((rule) => rule ?? []);
}

/** Days that nobody is named for are the school’s where it says when a child left, or nobody else is there. */
function whoseDays({ placement }: ArrangedInput, hasWorkers: boolean): 'school' | 'worker' {
  const has = (meaning: MeaningId) => placement.placed.some((placed) => placed.meaning === meaning);
  return !hasWorkers || (has('leavingDate') && !has('entryDate')) ? 'school' : 'worker';
}

/** Whether people stand in the child's row, or each in a row of another input. */
export interface PeoplePlace {
  /** What stands in front of the input's columns. */
  readonly prefix: string;
  readonly each: boolean;
  /** Which of several of a row. */
  readonly person?: string;
  /** Whether the days of the row are somebody else’s. */
  readonly withoutDays?: boolean;
}

const CARER: NameMeanings = {
  given: ['carerGiven'],
  family: ['carerFamily'],
  whole: 'carerName',
  prefix: ['carerPrefix'],
};
const WORKER: NameMeanings = {
  given: ['workerGiven'],
  family: ['workerFamily'],
  whole: 'workerName',
  prefix: ['workerPrefix'],
};
const CARER_CONTACT: ContactMeanings = {
  telephone: ['carerTelephone'],
  email: ['carerEmail'],
  address: { lines: 'carerAddressLine', town: 'carerTown', county: 'carerCounty', postcode: 'carerPostcode' },
};
const WORKER_CONTACT: ContactMeanings = { telephone: ['workerTelephone'], email: ['workerEmail'] };
const CARER_MEANINGS: ReadonlySet<MeaningId> = new Set([
  ...CARER.given,
  ...CARER.family,
  CARER.whole,
  ...CARER_CONTACT.telephone,
  ...CARER_CONTACT.email,
]);
const WORKER_MEANINGS: ReadonlySet<MeaningId> = new Set([
  ...WORKER.given,
  ...WORKER.family,
  WORKER.whole,
  'team',
]);

/** The carers or workers of one row, in the order of their columns. */
function peopleOf({ placement }: ArrangedInput, meanings: ReadonlySet<MeaningId>): readonly string[] {
  return [
    ...new Set(placement.placed.filter(({ meaning }) => meanings.has(meaning)).map(({ person }) => person)),
  ];
}

/** In a table of people alone a name is theirs, and so is a telephone. */
function ofPeople(meanings: NameMeanings, each: boolean): NameMeanings {
  if (!each) return meanings;
  return {
    given: [...meanings.given, 'given'],
    family: [...meanings.family, 'family'],
    whole: meanings.whole,
    prefix: [...meanings.prefix, 'prefix'],
  };
}

function contactOfPeople(each: boolean): ContactMeanings {
  if (!each) return WORKER_CONTACT;
  return {
    telephone: [...WORKER_CONTACT.telephone, ...CARER_CONTACT.telephone],
    email: [...WORKER_CONTACT.email, ...CARER_CONTACT.email],
  };
}

/** A parent or carer. */
export function draftCarer(
  input: ArrangedInput,
  { prefix, each, person }: PeoplePlace,
): DraftRule | undefined {
  const columns = new Columns(input, prefix, person);
  const name = columns.useName(ofPeople(CARER, each), 'carers/name');
  const contact = columns.useContact(CARER_CONTACT, 'carers/contact');
  if (name === undefined && contact === undefined) return undefined;
  return columns.rule('carers', {
    each: each ? input.name : undefined,
    name,
    relationship: columns.use('relationship', 'carers/relationship'),
    parentalResponsibility: columns.use('parentalResponsibility', 'carers/parentalResponsibility'),
    hasCare: columns.use('hasCare', 'carers/hasCare'),
    contact,
  });
}

/** A school: that of the child’s row, or one for each row of another input. */
export function draftSchool(
  input: ArrangedInput,
  { prefix, each, days: hasDays }: PeoplePlace & { readonly days: boolean },
): DraftRule | undefined {
  const columns = new Columns(input, prefix);
  const organisation = draftSchoolItself(columns);
  const useDay = (own: 'entryDate' | 'leavingDate', bare: 'from' | 'to') =>
    columns.useDate(own, `involvements/${bare}`) ??
    (hasDays ? columns.useDate(bare, `involvements/${bare}`) : undefined);
  const [from, to] = [useDay('entryDate', 'from'), useDay('leavingDate', 'to')];
  const isOfSchool = organisation !== undefined || columns.find('entryDate') || columns.find('leavingDate');
  if (!isOfSchool) return undefined;
  if (!organisation) columns.reasons.push('which school it is no column says: write its name');
  return columns.rule('involvements', {
    each: each ? input.name : undefined,
    id: each ? idOfRow(columns, SCHOOL_ID) : { constant: 'school' },
    service: { category: 'education', organisation },
    when: each ? undefined : columns.sometimes(['school', 'schoolUrn', 'laestab', 'ukprn', 'entryDate']),
    contact: columns.useContact(SCHOOL_CONTACT, 'involvements/contact'),
    from,
    to,
  });
}

function draftSchoolItself(columns: Columns): FlowValue | undefined {
  const target = 'involvements/service/organisation';
  const name = columns.use('school', target);
  const type = (['schoolUrn', 'laestab', 'ukprn'] as const).find((id) => columns.find(id));
  const value = type && columns.use(type, target);
  if (name === undefined && value === undefined) return undefined;
  return { name, code: type && { type: type === 'schoolUrn' ? 'urn' : type, value } };
}

const SCHOOL_CONTACT: ContactMeanings = { telephone: ['schoolTelephone'], email: ['schoolEmail'] };
const PRACTICE_CONTACT: ContactMeanings = { telephone: ['practiceTelephone'], email: ['practiceEmail'] };

function draftPractice(input: ArrangedInput, prefix: string): DraftRule | undefined {
  const columns = new Columns(input, prefix);
  const name = columns.use('practice', 'involvements/service/organisation');
  const ods = columns.use('practiceCode', 'involvements/service/organisation');
  if (name === undefined && ods === undefined) return undefined;
  const doctor = columns.use('doctor', 'involvements/practitioner');
  const code = ods === undefined ? undefined : { type: 'ods', value: ods };
  return columns.rule('involvements', {
    id: { constant: 'practice' },
    service: { category: 'primaryCare', organisation: { name, code } },
    practitioner: doctor === undefined ? undefined : { name: wholeName(doctor) },
    when: columns.sometimes(['practice', 'practiceCode']),
    contact: columns.useContact(PRACTICE_CONTACT, 'involvements/contact'),
  });
}

/** A worker or team. */
export function draftWorker(
  input: ArrangedInput,
  { prefix, each, person, withoutDays = false }: PeoplePlace,
): DraftRule | undefined {
  const columns = new Columns(input, prefix, person);
  const name = columns.useName(ofPeople(WORKER, each), 'involvements/practitioner');
  const team = columns.use('team', 'involvements/service/name');
  if (name === undefined && team === undefined) return undefined;
  const role = columns.use('role', 'involvements/practitioner/role');
  return columns.rule('involvements', {
    each: each ? input.name : undefined,
    id: columns.use('allocationId', 'involvements/id') ?? draftId(input, columns, { each, person }),
    service: { category: guessCategory(columns, person), name: team },
    practitioner: name === undefined && role === undefined ? undefined : { name, role },
    when: each ? undefined : columns.sometimes(['workerName', 'workerFamily', 'workerGiven', 'team']),
    contact: columns.useContact(contactOfPeople(each), 'involvements/contact'),
    from: withoutDays ? undefined : columns.useDate('from', 'involvements/from'),
    to: withoutDays ? undefined : columns.useDate('to', 'involvements/to'),
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

/** What the words for a worker say of the service. */
const CATEGORY_OF_WORKER: Readonly<Record<string, string>> = {
  healthVisitor: 'healthVisiting',
  schoolNurse: 'schoolNursing',
  midwife: 'communityHealth',
  tutor: 'education',
  keyPerson: 'education',
  senco: 'sen',
  yot: 'youthJustice',
  familyWorker: 'earlyHelp',
  housing: 'housing',
  police: 'police',
};

function guessCategory(columns: Columns, person = ''): string {
  const headers = (['workerName', 'workerFamily', 'team', 'role'] as const).flatMap(
    (meaning) => columns.find(meaning)?.column.header.replaceAll('_', ' ') ?? [],
  );
  const told =
    CATEGORY_OF_WORKER[person.replace(/\d+$/, '')] ??
    CATEGORIES.find(([pattern]) => headers.some((header) => pattern.test(header)))?.[1];
  columns.reasons.push(
    told === undefined ? 'its category is a guess: correct it' : `its category: the name of a column says so`,
  );
  return told ?? 'socialCare';
}

/** Without a number of its own an involvement is known by whose it is, who works on it and since when. */
function draftId(
  input: ArrangedInput,
  columns: Columns,
  { each, person = '' }: { readonly each: boolean; readonly person: string | undefined },
): FlowValue {
  if (!each) return { constant: person === '' ? 'worker' : person };
  return idOfRow(columns, WORKER_ID, input.inside === undefined ? input.key?.name : undefined);
}

const WORKER_ID = ['workerName', 'workerFamily', 'family', 'team', 'from'] as const;
const SCHOOL_ID = ['schoolUrn', 'laestab', 'school', 'entryDate', 'from'] as const;

function idOfRow(columns: Columns, telling: readonly MeaningId[], key?: string): FlowValue {
  const written = telling.map((id) => columns.findAll(id).map((placed) => columns.write(placed))[0]);
  const from = [key, ...written].filter((name) => name !== undefined);
  return { from, steps: [{ join: '-' }] };
}
