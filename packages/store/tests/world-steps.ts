import type { CanonicalRecord, SearchCriteria } from '@contactpoint/contract';
import { nhsNumber } from '@contactpoint/directory/suite';
import fc from 'fast-check';

const GIVEN = ['Ada', 'Bram', 'Ceri'];
const FAMILY = ['Alderwick', 'Brambleby', 'Alderwick-Brambleby'];
const BIRTHS = ['2014-03-09', '2014-03-10', '2016-08-21'];
const POSTCODES = ['CH41 5EU', 'CH41 9ZZ', 'L1 1AA'];

const DEATHS = ['2026-11-01', '2026-11-02'];

/**
 * What a shielded record hides: values that no request of the worlds asks for, or that every one of them may ask
 * for.
 */
export const hidden = fc.record({
  formerFamily: fc.constantFrom(...FAMILY.slice(1), 'Gorsedale'),
  gender: fc.constantFrom('female', 'male', 'notSpecified'),
  postcode: fc.constantFrom(...POSTCODES),
  town: fc.constantFrom('Northmere', 'Southmere'),
  nhs: fc.constantFrom(undefined, 90, 91),
  carerTelephone: fc.constantFrom('0151 496 0101', '0151 496 0102'),
  service: fc.constantFrom('socialCare', 'police', 'housing'),
  commonAssessment: fc.boolean(),
  /** As a registrar tells it who knows the child by all that is hidden; certain where there is a number. */
  death: fc.constantFrom(undefined, ...DEATHS),
});
/** One choice of what is hidden. */
export type Hidden = typeof hidden extends fc.Arbitrary<infer Value> ? Value : never;

const criteria = fc.oneof(
  fc.record(
    {
      family: fc.constantFrom(...FAMILY, 'Gorsedale'),
      dateOfBirth: fc.constantFrom(...BIRTHS),
      given: fc.constantFrom(...GIVEN),
      postcode: fc.constantFrom(...POSTCODES),
      gender: fc.constantFrom<('female' | 'male')[]>('female', 'male'),
    },
    { requiredKeys: ['family'] },
  ),
  fc.constantFrom(1, 2, 90, 91).map((number): SearchCriteria => ({
    identifier: { type: 'nhsNumber', value: nhsNumber(number) },
  })),
);
const role = fc.constantFrom('practitioner', 'managementTeam', 'supportWorker');

/** What somebody without the right may ask. */
const question = fc.record({ kind: fc.constantFrom('search', 'view'), criteria, role });

/** One value three times in four, so that records meet. */
const mostly = <T>(usual: T, ...values: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...values) },
  );

/**
 * What other sources say, some of it like the shielded child: corrected, moved, withdrawn, in any order of
 * versions.
 */
const supplied = fc.record({
  recordId: fc.constantFrom('a', 'b', 'c'),
  system: fc.constantFrom('school-roll', 'social-care', 'school-roll', 'social-care', 'registrar'),
  operation: fc.oneof(
    { weight: 6, arbitrary: fc.constant('upsert' as const) },
    {
      weight: 2,
      arbitrary: fc.constantFrom<CanonicalRecord['operation'][]>('withdraw', 'close', 'merge', 'renumber'),
    },
  ),
  fromRecordId: fc.constantFrom('a', 'b', 'c'),
  given: mostly('Ada', ...GIVEN),
  family: mostly('Alderwick', ...FAMILY.slice(0, 2)),
  birth: mostly('2014-03-09', ...BIRTHS),
  nhs: fc.constantFrom(undefined, undefined, 1, 90, 91),
  postcode: fc.constantFrom(undefined, ...POSTCODES),
  death: fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    { weight: 2, arbitrary: fc.constantFrom(...DEATHS) },
  ),
  shieldRequested: fc.constantFrom(...Array.from({ length: 9 }, () => false), true),
  minute: fc.integer({ min: 10, max: 29 }),
});
/** One such record. */
export type Supplied = typeof supplied extends fc.Arbitrary<infer Value> ? Value : never;

/** One submission, at times of several records, or a submission of each of them at the same time. */
export const submission = fc.record({
  kind: fc.constant('submission' as const),
  records: fc.oneof(
    { weight: 3, arbitrary: fc.array(supplied, { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(supplied, { minLength: 2, maxLength: 3 }) },
  ),
  apart: fc.boolean(),
});
/** One such submission. */
export type Submission = typeof submission extends fc.Arbitrary<infer Value> ? Value : never;

/** What people decide on a bystander, given by its place among them. */
export const decision = fc.record({
  kind: fc.constant('decision' as const),
  child: fc.constantFrom(0, 1),
  type: fc.constantFrom('shieldChild', 'confirmShield', 'endShield', 'unshield'),
  by: fc.constantFrom('p-harker', 'p-quill'),
  secondPerson: fc.constantFrom('p-harker', 'p-quill'),
});
/** One such decision. */
export type Decision = typeof decision extends fc.Arbitrary<infer Value> ? Value : never;

/** Such a question as a step. */
export const asked = question.map((one) => ({
  ...one,
  kind: 'question' as const,
  view: one.kind === 'view',
}));
/** One question. */
export type Asked = typeof asked extends fc.Arbitrary<infer Value> ? Value : never;
/** Somebody who decides on links, and may know of no shield, looks at what waits and at those they find. */
export const desk = fc.record({ kind: fc.constant('desk' as const), criteria });
/** One such look. */
export type AtDesk = typeof desk extends fc.Arbitrary<infer Value> ? Value : never;
/** What sources are told of their differences. */
export const feed = fc.constant({ kind: 'feed' as const });
type Feed = typeof feed extends fc.Arbitrary<infer Value> ? Value : never;
/** What happens in a world, one after the other. */
export type Step = Submission | Decision | Asked | AtDesk | Feed;
