import type { Accuracy } from './measure.ts';

/** One line of the table of goals. */
export interface Goal {
  readonly measure: string;
  /** Name of the draws it is measured on. */
  readonly world: string;
  readonly goal: string;
  readonly of: (accuracy: Accuracy) => number;
  /** What must hold, greater or less. */
  readonly bound: number;
  readonly better: 'more' | 'less';
  readonly unit: 'share' | 'percent' | 'count';
}

const groupGap = ({ recallByGroup }: Accuracy): number => {
  const recalls = Object.values(recallByGroup);
  return Math.max(...recalls) - Math.min(...recalls);
};

const USUAL = 'with identifiers';
const BARE = 'names and dates only';

/** What is asked of accuracy on invented children. */
export const GOALS: readonly Goal[] = [
  {
    measure: 'F1 of pairs, with identifiers',
    world: USUAL,
    goal: '≥ 0.997',
    of: ({ f1 }) => f1,
    bound: 0.997,
    better: 'more',
    unit: 'share',
  },
  {
    measure: 'precision, with identifiers',
    world: USUAL,
    goal: '≥ 0.9995',
    of: ({ precision }) => precision,
    bound: 0.9995,
    better: 'more',
    unit: 'share',
  },
  {
    measure: 'F1 of pairs, names and dates only',
    world: BARE,
    goal: '≥ 0.993',
    of: ({ f1 }) => f1,
    bound: 0.993,
    better: 'more',
    unit: 'share',
  },
  {
    measure: 'precision, names and dates only',
    world: BARE,
    goal: '≥ 0.999',
    of: ({ precision }) => precision,
    bound: 0.999,
    better: 'more',
    unit: 'share',
  },
  {
    measure: 'twin groups wrongly mixed',
    world: USUAL,
    goal: '≤ 0.5%',
    of: ({ twinsMixed }) => twinsMixed,
    bound: 0.005,
    better: 'less',
    unit: 'percent',
  },
  {
    measure: 'siblings linked',
    world: USUAL,
    goal: '0',
    of: ({ siblingsLinked }) => siblingsLinked,
    bound: 0,
    better: 'less',
    unit: 'count',
  },
  {
    measure: 'records sent to people',
    world: USUAL,
    goal: '≤ 1.5%',
    of: ({ reviewShare }) => reviewShare,
    bound: 0.015,
    better: 'less',
    unit: 'percent',
  },
  {
    measure: 'recall, best name group less worst',
    world: USUAL,
    goal: '≤ 1 point',
    of: groupGap,
    bound: 0.01,
    better: 'less',
    unit: 'percent',
  },
  {
    measure: 'F1, errors, gaps and twins halved',
    world: 'errors, gaps and twins halved',
    goal: '≥ 0.997',
    of: ({ f1 }) => f1,
    bound: 0.997,
    better: 'more',
    unit: 'share',
  },
  {
    measure: 'F1, errors, gaps and twins doubled',
    world: 'errors, gaps and twins doubled',
    goal: '≥ 0.997',
    of: ({ f1 }) => f1,
    bound: 0.997,
    better: 'more',
    unit: 'share',
  },
  {
    measure: 'twin groups mixed, doubled',
    world: 'errors, gaps and twins doubled',
    goal: '≤ 0.5%',
    of: ({ twinsMixed }) => twinsMixed,
    bound: 0.005,
    better: 'less',
    unit: 'percent',
  },
];

const FORMATS: Readonly<Record<Goal['unit'], (value: number) => string>> = {
  share: (value) => value.toFixed(4),
  percent: (value) => `${(100 * value).toFixed(2)}%`,
  count: (value) => String(Math.round(value * 100) / 100),
};

/** A goal with what each contender reached on its draws, and whether ours reached it. */
export function toGoalRow(
  { measure, goal, of, bound, better, unit }: Goal,
  accuracyOf: (contender: string) => readonly Accuracy[],
): readonly string[] {
  const valuesOf = (contender: string): readonly number[] => accuracyOf(contender).map(of);
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const meets = (value: number): boolean => (better === 'more' ? value >= bound : value <= bound);
  const ours = valuesOf('ContactPoint');
  const worst = better === 'more' ? Math.min(...ours) : Math.max(...ours);
  const verdict = meets(worst) ? 'met' : meets(mean(ours)) ? 'met on average' : 'missed';
  const text = FORMATS[unit];
  return [
    measure,
    goal,
    text(mean(valuesOf('exact rules'))),
    text(mean(valuesOf('Fellegi–Sunter without guards'))),
    text(mean(ours)),
    text(worst),
    verdict,
  ];
}
