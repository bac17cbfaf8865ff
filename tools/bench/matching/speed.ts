import { createMemoryIndex, matchRecords, toFeatures } from '../../../packages/matching/src/index.ts';
import { createBench, createTable } from '../../../packages/matching/src/decide/create-bench.ts';
import { createPopulation } from '../../population/create-population.ts';
import type { BenchLine, BenchTable } from '../bench.ts';
import { runContender } from '../bench.ts';

const CHILDREN = 20_000;
const PAIRS = 3_000_000;

/** Pairs scored a second, a whole set linked, and single records against a growing index in memory. */
export async function measureSpeed(seed: number): Promise<BenchTable> {
  return {
    title: `Matching, speed, seed ${seed}`,
    rival: 'none here',
    goal: '≥ 300,000 pairs/s a core; 1,000,000 records ≤ 3 minutes under 2 GB; cost a record flat',
    lines: [pairsLine(seed), await bulkLine(seed), ...(await singleLines(seed))],
  };
}

/** Every pair is of two different records of one birth year: no cheap strangers. */
function pairsLine(seed: number): BenchLine {
  const table = createTable({});
  const { scorer } = createBench(table, { childrenCovered: CHILDREN });
  const byYear = new Map<string, number[]>();
  for (const { record } of createPopulation({ seed, children: CHILDREN })) {
    const features = toFeatures(record);
    const year = features.dateOfBirth?.slice(0, 4) ?? '';
    byYear.set(year, [...(byYear.get(year) ?? []), table.add(features)].slice(-2000));
  }
  const blocks = [...byYear.values()];
  let pairs = 0;
  const before = performance.now();
  for (let step = 1; pairs < PAIRS; step += 1) {
    for (const rows of blocks) {
      for (let at = step; at < rows.length; at += 1) scorer.scoreChild(rows[at]!, [rows[at - step]!]);
      pairs += Math.max(0, rows.length - step);
    }
  }
  const seconds = (performance.now() - before) / 1000;
  return {
    contender: 'pairs scored',
    seconds,
    figure: `${Math.round(pairs / seconds).toLocaleString('en-GB')} pairs/s on one core`,
  };
}

/** In a process of its own, for its memory. CONTACTPOINT_BULK sets how many children. */
async function bulkLine(seed: number): Promise<BenchLine> {
  const children = process.env['CONTACTPOINT_BULK'] ?? '50000';
  const {
    seconds,
    peakMemoryInMb,
    counted = 0,
  } = await runContender(new URL('./bulk-contender.ts', import.meta.url), [String(seed), children]);
  return {
    contender: `bulk, ${counted.toLocaleString('en-GB')} records`,
    seconds,
    peakMemoryInMb,
    figure: `${Math.round(counted / seconds).toLocaleString('en-GB')} records/s; one million in ${Math.round((1e6 / counted) * seconds)} s at this rate`,
  };
}

async function singleLines(seed: number): Promise<readonly BenchLine[]> {
  const index = createMemoryIndex();
  const features = [...createPopulation({ seed, children: CHILDREN })].map(({ record }) =>
    toFeatures(record),
  );
  let begun = 0;
  const options = { childrenCovered: CHILDREN, newId: () => `c${(begun += 1)}` };
  const lines: BenchLine[] = [];
  const steps = [0.1, 0.5, 1].map((share) => Math.floor(features.length * share) - 1_000);
  let from = 0;
  for (const step of steps) {
    for (; from < step; from += 500)
      await index.apply(
        (await matchRecords(index, features.slice(from, Math.min(step, from + 500)), options)).changes,
      );
    from = step;
    const times: number[] = [];
    for (const record of features.slice(step, step + 1_000)) {
      const before = performance.now();
      await index.apply((await matchRecords(index, [record], options)).changes);
      times.push(performance.now() - before);
    }
    from = step + 1_000;
    times.sort((a, b) => a - b);
    lines.push({
      contender: `one record against ${begun.toLocaleString('en-GB')} children`,
      figure: `median ${times[500]!.toFixed(2)} ms, p95 ${times[950]!.toFixed(2)} ms`,
    });
  }
  return lines;
}
