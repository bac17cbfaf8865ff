import { toFeatures } from '../../../packages/matching/src/index.ts';
import { BulkLinker } from '../../../packages/matching/src/cluster/bulk-linker.ts';
import { createPopulation, shuffle } from '../../population/create-population.ts';
import { linkIncrementally } from './link-incrementally.ts';
import { commandOf, FIRST_SEED, toMarkdown, type Part } from './part.ts';
import { samePairs } from './same-pairs.ts';

const CHILDREN = Number(process.env['CONTACTPOINT_CHILDREN'] ?? 4_000);
const SHUFFLES = 5;
const GOAL = 0.999;

/** Five orders of arrival against one another, and each against the whole set linked at once. */
export const orderPart: Part = {
  section: 'order',
  measure: async () => {
    const records = [...createPopulation({ seed: FIRST_SEED, children: CHILDREN })].map(({ record }) =>
      toFeatures(record),
    );
    const refs = records.map(({ recordRef }) => recordRef);
    const linker = new BulkLinker({ childrenCovered: CHILDREN });
    for (const record of records) linker.add(record);
    linker.link();
    const bulk = refs.map((ref) => String(linker.resultOf(ref).childId ?? `alone-${ref}`));
    const orders: (readonly string[])[] = [];
    for (let order = 1; order <= SHUFFLES; order += 1) {
      const arrivals = shuffle(records, FIRST_SEED + order);
      orders.push(await linkIncrementally(arrivals, { childrenCovered: CHILDREN, refs }));
    }
    const rows = orders.map((groups, at) => [
      `order ${at + 1}, seed ${FIRST_SEED + at + 1}`,
      percent(Math.min(...orders.map((other) => samePairs(groups, other)))),
      percent(samePairs(groups, bulk)),
    ]);
    const least = Math.min(...orders.flatMap((one) => orders.map((other) => samePairs(one, other))));
    const leastBulk = Math.min(...orders.map((one) => samePairs(one, bulk)));
    const verdict = (share: number): string => (share >= GOAL ? 'met' : 'missed');
    return {
      tables: [
        {
          title: `Matching, five orders of arrival of ${records.length} records, seed ${FIRST_SEED}`,
          rival: 'none here',
          goal: 'at least 99.9% the same pairs',
          lines: rows.map(([contender = '', order, whole]) => ({
            contender,
            figure: `least in common with another order ${order}, with the whole set at once ${whole}`,
          })),
        },
      ],
      page: `${records.length.toLocaleString('en-GB')} records, seed ${FIRST_SEED}: ${commandOf('matching-order')}. Any two orders have at least ${percent(least)} of their pairs in common (goal 99.9%: ${verdict(least)}); one record at a time and the whole set at once at least ${percent(leastBulk)} (goal 99.9%: ${verdict(leastBulk)}).\n\n${toMarkdown([['Order of arrival', 'Least in common with another order', 'In common with the whole set at once'], ...rows])}`,
    };
  },
};

const percent = (share: number): string => `${(100 * share).toFixed(3)}%`;
