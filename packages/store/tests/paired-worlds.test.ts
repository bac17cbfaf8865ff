import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../src/memory/index.ts';
import { changes, createComparison, isLook, sequence } from './compare-worlds.ts';
import { traceOf } from './trace-world.ts';
import { asked, desk, hidden, type Decision, type Hidden, type Step, type Supplied } from './world-steps.ts';

const expectSame = createComparison(async () => createMemoryStore());

/**
 * Two worlds that differ only in what a shielded record hides, and the same requests in both: whoever has no
 * right to the hidden part must not be able to tell which world it is (SHIELD-03, INV-01, INV-02).
 */
const RUNS = process.env['CONTACTPOINT_CHECK'] === undefined ? 80 : 1_000;

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
    const steps = fc.array(
      fc.oneof(
        { weight: 2, arbitrary: changes },
        { weight: 2, arbitrary: asked },
        { weight: 2, arbitrary: desk },
      ),
      {
        minLength: 2,
        maxLength: 12,
      },
    );
    await fc.assert(
      fc.asyncProperty(hidden, hidden, steps, (one, other, all) =>
        expectSame([one, other], all, (step, sameHeld) => !isLook(step) || sameHeld),
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
      death: undefined,
    };
    const record = { recordId, minute, system: 'school-roll' as const, ...as, ...who, ...changes };
    return { kind: 'submission', records: [record], apart: false };
  };
  const together = (...steps: readonly Step[]): Step => ({
    kind: 'submission',
    apart: false,
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
    death: '2026-11-01',
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
    expect((await traceOf(createMemoryStore(), secret, steps)).some(({ held }) => held !== '')).toBe(true);
  });
});
