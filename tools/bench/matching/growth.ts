import { describeMachine, runContender, type BenchLine } from '../bench.ts';
import { commandOf, FIRST_SEED, toMarkdown, type Part } from './part.ts';
import { plotGrowth } from './plot-growth.ts';

/** What one record costs against a directory of a size, in milliseconds of CPU. */
export interface Cost {
  readonly children: number;
  /** Records timed. */
  readonly records: number;
  readonly mean: number;
  readonly median: number;
  readonly p95: number;
  /** Milliseconds of the clock, where they say anything. */
  readonly wall?: { readonly median: number; readonly p95: number };
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
    for (const size of SIZES) inMemory.push(await measureCost('./growth-contender.ts', size));
    const onSqlite = await measureCost('./sqlite-contender.ts', ON_SQLITE);
    const [first, last] = [inMemory[0]!, inMemory.at(-1)!];
    const times = last.mean / first.mean;
    const isFast = onSqlite.p95 <= SQLITE_GOAL_IN_MS;
    const rows = inMemory.map(toRow);
    return {
      tables: [
        {
          title: `Matching, one record against a growing directory, seed ${FIRST_SEED}`,
          rival: 'none here',
          goal: 'flat from 10,000 to 1,000,000 children; p95 ≤ 5 ms against 100,000 on SQLite',
          lines: [...inMemory.map(toLine('memory')), toLine('a submission on SQLite')(onSqlite)],
        },
      ],
      picture: { name: 'matching-growth.svg', svg: plotGrowth(inMemory) },
      page: [
        `In milliseconds of CPU, one record at a time, on ${describeMachine()}, seed ${FIRST_SEED}: ${commandOf('matching-growth')}.`,
        `![Cost of one record against the children of the directory](matching-growth.svg)`,
        toMarkdown([['Children', 'Records timed', 'Median', 'Mean', 'p95'], ...rows]),
        `${format(last.children)} children cost ${times.toFixed(2)} times what ${format(first.children)} do (flat is at most ${FLAT}: ${times <= FLAT ? 'met' : 'missed'}).`,
        `A whole submission of one record against ${format(onSqlite.children)} children on SQLite — rights, matching, best view, discrepancies, audit and commit — takes a median of ${onSqlite.median.toFixed(2)} ms and a p95 of ${onSqlite.p95.toFixed(2)} ms of CPU (${onSqlite.wall!.median.toFixed(2)} and ${onSqlite.wall!.p95.toFixed(2)} ms by the clock of a shared machine); the goal of 5 ms for p95 is ${isFast ? 'met' : 'missed'}.`,
      ].join('\n\n'),
    };
  },
};

const measureCost = async (script: string, size: number): Promise<Cost> =>
  (await runContender(new URL(script, import.meta.url), [
    String(FIRST_SEED),
    String(size),
  ])) as unknown as Cost;

const format = (value: number): string => value.toLocaleString('en-GB');
const toRow = ({ children, records, median, mean, p95 }: Cost): readonly string[] => [
  format(children),
  format(records),
  ...[median, mean, p95].map((time) => time.toFixed(3)),
];
const toLine =
  (where: string) =>
  (cost: Cost): BenchLine => ({
    contender: `${where}, ${format(cost.children)} children`,
    figure: `median ${cost.median.toFixed(3)} ms, mean ${cost.mean.toFixed(3)} ms, p95 ${cost.p95.toFixed(3)} ms of CPU`,
  });
