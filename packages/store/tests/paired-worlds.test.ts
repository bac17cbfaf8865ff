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
const RUNS = process.env['CONTACTPOINT_CHECK'] === undefined ? 60 : 2_000;

const GIVEN = ['Ada', 'Bram', 'Ceri'];
const FAMILY = ['Alderwick', 'Brambleby', 'Alderwick-Brambleby'];
const BIRTHS = ['2014-03-09', '2014-03-10', '2016-08-21'];
const POSTCODES = ['CH41 5EU', 'CH41 9ZZ', 'L1 1AA'];

/** What a shielded record shows. */
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
type Question = typeof question extends fc.Arbitrary<infer Value> ? Value : never;

/** What other sources say, some of it like the shielded child. */
const supplied = fc.record({
  kind: fc.constant('supply'),
  recordId: fc.constantFrom('a', 'b'),
  system: fc.constantFrom('school-roll', 'social-care'),
  given: fc.constantFrom(...GIVEN),
  family: fc.constantFrom(...FAMILY.slice(0, 2)),
  birth: fc.constantFrom(...BIRTHS),
  nhs: fc.constantFrom(undefined, 1, 90, 91),
  postcode: fc.constantFrom(undefined, ...POSTCODES),
  minute: fc.integer({ min: 10, max: 20 }),
});
type Supplied = typeof supplied extends fc.Arbitrary<infer Value> ? Value : never;

async function ask(world: World, { kind, criteria: asked, role: as }: Question): Promise<unknown> {
  const context = { context: { role: as } };
  const found = await world.search(asked, context);
  return kind === 'search'
    ? found
    : Promise.all(found.candidates.map(({ childId }) => world.view(childId, context)));
}

function supply(world: World, { recordId, system, minute, ...said }: Supplied): Promise<unknown> {
  const { given, family, birth, postcode, nhs } = said;
  const child: Child = {
    names: [{ given: [given], family }],
    dateOfBirth: known(birth),
    ...(postcode !== undefined && { addresses: [{ lines: ['7 Mere Lane'], postcode }] }),
    ...(nhs !== undefined && { identifiers: [{ type: 'nhsNumber', value: nhsNumber(nhs) }] }),
  };
  return world.submit([inventRecord(recordId, { system, child, suppliedAt: `2026-11-20T02:${minute}:00Z` })]);
}

async function traceOf(secret: Hidden, steps: readonly (Question | Supplied)[]): Promise<readonly string[]> {
  const world = await createWorld({ store: createMemoryStore(), crypto });
  const [receipt] = await world.submit([shieldedRecord(secret)]);
  const trace = [JSON.stringify({ ...receipt, issues: [] })];
  for (const step of steps) {
    const answer = 'recordId' in step ? supply(world, step) : ask(world, step);
    trace.push(JSON.stringify(await answer.catch(({ code, message }) => ({ code, message }))));
  }
  return withoutIds(trace);
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

describe('paired worlds', () => {
  it('SHIELD-02, SHIELD-03: no search, view or count tells what a shielded record hides', async () => {
    const requests = fc.array(question, { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(hidden, hidden, requests, async (one, other, steps) => {
        expect(await traceOf(one, steps)).toEqual(await traceOf(other, steps));
      }),
      { numRuns: RUNS },
    );
  });

  const receiptsTellNothing = (most: number) =>
    fc.asyncProperty(
      hidden,
      hidden,
      fc.array(supplied, { minLength: 1, maxLength: most }),
      async (one, other, steps) => {
        expect(await traceOf(one, steps)).toEqual(await traceOf(other, steps));
      },
    );

  // Receipts alone: that a held record then shows nowhere is what SHIELD-04 asks for.
  it('SHIELD-03: no receipt tells whether what was supplied may belong to a shielded child', async () => {
    await fc.assert(receiptsTellNothing(2), { numRuns: RUNS });
  });

  // A record that is supplied again after others joined it in the visible world alone: merges of that world
  // are not kept yet, and about one sequence of up to eight records in 400 shows it by a discrepancy. Whoever
  // closes this gap gives the property above eight records and takes this test out.
  it.fails('SHIELD-03, not yet: the same of any sequence of records', async () => {
    const known = { seed: 914667246, path: '18:0:0:0:0:1:1:1:1:2:5:5:8:9:9:10:15:15:15:15:15:15:15:15' };
    await fc.assert(receiptsTellNothing(8), { numRuns: 60, ...known, endOnFailure: true });
  });
});
