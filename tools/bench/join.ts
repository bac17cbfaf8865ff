import { runContender, type Bench, type BenchLine } from './bench.ts';
import { bigJoin } from './big-join.ts';

const SCRIPT = new URL('./contenders/run-join.ts', import.meta.url);
const CHILDREN = 200_000;
const CONTENDERS = { disk: 'joined inputs on disk (spill)', memory: 'joined inputs in memory' } as const;

/** Five unsorted files of 200,000 children joined on keys, each way in a process of its own. */
export const joinBench: Bench = {
  id: 'join',
  async run() {
    await bigJoin(CHILDREN);
    const lines: BenchLine[] = [];
    for (const [where, contender] of Object.entries(CONTENDERS)) {
      const { seconds, peakMemoryInMb, counted } = await runContender(SCRIPT, [where, String(CHILDREN)]);
      if (counted !== CHILDREN) throw new Error(`${contender}: ${counted} records of ${CHILDREN}`);
      lines.push({ contender, seconds, peakMemoryInMb });
    }
    const rival = lines.at(-1)?.seconds ?? NaN;
    return [
      {
        title: `Join: ${CHILDREN.toLocaleString('en-GB')} children in five files, 1,202,000 rows`,
        rival: 'memory',
        goal: 'on disk under 300 MB',
        lines: lines.map((line) => ({ ...line, ratio: (line.seconds ?? NaN) / rival })),
      },
    ];
  },
};
