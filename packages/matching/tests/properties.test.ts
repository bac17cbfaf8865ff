import type { CanonicalRecord, Child } from '@contactpoint/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createMemoryIndex,
  decideRecord,
  matchRecords,
  toFeatures,
  type MatchDecision,
} from '../src/index.ts';
import type { ChildMembers, MemberFeatures } from '../src/index.ts';
import { SHIPPED_MODEL } from '../src/model/shipped-model.ts';
import { inventRecord, livesAt, named } from './invent-record.ts';
import { inventWorld } from './invent-world.ts';

const RUNS = process.env['CONTACTPOINT_CHECK'] === undefined ? 80 : 3_000;
const NUMBERS = ['9434765919', '9000000009', '9000000017'];

const given = fc.constantFrom('Anwen', 'Annie', 'Bethan', 'Beth', 'BABY', 'Mohammed Ali', 'Ali', '');
const family = fc.constantFrom('Thornbury', 'Thornbry', 'Oldham', 'Oldham-Thornbury', '');
const date = fc.constantFrom('2014-03-09', '2014-09-03', '2014-03-10', '2014-01-01', '2011-06-20', undefined);
const home = fc.constantFrom('ZE1 0AA', 'ZE1 0AB', 'CH41 5EU', undefined);
const nhs = fc.constantFrom(...NUMBERS, undefined, undefined, undefined);

/** What records say of a handful of children who are easily taken for one another. */
const said = fc.record({
  ref: fc
    .tuple(fc.constantFrom('gp', 'schools', 'births'), fc.integer({ min: 1, max: 4 }))
    .map((parts) => parts.join('|')),
  given,
  family,
  date,
  home,
  nhs,
  gender: fc.constantFrom<('female' | 'male' | 'notKnown')[]>('female', 'male', 'notKnown'),
});
type Said = typeof said extends fc.Arbitrary<infer Value> ? Value : never;

function toRecord({ ref, gender, ...one }: Said): CanonicalRecord {
  const child: Child = {
    ...named(one.given, one.family),
    ...(one.date === undefined
      ? { dateOfBirth: undefined as never }
      : { dateOfBirth: { value: one.date, precision: 'day', status: 'known' } }),
    ...(one.home === undefined ? { addresses: [] } : livesAt('7 Mill Lane', one.home)),
    ...(one.nhs === undefined ? {} : { identifiers: [{ type: 'nhsNumber', value: one.nhs }] }),
    gender,
  };
  return inventRecord(ref, child);
}
const feature = said.map((one) => toFeatures(toRecord(one)));

const alone = (childId: string, ...members: readonly MemberFeatures[]): ChildMembers => ({
  childId,
  members,
  version: 1,
  ordinal: 1,
  shielded: false,
  walled: false,
  doNotLink: [],
  doNotLinkRecords: [],
  verified: [],
});
const decide = (record: MemberFeatures, ...children: readonly ChildMembers[]): MatchDecision =>
  decideRecord({ record, children }, { childrenCovered: 20_000 });
const holds = (property: fc.IAsyncProperty<unknown> | fc.IProperty<unknown>): unknown =>
  fc.assert(property as fc.IProperty<unknown>, { numRuns: RUNS });

describe('evidence', () => {
  it('is the same from either side', () => {
    holds(
      fc.property(feature, feature, (one, other) => {
        const [there, back] = [
          decide({ ...one, recordRef: 'x|1' }, alone('c', { ...other, recordRef: 'y|1' })),
          decide({ ...other, recordRef: 'y|1' }, alone('c', { ...one, recordRef: 'x|1' })),
        ];
        expect([there.score, there.outcome === 'matched']).toEqual([back.score, back.outcome === 'matched']);
      }),
    );
  });

  it('never falls when a field agrees that was silent, and never rises when one contradicts', () => {
    holds(
      fc.property(feature, (one) => {
        const record = { ...one, recordRef: 'x|1', nhsNumbers: [], upns: [] };
        const member = { ...one, recordRef: 'y|1', nhsNumbers: [], upns: [] };
        const scoreOf = (
          mine: Partial<MemberFeatures>,
          theirs: Partial<MemberFeatures>,
        ): number | undefined =>
          decide({ ...record, ...mine }, alone('c', { ...member, ...theirs })).candidates[0]?.score;
        const silent = scoreOf({}, {});
        if (silent === undefined) return;
        const upns = ['H801200001001'];
        expect(scoreOf({ upns }, { upns })).toBeGreaterThanOrEqual(silent);
        expect(scoreOf({ upns }, { upns: ['A344000110001'] }) ?? -1).toBeLessThanOrEqual(silent);
      }),
    );
  });

  it('adds up: the lines of every candidate sum to its score, all in whole milli-bits', () => {
    holds(
      fc.property(feature, fc.array(feature, { minLength: 1, maxLength: 4 }), (record, members) => {
        const children = members.map((member, at) => alone(`c${at}`, { ...member, recordRef: `m|${at}` }));
        for (const { score, fields } of decide({ ...record, recordRef: 'x|1' }, ...children).candidates) {
          expect(fields.reduce((sum, line) => sum + line.score, 0)).toBe(score);
          expect([score, ...fields.map((line) => line.score)].every(Number.isSafeInteger)).toBe(true);
        }
      }),
    );
  });
});

