import { describeMachine, runContender, type BenchLine } from '../bench.ts';
import type { Cost } from './cost.ts';
import { commandOf, FIRST_SEED, toMarkdown, type Part } from './part.ts';
import { plotGrowth } from './plot-growth.ts';

/** What one record costs a directory on SQLite. */
export interface OnSqlite {
  /** From the keys to the decision. */
  readonly match: Cost;
  /** From the caller's rights to the commit. */
  readonly submission: Cost;
}

const SIZES = (process.env['CONTACTPOINT_SIZES'] ?? '10000,30000,100000,300000,1000000')
  .split(',')
  .map(Number);
const ON_SQLITE = Number(process.env['CONTACTPOINT_SQLITE'] ?? 100_000);
const SQLITE_GOAL_IN_MS = 5;
/** Flat: a hundred times the children cost at most this many times as much. */
const FLAT = 2;

/** Cost of one record as the directory grows, in memory; and the whole of a submission on SQLite. */
export const growthPart: Part = {
  section: 'growth',
  measure: async () => {
    const inMemory: Cost[] = [];
    for (const size of SIZES) inMemory.push(await measureCost<Cost>('./growth-contender.ts', size));
    const { match, submission } = await measureCost<OnSqlite>('./sqlite-contender.ts', ON_SQLITE);
    const [first, last] = [inMemory[0]!, inMemory.at(-1)!];
    const times = last.mean / first.mean;
    const rows = inMemory.map(toRow);
    return {
      tables: [
        {
          title: `Matching, one record against a growing directory, seed ${FIRST_SEED}`,
          rival: 'none here',
          goal: 'flat from 10,000 to 1,000,000 children; p95 ≤ 5 ms against 100,000 on SQLite',
          lines: [
            ...inMemory.map(toLine('memory')),
            toLine('a match on SQLite')(match),
            toLine('a submission on SQLite')(submission),
          ],
        },
      ],
      picture: { name: 'matching-growth.svg', svg: plotGrowth(inMemory) },
      page: [
        `In milliseconds of CPU, one record at a time, the fastest of five rounds of 1,000 records, on ${describeMachine()}, seed ${FIRST_SEED}: ${commandOf('matching-growth')}.`,
        `![Cost of one record against the children of the directory](matching-growth.svg)`,
        toMarkdown([
          ['Children', 'Median', 'Mean', 'p95', 'Children weighed', 'Own child among them'],
          ...rows,
        ]),
        `${format(last.children)} children cost ${times.toFixed(2)} times what ${format(first.children)} do (flat is at most ${FLAT}: ${times <= FLAT ? 'met' : 'missed'}). A record is weighed against ${first.weighed!.toFixed(1)} children at first and ${last.weighed!.toFixed(1)} at last, its own among them: of a key that many share only those that share a second one are looked at.`,
        `Against ${format(match.children)} children on SQLite, loaded in batches, one record at a time, the fastest of four rounds of ${format(match.records)} records:`,
        toMarkdown([
          ['One record', 'Median', 'Mean', 'p95', 'Goal', 'Median and p95 by the clock', ''],
          ['its match: keys, candidates, decision', ...onSqliteRow(match)],
          ['its submission: rights, match, best view, audit, commit to disk', ...onSqliteRow(submission)],
        ]),
      ].join('\n\n'),
    };
  },
};

const measureCost = async <T>(script: string, size: number): Promise<T> =>
  (await runContender(new URL(script, import.meta.url), [String(FIRST_SEED), String(size)])) as unknown as T;

const onSqliteRow = ({ median, mean, p95, wall }: Cost): readonly string[] => [
  ...[median, mean, p95].map((time) => time.toFixed(2)),
  `p95 ≤ ${SQLITE_GOAL_IN_MS}`,
  `${wall!.median.toFixed(2)} and ${wall!.p95.toFixed(2)}`,
  p95 <= SQLITE_GOAL_IN_MS ? 'met' : 'missed',
];

const format = (value: number): string => value.toLocaleString('en-GB');
const toRow = ({ children, median, mean, p95, weighed = 0, found = 0 }: Cost): readonly string[] => [
  format(children),
  ...[median, mean, p95].map((time) => time.toFixed(3)),
  weighed.toFixed(1),
  `${(100 * found).toFixed(2)}%`,
];
const toLine =
  (where: string) =>
  (cost: Cost): BenchLine => ({
    contender: `${where}, ${format(cost.children)} children`,
    figure: `median ${cost.median.toFixed(3)} ms, mean ${cost.mean.toFixed(3)} ms, p95 ${cost.p95.toFixed(3)} ms of CPU`,
  });
