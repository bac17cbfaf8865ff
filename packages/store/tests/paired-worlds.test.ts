import type { CanonicalRecord, Child, SearchCriteria } from '@contactpoint/contract';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { createWorld, inventRecord, nhsNumber, type World } from '@contactpoint/directory/suite';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../src/memory/index.ts';

/**
 * Two worlds that differ only in what a shielded record hides, and the same requests in both: whoever has no
 * right to the hidden part must not be able to tell which world it is (SHIELD-03, INV-01, INV-02).
 */
const crypto = createNodeCrypto();
const RUNS = process.env['CONTACTPOINT_CHECK'] === undefined ? 80 : 1_000;

const GIVEN = ['Ada', 'Bram', 'Ceri'];
const FAMILY = ['Alderwick', 'Brambleby', 'Alderwick-Brambleby'];
const BIRTHS = ['2014-03-09', '2014-03-10', '2016-08-21'];
const POSTCODES = ['CH41 5EU', 'CH41 9ZZ', 'L1 1AA'];

/** What a shielded record shows. */
type Operation = CanonicalRecord['operation'];

const shown = {
  names: [{ use: 'current', given: ['Ada'], family: 'Alderwick' }],
  dateOfBirth: known('2014-03-09'),
} as const;
function known(value: string): NonNullable<Child['dateOfBirth']> {
  return { value, precision: 'day', status: 'known' };
}

/** What it hides: values that no request of the worlds asks for, or that every one of them may ask for. */
const hidden = fc.record({
  formerFamily: fc.constantFrom(...FAMILY.slice(1), 'Gorsedale'),
  gender: fc.constantFrom('female', 'male', 'notSpecified'),
  postcode: fc.constantFrom(...POSTCODES),
  town: fc.constantFrom('Northmere', 'Southmere'),
  nhs: fc.constantFrom(undefined, 90, 91),
  carerTelephone: fc.constantFrom('0151 496 0101', '0151 496 0102'),
  service: fc.constantFrom('socialCare', 'police', 'housing'),
  commonAssessment: fc.boolean(),
});
type Hidden = typeof hidden extends fc.Arbitrary<infer Value> ? Value : never;

function shieldedRecord(secret: Hidden): CanonicalRecord {
  return inventRecord('secret', {
    child: {
      ...shown,
      names: [...shown.names, { use: 'former', family: secret.formerFamily }],
      gender: secret.gender as NonNullable<Child['gender']>,
      addresses: [{ use: 'current', lines: ['7 Mere Lane'], town: secret.town, postcode: secret.postcode }],
      ...(secret.nhs !== undefined && { identifiers: [{ type: 'nhsNumber', value: nhsNumber(secret.nhs) }] }),
    },
    carers: [
      { name: { given: ['Jo'], family: 'Alderwick' }, contact: { telephone: [secret.carerTelephone] } },
    ],
    involvements: [
      {
        id: 'i1',
        service: { category: secret.service as 'socialCare' },
        commonAssessment: secret.commonAssessment,
      },
    ],
    flags: { shieldRequested: true },
  });
}

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
  system: fc.constantFrom('school-roll', 'social-care'),
  operation: fc.oneof(
    { weight: 6, arbitrary: fc.constant('upsert' as const) },
    { weight: 2, arbitrary: fc.constantFrom<Operation[]>('withdraw', 'close', 'merge', 'renumber') },
  ),
  fromRecordId: fc.constantFrom('a', 'b', 'c'),
  given: mostly('Ada', ...GIVEN),
  family: mostly('Alderwick', ...FAMILY.slice(0, 2)),
  birth: mostly('2014-03-09', ...BIRTHS),
  nhs: fc.constantFrom(undefined, undefined, 1, 90, 91),
  postcode: fc.constantFrom(undefined, ...POSTCODES),
  shieldRequested: fc.constantFrom(...Array.from({ length: 9 }, () => false), true),
  minute: fc.integer({ min: 10, max: 29 }),
});
type Supplied = typeof supplied extends fc.Arbitrary<infer Value> ? Value : never;