describe('any sequence of records', () => {
  const batches = fc.array(fc.array(said, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 });

  it('MATCH-02: leaves no child with two different valid NHS numbers', async () => {
    await holds(
      fc.asyncProperty(batches, async (all) => {
        const world = inventWorld();
        for (const batch of all) await world.submit(...batch.map(toRecord));
        for (const child of await world.index.members(await childrenOf(world, all))) {
          const numbers = new Set(child?.members.flatMap(({ nhsNumbers }) => nhsNumbers));
          expect(numbers.size).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('decides nothing that contradicts itself', async () => {
    await holds(
      fc.asyncProperty(batches, async (all) => {
        const world = inventWorld();
        for (const batch of all) {
          const decisions = await world.submit(...batch.map(toRecord));
          for (const decision of decisions) checkDecision(decision);
          const last = new Map(decisions.map((decision) => [decision.recordRef, decision]));
          for (const { recordRef, outcome } of last.values())
            expect((await world.holder(recordRef)) === undefined).toBe(outcome === 'not-enough-data');
        }
      }),
    );
  });

  it('gives the same children in one batch and one at a time', async () => {
    await holds(
      fc.asyncProperty(batches, async (all) => {
        const records = all.flat().map((one) => toFeatures(toRecord(one)));
        const [whole, single] = [createMemoryIndex(), createMemoryIndex()];
        const options = () => {
          let begun = 0;
          return { childrenCovered: 50_000, newId: () => `c${(begun += 1)}` };
        };
        await whole.apply((await matchRecords(whole, records, options())).changes);
        const given = options();
        for (const record of records)
          await single.apply((await matchRecords(single, [record], given)).changes);
        const refs = [...new Set(records.map(({ recordRef }) => recordRef))];
        const partition = (holders: readonly (string | undefined)[]) =>
          refs.map((ref, at) => holders[at] ?? ref).map((holder, _, list) => list.indexOf(holder));
        expect(partition(await whole.childrenByRecords(refs))).toEqual(
          partition(await single.childrenByRecords(refs)),
        );
      }),
    );
  });

  it('MATCH-06: never joins what people have taken apart, nor moves what they have verified', async () => {
    await holds(
      fc.asyncProperty(batches, async (all) => {
        const world = inventWorld();
        await world.submit(inventRecord('p|1'), inventRecord('q|1', named('Gethin', 'Oldham')));
        await world.constrain(
          { childId: 'c1', doNotLink: ['c2'], verified: ['p|1'] },
          { childId: 'c2', doNotLink: ['c1'], verified: ['q|1'] },
        );
        for (const batch of all) await world.submit(...batch.map(toRecord));
        expect([await world.holder('p|1'), await world.holder('q|1')]).toEqual(['c1', 'c2']);
      }),
    );
  });
});

async function childrenOf(world: ReturnType<typeof inventWorld>, all: readonly (readonly Said[])[]) {
  const holders = await Promise.all(all.flat().map(({ ref }) => world.holder(ref)));
  return [...new Set(holders.filter((holder) => holder !== undefined))];
}

function checkDecision(decision: MatchDecision): void {
  const { outcome, reason, score, vetoes, candidates, childId, merges, lead } = decision;
  expect(candidates.every((one, at) => at === 0 || one.score <= candidates[at - 1]!.score)).toBe(true);
  expect(candidates.length).toBeLessThanOrEqual(10);
  if (outcome !== 'matched') expect(score).toBe(candidates[0]?.score ?? 0);
  expect(childId === undefined).toBe(outcome === 'not-enough-data');
  expect(merges.every(({ from, into }) => from !== into)).toBe(true);
  if (reason !== 'over-threshold') return;
  expect([outcome, vetoes]).toEqual(['matched', []]);
  expect(candidates.some((one) => one.score === score && one.vetoes.length === 0)).toBe(true);
  expect(score).toBeGreaterThanOrEqual(SHIPPED_MODEL.thresholds.match);
  expect(lead).toBeGreaterThanOrEqual(0);
}
