import type { CanonicalRecord, Child } from '@contactpoint/contract';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { createWorld, inventRecord, nhsNumber, type World } from '@contactpoint/directory/suite';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../src/memory/index.ts';
import { recordKeyIn, supply } from './trace-world.ts';

const RUNS = process.env['CONTACTPOINT_CHECK'] === undefined ? 30 : 2_000;

const RECORDS = [
  { system: 'social-care', recordId: 'a' },
  { system: 'school-roll', recordId: 'a' },
  { system: 'registrar', recordId: 'a' },
  { system: 'registrar', recordId: 'b' },
] as const;

/** One version of a record of one child: with or without a number, a death, or anything at all. */
const version = fc.record({
  of: fc.constantFrom(...RECORDS),
  minute: fc.integer({ min: 10, max: 59 }),
  isNumbered: fc.boolean(),
  death: fc.constantFrom(undefined, '2026-11-01', '2026-11-02'),
  isWithdrawn: fc.constantFrom(false, false, false, true),
});
type Version = typeof version extends fc.Arbitrary<infer Value> ? Value : never;

const ADA: Child = {
  names: [{ given: ['Ada'], family: 'Alderwick' }],
  dateOfBirth: { value: '2014-03-09', precision: 'day', status: 'known' },
  addresses: [{ lines: ['7 Mere Lane'], postcode: 'CH41 5EU' }],
};

function toRecord({ of, minute, isNumbered, death, isWithdrawn }: Version): CanonicalRecord {
  const { system, recordId } = of;
  const version = { system, suppliedAt: `2026-11-20T02:${minute}:00Z` };
  if (isWithdrawn) return inventRecord(recordId, { ...version, operation: 'withdraw' });
  const child: Child = {
    ...ADA,
    ...(isNumbered && { identifiers: [{ type: 'nhsNumber', value: nhsNumber(1) }] }),
    ...(death !== undefined && { dateOfDeath: { value: death, precision: 'day' } }),
  };
  return inventRecord(recordId, { ...version, child });
}

/** What has come of every record's death, and how many questions wait. */
async function endOf(world: World): Promise<unknown> {
  const keys = RECORDS.map(({ system, recordId }) => recordKeyIn(world, `${system}|${recordId}`));
  const rows = await world.store.read(({ deaths }) => deaths.find(keys));
  const reviews = await world.store.read((view) => view.reviews.waiting({ limit: 99 }));
  const asked = reviews.filter(({ kind }) => kind === 'death').map(({ recordKey }) => recordKey);
  return { states: rows.map((row) => row && [row.state, row.date]), asked: asked.toSorted() };
}

describe('deaths', () => {
  it('SUPPLY-05: come to the same in whatever order they are told of, and however often', async () => {
    // Two versions of one record at one moment are taken in the order in which they come.
    const versions = fc.uniqueArray(version, {
      minLength: 2,
      maxLength: 8,
      selector: ({ of, minute }) => `${of.system}|${of.recordId}|${minute}`,
    });
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        versions.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        fc.integer({ min: 1, max: 3 }),
        async ([one, other], size) => {
          const worlds = [];
          for (const [all, at] of [
            [one, 1],
            [other, size],
          ] as const) {
            const world = await createWorld({ store: createMemoryStore(), crypto: createNodeCrypto() });
            const records = all.map(toRecord);
            for (let from = 0; from < all.length; from += at)
              await supply(world, records.slice(from, from + at));
            worlds.push(world);
          }
          const [first, second] = worlds as [World, World];
          const end = await endOf(first);
          expect(await endOf(second)).toEqual(end);
          await supply(second, one.map(toRecord));
          expect(await endOf(second)).toEqual(end);
          seen.add(JSON.stringify(end).replace(/"[^"]{16}"/g, ''));
        },
      ),
      { numRuns: RUNS },
    );
    expect(seen.size).toBeGreaterThan(5);
  });
});