/** One submission, at times of several records. */
const submission = fc.record({
  kind: fc.constant('submission' as const),
  records: fc.oneof(
    { weight: 3, arbitrary: fc.array(supplied, { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(supplied, { minLength: 2, maxLength: 3 }) },
  ),
});
type Submission = typeof submission extends fc.Arbitrary<infer Value> ? Value : never;

/** Children that are nothing to the shielded one, and that people shield and unshield meanwhile. */
const BYSTANDERS = [
  inventRecord('bram', {
    child: { names: [{ given: ['Bram'], family: 'Brambleby' }], dateOfBirth: known('2016-08-21') },
  }),
  inventRecord('ceri', {
    child: {
      names: [{ given: ['Ceri'], family: 'Brambleby' }],
      dateOfBirth: known('2014-03-10'),
      identifiers: [{ type: 'nhsNumber', value: nhsNumber(1) }],
    },
  }),
];
const decision = fc.record({
  kind: fc.constant('decision' as const),
  child: fc.constantFrom(0, 1),
  type: fc.constantFrom('shieldChild', 'confirmShield', 'endShield', 'unshield'),
  by: fc.constantFrom('p-harker', 'p-quill'),
  secondPerson: fc.constantFrom('p-harker', 'p-quill'),
});
type Decision = typeof decision extends fc.Arbitrary<infer Value> ? Value : never;

const asked = question.map((one) => ({ ...one, kind: 'question' as const, view: one.kind === 'view' }));
type Asked = typeof asked extends fc.Arbitrary<infer Value> ? Value : never;
type Step = Submission | Decision | Asked;

async function ask(world: World, { view, criteria: wanted, role: as }: Asked): Promise<unknown> {
  const context = { context: { role: as } };
  const found = await world.search(wanted, context);
  return view ? Promise.all(found.candidates.map(({ childId }) => world.view(childId, context))) : found;
}

function toRecord({ operation, fromRecordId, system, recordId, minute, ...said }: Supplied): CanonicalRecord {
  const { given, family, birth, postcode, nhs, shieldRequested } = said;
  const child: Child = {
    names: [{ given: [given], family }],
    dateOfBirth: known(birth),
    ...(postcode !== undefined && { addresses: [{ lines: ['7 Mere Lane'], postcode }] }),
    ...(nhs !== undefined && { identifiers: [{ type: 'nhsNumber', value: nhsNumber(nhs) }] }),
  };
  return inventRecord(recordId, {
    system,
    operation,
    suppliedAt: `2026-11-20T02:${minute}:00Z`,
    ...(operation !== 'withdraw' && operation !== 'close' && { child }),
    ...((operation === 'merge' || operation === 'renumber') && { fromRecordId }),
    ...(shieldRequested && operation === 'upsert' && { flags: { shieldRequested } }),
  });
}

/** Decides on the child that has a bystander's record: nobody supplies it again, so it is never held. */
async function decide(world: World, { child, type, by, secondPerson }: Decision): Promise<unknown> {
  const [row] = await rowsOf(world, [`social-care|${BYSTANDERS[child]?.source.recordId}`]);
  const childId = row?.childId ?? '';
  switch (type) {
    case 'shieldChild':
      return world.decide(type, { childId, by, reasonCode: 'violence', reviewOn: '2027-05-20' });
    case 'confirmShield':
      return world.decide(type, { childId, by });
    case 'unshield':
      await world.decide('endShield', { childId, by: 'p-quill', secondPerson: 'p-quill' });
      return world.decide('endShield', { childId, secondPerson: 'p-quill' });
    default:
      return world.decide('endShield', { childId, by, secondPerson });
  }
}

/** What was answered, and which records were held when it was. */
interface Answered {
  readonly step: Step;
  readonly text: string;
  readonly held: string;
}

const rowsOf = ({ store, keyring }: World, refs: readonly string[]) => {
  const keyOf = (ref: string): string => {
    const hash = crypto.hmac(keyring.key('blind'), Buffer.from(`record|${ref}`));
    return Buffer.from(hash.subarray(0, 12)).toString('base64url');
  };
  return store.read((tx) => tx.members.find(refs.map(keyOf)));
};

/** Records that shielded children hold back: that they show nowhere is what SHIELD-04 asks for. */
async function heldIn(world: World): Promise<string> {
  const rows = await rowsOf(world, REFS);
  return REFS.filter((_, at) => typeof rows[at]?.shadowId === 'string').join();
}
const REFS = ['school-roll', 'social-care'].flatMap((system) =>
  ['a', 'b', 'c', 'bram', 'ceri'].map((recordId) => `${system}|${recordId}`),
);

/** The answers of a world with a shielded child, or with none. */
async function traceOf(secret: Hidden | undefined, steps: readonly Step[]): Promise<readonly Answered[]> {
  const world = await createWorld({ store: createMemoryStore(), crypto });
  await world.submit(BYSTANDERS);
  if (secret) await world.submit([shieldedRecord(secret)]);
  const answer = (step: Step): Promise<unknown> => {
    if (step.kind === 'submission') return world.submit(step.records.map(toRecord));
    if (step.kind === 'decision') return decide(world, step);
    return ask(world, step);
  };
  const trace: Answered[] = [];
  for (const step of steps) {
    const text = JSON.stringify(await answer(step).catch(({ code, message }) => ({ code, message })));
    trace.push({ step, text, held: await heldIn(world) });
  }
  return trace;
}

/** Ids are random: only which of them are the same may tell anything. */
function withoutIds(trace: readonly string[]): readonly string[] {
  const seen = new Map<string, string>();
  const mask = (id: string): string => {
    const name = seen.get(id) ?? `id ${seen.size}`;
    seen.set(id, name);
    return name;
  };
  return trace.map((text) => text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, mask));
}

/** The texts of the answers that are to be the same in both worlds. */
function comparable(
  trace: readonly Answered[],
  other: readonly Answered[],
  isCompared: (step: Step, sameHeld: boolean) => boolean,
): readonly string[] {
  const texts = trace.flatMap(({ step, text, held }, at) =>
    isCompared(step, held === other[at]?.held) ? [text] : [],
  );
  return withoutIds(texts);
}

const isTold = ({ kind }: Step): boolean => kind !== 'question';

/** Compares worlds on everything that is answered to whoever supplies or decides on other children. */
async function expectSame(
  [one, other]: readonly [Hidden | undefined, Hidden | undefined],
  steps: readonly Step[],
  isCompared: (step: Step, sameHeld: boolean) => boolean = isTold,
): Promise<void> {
  const [a, b] = [await traceOf(one, steps), await traceOf(other, steps)];
  expect(comparable(a, b, isCompared)).toEqual(comparable(b, a, isCompared));
}

describe('paired worlds', () => {
  it('SHIELD-02, SHIELD-03: no search, view or count tells what a shielded record hides', async () => {
    const requests = fc.array(asked, { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(hidden, hidden, requests, (one, other, steps) =>
        expectSame([one, other], steps, () => true),
      ),
      { numRuns: RUNS },
    );
  });

  const changes = fc.oneof({ weight: 5, arbitrary: submission }, { weight: 2, arbitrary: decision });
  const upserts = submission.map((one): Step => ({
    ...one,
    records: one.records.map((record) => ({ ...record, operation: 'upsert', shieldRequested: false })),
  }));
  const sequence = fc.oneof(
    fc.array(upserts, { minLength: 3, maxLength: 8 }),
    fc.array(changes, { minLength: 1, maxLength: 12 }),
  );

  it('SHIELD-03: no receipt and no decision tells what a shielded child hides', async () => {
    await fc.assert(
      fc.asyncProperty(hidden, hidden, sequence, (one, other, steps) => expectSame([one, other], steps)),
      { numRuns: RUNS },
    );
  });

  it('SHIELD-03: nor whether there is a shielded child at all', async () => {
    await fc.assert(
      fc.asyncProperty(hidden, sequence, (secret, steps) => expectSame([secret, undefined], steps)),
      { numRuns: RUNS },
    );
  });

  // That a held record shows nowhere is what SHIELD-04 asks for: answers are compared where both worlds hold
  // the same records.
  it('SHIELD-03: no search or view between them tells it either', async () => {
    const steps = fc.array(fc.oneof({ weight: 2, arbitrary: changes }, { weight: 3, arbitrary: asked }), {
      minLength: 2,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(hidden, hidden, steps, (one, other, all) =>
        expectSame([one, other], all, ({ kind }, sameHeld) => kind !== 'question' || sameHeld),
      ),
      { numRuns: RUNS },
    );
  });

  const said = (recordId: Supplied['recordId'], minute: number, changes: Partial<Supplied> = {}): Step => {
    const as = { operation: 'upsert', fromRecordId: 'a', shieldRequested: false } as const;
    const who = {
      given: 'Ada',
      family: 'Alderwick',
      birth: '2014-03-09',
      nhs: undefined,
      postcode: undefined,
    };
    const record = { recordId, minute, system: 'school-roll' as const, ...as, ...who, ...changes };
    return { kind: 'submission', records: [record] };
  };
  const together = (...steps: readonly Step[]): Step => ({
    kind: 'submission',
    records: steps.flatMap((step) => (step.kind === 'submission' ? step.records : [])),
  });
  const BRAM = { given: 'Bram', family: 'Brambleby', birth: '2016-08-21', nhs: 91 } as const;
  const secret: Hidden = {
    formerFamily: 'Gorsedale',
    gender: 'female',
    postcode: 'L1 1AA',
    town: 'Northmere',
    nhs: 91,
    carerTelephone: '0151 496 0101',
    service: 'police',
    commonAssessment: true,
  };
  const decides = (type: Decision['type']): Step => ({
    kind: 'decision',
    child: 0,
    type,
    by: 'p-harker',
    secondPerson: 'p-quill',
  });

  it.each<[string, readonly Step[]]>([
    [
      'children of the visible world that turn out to be one are one for what is held too',
      [
        said('a', 20),
        said('b', 20, { system: 'social-care' }),
        said('b', 21, { system: 'social-care', given: 'Ceri', nhs: 1, postcode: 'CH41 5EU' }),
        said('a', 20, { system: 'social-care', nhs: 90 }),
        said('a', 21, { postcode: 'L1 1AA' }),
      ],
    ],
    [
      'a record that leaves the visible child it shared with held ones leaves it',
      [
        said('a', 20),
        said('b', 21, { nhs: 90 }),
        said('a', 22, { nhs: 91 }),
        said('b', 23, { nhs: 90, postcode: 'L1 1AA' }),
      ],
    ],
    [
      'a child shielded later, with held records among its own, hides them all',
      [
        said('a', 20, { given: 'Bram', family: 'Brambleby', birth: '2016-08-21', nhs: 91 }),
        decides('shieldChild'),
        said('b', 21, { given: 'Bram', family: 'Brambleby', birth: '2016-08-21' }),
        said('a', 22, { given: 'Bram', family: 'Alderwick', birth: '2016-08-21', nhs: 91 }),
        decides('unshield'),
        said('b', 23, { given: 'Bram', family: 'Brambleby', birth: '2016-08-21', postcode: 'L1 1AA' }),
      ],
    ],
    [
      'what is withdrawn and supplied again is where it was',
      [
        said('a', 20, { nhs: 91 }),
        said('b', 21),
        said('a', 22, { operation: 'withdraw' }),
        said('b', 23, { postcode: 'L1 1AA' }),
        said('a', 24, { nhs: 91, postcode: 'CH41 5EU' }),
      ],
    ],
    [
      'a record that carries on for a held one stands where that one stood',
      [
        said('a', 20, { nhs: 91 }),
        said('b', 21, { operation: 'merge', nhs: 91 }),
        said('c', 22),
        said('b', 23, { nhs: 91, postcode: 'L1 1AA' }),
      ],
    ],
    [
      'a record said nothing new of moves with its child in one submission with what moves it',
      [
        said('a', 21, { ...BRAM, birth: '2014-03-09', system: 'social-care', postcode: 'L1 1AA' }),
        together(said('a', 20, { system: 'social-care' }), said('a', 20, BRAM)),
      ],
    ],
  ])('SHIELD-03: %s', async (_, steps) => {
    await expectSame([secret, undefined], steps);
    expect((await traceOf(secret, steps)).some(({ held }) => held !== '')).toBe(true);
  });
});
