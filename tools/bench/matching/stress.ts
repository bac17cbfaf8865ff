import { createPopulation } from '../../population/create-population.ts';
import { createDraw } from '../../population/random.ts';
import { USUAL_RATES } from '../../population/rates.ts';
import type { BenchLine } from '../bench.ts';
import { toTruth } from './accuracy.ts';
import { linkByEngine } from './link.ts';
import { measure, type Accuracy, type Linked } from './measure.ts';
import { commandOf, FIRST_SEED, toMarkdown, type Part } from './part.ts';
import { pooled } from './pooled.ts';
import { STRESSES, type Stress } from './stresses.ts';

const CHILDREN = Number(process.env['CONTACTPOINT_CHILDREN'] ?? 4_000);
const SEEDS = [FIRST_SEED, FIRST_SEED + 1];
/** Draws of the changes are apart from those of the population. */
const CHANGES = 7;

/** Where accuracy breaks down: one phenomenon after the other made much commoner than it is. */
export const stressPart: Part = {
  section: 'stress',
  measure: async () => {
    const results: { readonly name: string; readonly accuracy: Accuracy }[] = [];
    for (const stress of STRESSES) results.push({ name: stress.name, accuracy: await endure(stress) });
    return {
      tables: [
        {
          title: `Matching ${CHILDREN} children twice, one phenomenon made commoner at a time, from seed ${FIRST_SEED}`,
          rival: 'none here',
          goal: 'none: where accuracy breaks down',
          lines: results.map(({ name, accuracy }): BenchLine => ({
            contender: name,
            figure: toCells(accuracy).join('  '),
          })),
        },
      ],
      page: [
        `Two draws of about ${CHILDREN.toLocaleString('en-GB')} children taken together, seeds ${SEEDS.join(' and ')}: ${commandOf('matching-stress')}.`,
        toMarkdown([
          [
            'Made commoner',
            'Precision',
            'Recall',
            'F1',
            'Twins mixed',
            'Siblings',
            'Review',
            'Least recall of a name group',
          ],
          ...results.map(({ name, accuracy }) => [name, ...toCells(accuracy)]),
        ]),
      ].join('\n\n'),
    };
  },
};

async function endure({ rates, change = (record) => record }: Stress): Promise<Accuracy> {
  const all: Linked[] = [];
  for (const seed of SEEDS) {
    const draw = createDraw(seed + CHANGES);
    const labelled = [...createPopulation({ seed, children: CHILDREN, rates: { ...USUAL_RATES, ...rates } })];
    const births = Map.groupBy(labelled, ({ person }) => person.birth);
    const records = labelled.map(({ record, person }) =>
      change(record, { person, first: births.get(person.birth)![0]!.person, draw }),
    );
    const { clusters, reviews } = await linkByEngine({ childrenCovered: CHILDREN })(records);
    for (const [at, one] of labelled.entries())
      all.push(pooled(seed, { ...toTruth(one), cluster: clusters[at]!, review: reviews[at]! }));
  }
  return measure(all);
}

const percent = (value: number): string => `${(100 * value).toFixed(2)}%`;

function toCells({
  precision,
  recall,
  f1,
  twinsMixed,
  twinGroups,
  siblingsLinked,
  reviewShare,
  recallByGroup,
}: Accuracy): readonly string[] {
  const [group, least] = Object.entries(recallByGroup).reduce((low, one) => (one[1] < low[1] ? one : low));
  return [
    precision.toFixed(4),
    recall.toFixed(4),
    f1.toFixed(4),
    `${Math.round(twinsMixed * twinGroups)} of ${twinGroups}`,
    String(siblingsLinked),
    percent(reviewShare),
    `${percent(least)} ${group}`,
  ];
}
