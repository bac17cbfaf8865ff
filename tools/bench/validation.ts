import { type Bench, type BenchLine, runContender } from './bench.ts';

const SCRIPT = new URL('./contenders/validate-records.ts', import.meta.url);
const CONTENDERS = ['contract', 'ajv', 'zod'];

/** The record's validator against the same schema compiled by ajv and written in zod, over valid records. */
export const validationBench: Bench = {
  id: 'validation',
  async run() {
    const figures = [];
    for (const contender of CONTENDERS)
      figures.push({ contender, ...(await runContender(SCRIPT, [contender])) });
    const rival = figures.find(({ contender }) => contender === 'ajv')?.seconds ?? 1;
    const counts = new Set(figures.map(({ counted }) => counted));
    if (counts.size !== 1) throw new Error('the contenders accepted different records');
    const lines = figures.map(({ contender, seconds, peakMemoryInMb, counted = 0 }): BenchLine => ({
      contender,
      seconds,
      peakMemoryInMb,
      ratio: seconds / rival,
      figure: `${((seconds / counted) * 1e6).toFixed(2)} µs a record`,
    }));
    return [
      {
        title: 'Validating a record of 22 columns',
        rival: 'ajv',
        goal: 'level with ajv, three times as fast as zod',
        lines,
      },
    ];
  },
};
