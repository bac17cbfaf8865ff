import {
  createPopulation,
  type LabelledRecord,
  type PopulationOptions,
} from '../../population/create-population.ts';
import { scaleRates, USUAL_RATES } from '../../population/rates.ts';
import type { BenchLine } from '../bench.ts';
import { compete, type Contest, type Result, type Truth } from './compete.ts';
import { GOALS, toGoalRow } from './goals.ts';
import { linkByEngine, RIVALS, type Linker } from './link.ts';
import type { Accuracy } from './measure.ts';
import { FIRST_SEED, toMarkdown, type Measured, type Part } from './part.ts';

const CHILDREN = Number(process.env['CONTACTPOINT_CHILDREN'] ?? 10_000);
const SEEDS = [FIRST_SEED, FIRST_SEED + 1, FIRST_SEED + 2];

/** One draw of the population, as it is asked for. */
interface Draw {
  readonly world: string;
  readonly seed: number;
  readonly options: Omit<PopulationOptions, 'seed' | 'children'>;
}

/** The kinds of draw that are measured. */
export const WORLDS = {
  'with identifiers': {},
  'names and dates only': { withoutIdentifiers: true },
  'errors, gaps and twins halved': { rates: scaleRates(USUAL_RATES, 0.5) },
  'errors, gaps and twins doubled': { rates: scaleRates(USUAL_RATES, 2) },
} as const satisfies Readonly<Record<string, Draw['options']>>;

/** Accuracy on three fresh draws of invented children, beside exact rules and an unguarded Fellegi–Sunter. */
export const accuracyPart = (world: keyof typeof WORLDS): Part => ({
  section: world.replaceAll(' ', '-').replaceAll(',', ''),
  measure: async () => {
    const results: (Draw & Result)[] = [];
    for (const seed of SEEDS) {
      const draw = { world, seed, options: WORLDS[world] };
      for (const result of await run(draw)) results.push({ ...draw, ...result });
    }
    return toMeasured(world, results);
  },
});

async function run({ seed, options }: Draw): Promise<readonly Result[]> {
  const labelled = [...createPopulation({ seed, children: CHILDREN, ...options })];
  const contest: Contest = { records: labelled.map(({ record }) => record), truth: labelled.map(toTruth) };
  const contenders: Readonly<Record<string, Linker>> = {
    ...RIVALS,
    ContactPoint: linkByEngine({ childrenCovered: CHILDREN }),
  };
  return compete(contenders, contest);
}

/** What measuring may know of a record and linking may not. */
export const toTruth = ({ person }: LabelledRecord): Truth => ({
  label: person.label,
  household: person.household,
  group: person.culture,
  ...(person.birthCount > 1 ? { twins: person.birth } : {}),
});

function toMeasured(world: string, results: readonly (Draw & Result)[]): Measured {
  const accuracyOf = (contender: string): readonly Accuracy[] =>
    results.filter((one) => one.contender === contender).map(({ accuracy }) => accuracy);
  const goals = GOALS.filter((goal) => goal.world === world).map((goal) => toGoalRow(goal, accuracyOf));
  const heading = [
    'Measure',
    'Goal',
    'Exact rules',
    'Fellegi–Sunter without guards',
    'ContactPoint',
    'Worst draw',
    '',
  ];
  const columns = [
    'Seed',
    'Contender',
    'Precision',
    'Recall',
    'F1',
    'Whole children',
    'Twins mixed',
    'Siblings',
    'Review',
    'Recall by name group',
  ];
  const size = CHILDREN.toLocaleString('en-GB');
  return {
    tables: [
      {
        title: `Matching ${size} children, ${world}`,
        rival: 'none here',
        goal: 'see docs/matching.md',
        lines: results.map(toLine),
      },
    ],
    page: [
      `Three draws of about ${size} children, seeds ${SEEDS.join(', ')}: means, and the worst of the three.`,
      toMarkdown([heading, ...goals]),
      toMarkdown([columns, ...results.map((result) => toRow(result))]),
    ].join('\n\n'),
  };
}

const share = (value: number): string => value.toFixed(4);
const percent = (value: number): string => `${(100 * value).toFixed(2)}%`;

function toRow({ seed, contender, accuracy }: Draw & Result): readonly string[] {
  const { precision, recall, f1, clusterF1, twinsMixed, twinGroups, siblingsLinked, reviewShare } = accuracy;
  return [
    String(seed),
    contender,
    share(precision),
    share(recall),
    share(f1),
    share(clusterF1),
    `${percent(twinsMixed)} of ${twinGroups}`,
    String(siblingsLinked),
    percent(reviewShare),
    rangeOf(Object.values(accuracy.recallByGroup)),
  ];
}

const rangeOf = (values: readonly number[]): string =>
  `${percent(Math.min(...values))} to ${percent(Math.max(...values))}`;

const toLine = (result: Draw & Result): BenchLine => ({
  contender: `${result.contender}, seed ${result.seed}`,
  seconds: result.seconds,
  figure: toRow(result).slice(2).join('  '),
});
