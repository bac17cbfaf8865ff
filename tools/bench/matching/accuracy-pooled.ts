import { createPopulation } from '../../population/create-population.ts';
import { toTruth, WORLDS } from './accuracy.ts';
import { CAUSES, countMisses, type Cause } from './accuracy-misses.ts';
import { linkByEngine } from './link.ts';
import { measure, type Accuracy, type Linked } from './measure.ts';
import { commandOf, FIRST_SEED, toMarkdown, type Part } from './part.ts';
import { pooled } from './pooled.ts';

const CHILDREN = Number(process.env['CONTACTPOINT_CHILDREN'] ?? 10_000);
const DRAWS = 10;
const POOLED = ['with identifiers', 'errors, gaps and twins doubled'] as const;
/** Of the normal distribution, for an interval that holds in 95 of 100 cases. */
const Z = 1.96;

/** Ten draws taken together, of which single draws hold too few: births of twins, small name groups, misses by cause. */
export const pooledPart: Part = {
  section: 'ten-draws',
  measure: async () => {
    const pools: (Pool & { readonly world: string })[] = [];
    for (const world of POOLED) pools.push({ world, ...(await pool(world)) });
    return {
      tables: pools.map(({ world, accuracy }) => ({
        title: `Matching, ${DRAWS} draws of ${CHILDREN} children ${world}, from seed ${FIRST_SEED}`,
        rival: 'none here',
        goal: 'at most 0.5% of twin groups mixed, at most one point between name groups',
        lines: [{ contender: 'ContactPoint', figure: summaryOf(accuracy) }],
      })),
      page: [
        `Seeds ${FIRST_SEED} to ${FIRST_SEED + DRAWS - 1}: ${commandOf('matching-pooled')}.`,
        toMarkdown([
          ['Together', ...POOLED],
          ...ROWS.map(([name, of]) => [name, ...pools.map(({ accuracy }) => of(accuracy))]),
        ]),
        'What is missed, by why the record did not join the rest of its child, in pairs of records and as a share of all that belong together:',
        toMarkdown([
          ['Cause', ...POOLED],
          ...CAUSES.map((cause) => [cause, ...pools.map((one) => missesOf(one, cause))]),
        ]),
      ].join('\n\n'),
    };
  },
};

interface Pool {
  readonly accuracy: Accuracy;
  readonly misses: ReadonlyMap<Cause, number>;
  /** Pairs of records of one child. */
  readonly wanted: number;
}

async function pool(world: (typeof POOLED)[number]): Promise<Pool> {
  const all: Linked[] = [];
  const misses = new Map<Cause, number>();
  let wanted = 0;
  for (let seed = FIRST_SEED; seed < FIRST_SEED + DRAWS; seed += 1) {
    const labelled = [...createPopulation({ seed, children: CHILDREN, ...WORLDS[world] })];
    const contest = { records: labelled.map(({ record }) => record), truth: labelled.map(toTruth) };
    const options = { childrenCovered: CHILDREN };
    const { clusters, reviews } = await linkByEngine(options)(contest.records);
    for (const [cause, count] of countMisses(contest, clusters, options))
      misses.set(cause, (misses.get(cause) ?? 0) + count);
    for (const [at, truth] of contest.truth.entries())
      all.push(pooled(seed, { ...truth, cluster: clusters[at]!, review: reviews[at]! }));
    for (const { length } of Map.groupBy(contest.truth, ({ label }) => label).values())
      wanted += (length * (length - 1)) / 2;
  }
  return { accuracy: measure(all), misses, wanted };
}

const percent = (share: number): string => `${(100 * share).toFixed(2)}%`;
const gapOf = ({ recallByGroup }: Accuracy): number => {
  const recalls = Object.values(recallByGroup);
  return Math.max(...recalls) - Math.min(...recalls);
};

/** The upper end of Wilson's interval for a share. */
function upperBound(share: number, count: number): number {
  const square = Z ** 2;
  const middle = share + square / (2 * count);
  const reach = Z * Math.sqrt((share * (1 - share)) / count + square / (4 * count ** 2));
  return (middle + reach) / (1 + square / count);
}

const ROWS: readonly (readonly [name: string, of: (accuracy: Accuracy) => string])[] = [
  ['F1', ({ f1 }) => f1.toFixed(4)],
  ['precision', ({ precision }) => precision.toFixed(4)],
  [
    'twin groups wrongly mixed (goal: ≤ 0.5%)',
    ({ twinsMixed, twinGroups }) =>
      `${Math.round(twinsMixed * twinGroups)} of ${twinGroups}: ${percent(twinsMixed)}, with 95% confidence at most ${percent(upperBound(twinsMixed, twinGroups))}`,
  ],
  ['siblings linked (goal: 0)', ({ siblingsLinked }) => String(siblingsLinked)],
  ['recall, best name group less worst (goal: ≤ 1 point)', (accuracy) => percent(gapOf(accuracy))],
  [
    'recall by name group',
    ({ recallByGroup }) =>
      Object.entries(recallByGroup)
        .map(([group, recall]) => `${group} ${percent(recall)}`)
        .join(', '),
  ],
];

const summaryOf = (accuracy: Accuracy): string => ROWS.map(([, of]) => of(accuracy)).join('  ');

function missesOf({ misses, wanted }: Pool, cause: Cause): string {
  const count = misses.get(cause) ?? 0;
  return `${count.toLocaleString('en-GB')} (${percent(count / wanted)})`;
}
