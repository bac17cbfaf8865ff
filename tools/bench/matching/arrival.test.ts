import { describe, expect, it } from 'vitest';
import { toFeatures } from '../../../packages/matching/src/index.ts';
import { BulkLinker } from '../../../packages/matching/src/cluster/bulk-linker.ts';
import { createPopulation, shuffle } from '../../population/create-population.ts';
import { linkIncrementally } from './link-incrementally.ts';
import { samePairs } from './same-pairs.ts';

const SEED = Number(process.env['CONTACTPOINT_SEED']);
const IS_LONG = process.env['CONTACTPOINT_CHECK'] === '1';
/** Few children have few pairs, of which one may be half a thousandth. */
const { children, least } = IS_LONG ? { children: 10_000, least: 0.999 } : { children: 500, least: 0.99 };

describe('the order in which records arrive', () => {
  const records = [...createPopulation({ seed: SEED, children })].map(({ record }) => toFeatures(record));
  const refs = records.map(({ recordRef }) => recordRef);
  const link = (order: number): Promise<readonly string[]> =>
    linkIncrementally(order === 0 ? records : shuffle(records, SEED + order), {
      childrenCovered: children,
      refs,
    });

  it(`five shuffles give at least ${100 * least}% the same pairs, and so does the whole set at once`, async () => {
    const linker = new BulkLinker({ childrenCovered: children });
    for (const record of records) linker.add(record);
    linker.link();
    const whole = refs.map((ref) => String(linker.resultOf(ref).childId ?? `alone-${ref}`));
    const orders = [];
    for (let order = 0; order <= 5; order += 1) orders.push(await link(order));
    for (const one of orders) {
      expect(samePairs(one, whole), `seed ${SEED}`).toBeGreaterThanOrEqual(least);
      for (const other of orders) expect(samePairs(one, other), `seed ${SEED}`).toBeGreaterThanOrEqual(least);
    }
  });
});

describe('samePairs', () => {
  it.each([
    [['a', 'a', 'b'], ['x', 'x', 'y'], 1],
    [['a', 'a', 'b'], ['x', 'y', 'y'], 0],
    [['a', 'a', 'a'], ['x', 'x', 'y'], 0.5],
    [['a', 'b'], ['x', 'y'], 1],
  ])('of %j and %j is %d', (one, other, want) => {
    expect(samePairs(one, other)).toBe(want);
  });
});
