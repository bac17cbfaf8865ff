import { describeMachine, runContender, type BenchLine } from '../bench.ts';
import type { Cost } from './cost.ts';
import { commandOf, FIRST_SEED, type Part, toMarkdown } from './part.ts';

/** What one submission costs over one database: one caller at a time, and many at the same time. */
export interface OnDatabase extends Rate {
  readonly children: number;
  readonly loadedInS: number;
  readonly callers: number;
  readonly together: Rate;
}
/** Submissions of a round: how long one waits for its answer, by the clock, and how many are answered. */
export interface Rate extends Pick<Cost, 'records' | 'median' | 'p95'> {
  readonly aSecond: number;
  /** Milliseconds of CPU a submission, of this process and of the server's. */
  readonly cpu: number;
  readonly serverCpu: number;
}

/** Loading a million takes long: SQLite beside it may hold fewer. */
const CHILDREN = {
  postgres: Number(process.env['CONTACTPOINT_POSTGRES'] ?? 50_000),
  sqlite: Number(process.env['CONTACTPOINT_SQLITE'] ?? process.env['CONTACTPOINT_POSTGRES'] ?? 50_000),
} as const;
/** Of the population's children a few are of age, and refused. */
const NEARLY = 0.99;
const GOALS = { p95InMs: 15, aSecond: 300, children: 1_000_000 } as const;
const DATABASES = { postgres: 'PostgreSQL', sqlite: 'SQLite' } as const;

/** The whole of a submission on PostgreSQL, beside SQLite. */
export const postgresPart: Part = {
  section: 'postgres',
  measure: async () => {
    const [postgres, sqlite] = [await measureOn('postgres'), await measureOn('sqlite')];
    return {
      tables: [
        {
          title: `A submission against ${format(postgres.children)} children, seed ${FIRST_SEED}`,
          rival: 'SQLite',
          goal: `p95 ≤ ${GOALS.p95InMs} ms, ≥ ${GOALS.aSecond}/s a connection against ${format(GOALS.children)} on PostgreSQL`,
          lines: [toLine('postgres', postgres), toLine('sqlite', sqlite)],
        },
      ],
      page: toPage(postgres, sqlite),
    };
  },
};

function toPage(postgres: OnDatabase, sqlite: OnDatabase): string {
  const { children, records, callers } = postgres;
  const goal =
    children < GOALS.children * NEARLY ? ` The goal speaks of ${format(GOALS.children)} children.` : '';
  const most = Math.max(postgres.aSecond, postgres.together.aSecond);
  return [
    `By the clock, server and client on ${describeMachine()}, seed ${FIRST_SEED}, the fastest of three rounds of ${records} submissions of one record: \`CONTACTPOINT_POSTGRES=${CHILDREN.postgres} CONTACTPOINT_SQLITE=${CHILDREN.sqlite} ${commandOf('matching-postgres').slice(1)}.${goal} Loading the children, a thousand records a submission, took ${loadingOf(postgres)} on PostgreSQL and ${loadingOf(sqlite)} on SQLite.`,
    toMarkdown([
      ['One caller', 'Children', 'Median, ms', 'p95, ms', 'A second', 'CPU ms: client', 'server'],
      ...rowsOf({ postgres, sqlite }, rateOf),
    ]),
    toMarkdown([
      [
        `${callers} callers, one connection that writes`,
        'Children',
        'Median, ms',
        'p95, ms',
        'A second',
        'CPU ms: client',
        'server',
      ],
      ...rowsOf({ postgres, sqlite }, ({ together }) => rateOf(together)),
    ]),
    `p95 ≤ ${GOALS.p95InMs} ms: ${verdict(postgres.p95 <= GOALS.p95InMs)}. At least ${GOALS.aSecond} a second over one connection: ${verdict(most >= GOALS.aSecond)} (${Math.round(most)}).`,
  ].join('\n\n');
}

const measureOn = async (database: keyof typeof DATABASES): Promise<OnDatabase> =>
  (await runContender(new URL('./postgres-contender.ts', import.meta.url), [
    database,
    String(FIRST_SEED),
    String(CHILDREN[database]),
  ])) as unknown as OnDatabase;

const rowsOf = (
  measured: Readonly<Record<keyof typeof DATABASES, OnDatabase>>,
  cells: (one: OnDatabase) => readonly string[],
): readonly (readonly string[])[] =>
  (['postgres', 'sqlite'] as const).map((database) => [
    DATABASES[database],
    format(measured[database].children),
    ...cells(measured[database]),
  ]);

const rateOf = ({ median, p95, aSecond, cpu, serverCpu }: Rate): readonly string[] => [
  median.toFixed(1),
  p95.toFixed(1),
  aSecond.toFixed(0),
  cpu.toFixed(1),
  serverCpu === 0 ? 'none' : serverCpu.toFixed(1),
];

const loadingOf = ({ children, loadedInS }: OnDatabase): string =>
  `${Math.round(loadedInS)} s (${Math.round(children / loadedInS)} a second)`;
const verdict = (isMet: boolean): string => (isMet ? 'met' : 'missed');
const format = (value: number): string => value.toLocaleString('en-GB');
const toLine = (database: keyof typeof DATABASES, one: OnDatabase): BenchLine => ({
  contender: DATABASES[database],
  figure: `median ${one.median.toFixed(1)} ms, p95 ${one.p95.toFixed(1)} ms, ${one.aSecond.toFixed(0)}/s; ${one.callers} callers ${one.together.aSecond.toFixed(0)}/s; client ${one.cpu.toFixed(1)} and server ${one.serverCpu.toFixed(1)} ms of CPU`,
});
