import { availableParallelism } from 'node:os';
import { toFeatures } from '../../../packages/matching/src/index.ts';
import { createBench, createTable } from '../../../packages/matching/src/decide/create-bench.ts';
import { createPopulation } from '../../population/create-population.ts';
import { describeMachine, runContender, type BenchLine } from '../bench.ts';
import { commandOf, FIRST_SEED, toMarkdown, type Part } from './part.ts';

const CHILDREN = 20_000;
const PAIRS = 3_000_000;
const RUNS = 3;
const BULK = Number(process.env['CONTACTPOINT_BULK'] ?? 1_000_000);

/** Pairs scored a second a core, and a whole set linked in a process of its own. */
export const speedPart: Part = {
  section: 'speed',
  measure: async () => {
    const pairs = scorePairs(FIRST_SEED);
    const bulk = await runContender(new URL('./bulk-contender.ts', import.meta.url), [
      String(FIRST_SEED),
      String(BULK),
    ]);
    const { seconds, peakMemoryInMb, counted = 0 } = bulk;
    const lines: BenchLine[] = [
      { contender: `pairs scored, best of ${RUNS}`, figure: `${format(pairs)} pairs a CPU second` },
      {
        contender: `bulk, ${format(counted)} records`,
        seconds,
        peakMemoryInMb,
        figure: `${format(counted / seconds)} records a CPU second`,
      },
    ];
    const perMillion = (seconds / counted) * 1e6;
    return {
      tables: [
        {
          title: `Matching, speed, seed ${FIRST_SEED}`,
          rival: 'none here',
          goal: '≥ 300,000 pairs/s a core; 1,000,000 records ≤ 180 s under 2 GB',
          lines,
        },
      ],
      page: `In CPU seconds, on ${describeMachine()}, seed ${FIRST_SEED}: ${commandOf('matching-speed')}.\n\n${toMarkdown(
        [
          ['Measure', 'Goal', 'Measured', ''],
          [
            'pairs scored',
            '≥ 300,000 a second a core',
            `${format(pairs)} a CPU second`,
            verdict(pairs >= 300_000),
          ],
          [
            `${format(counted)} records in bulk`,
            `1,000,000 in ≤ 180 s on ${availableParallelism()} cores`,
            `${seconds.toFixed(0)} CPU seconds (${perMillion.toFixed(0)} a million), one thread`,
            verdict(perMillion <= 180),
          ],
          [
            'their memory',
            '< 2,048 MB',
            `${format(peakMemoryInMb)} MB at most`,
            verdict(peakMemoryInMb < 2_048),
          ],
        ],
      )}`,
    };
  },
};

const format = (value: number): string => Math.round(value).toLocaleString('en-GB');
const verdict = (isMet: boolean): string => (isMet ? 'met' : 'missed');

/** Pairs a CPU second. Every pair is of two different records of one birth year: no cheap strangers. */
function scorePairs(seed: number): number {
  const table = createTable({});
  const { scorer } = createBench(table, { childrenCovered: CHILDREN });
  const byYear = new Map<string, number[]>();
  for (const { record } of createPopulation({ seed, children: CHILDREN })) {
    const features = toFeatures(record);
    const year = features.dateOfBirth?.slice(0, 4) ?? '';
    byYear.set(year, [...(byYear.get(year) ?? []), table.add(features)].slice(-2000));
  }
  const blocks = [...byYear.values()];
  const runs = Array.from({ length: RUNS }, () => {
    let pairs = 0;
    const before = process.cpuUsage();
    for (let step = 1; pairs < PAIRS; step += 1) {
      for (const rows of blocks) {
        for (let at = step; at < rows.length; at += 1) scorer.scoreChild(rows[at]!, [rows[at - step]!]);
        pairs += Math.max(0, rows.length - step);
      }
    }
    const { user, system } = process.cpuUsage(before);
    return (pairs / (user + system)) * 1e6;
  });
  return Math.max(...runs);
}
