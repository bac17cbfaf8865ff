import { runContender, type Bench, type BenchLine } from './bench.ts';
import { bigXlsx } from './big-xlsx.ts';

const ROWS = 200_000;
const SCRIPT = new URL('./contenders/read-xlsx.ts', import.meta.url);
const CONTENDERS = { ours: 'ours', 'read-excel-file': 'read-excel-file' } as const;

/** Reading a workbook from disk: ours beside read-excel-file, each in a process of its own. */
export const xlsxBench: Bench = {
  id: 'xlsx',
  async run() {
    const file = bigXlsx(ROWS);
    const found: BenchLine[] = [];
    const cells = new Set<number | undefined>();
    for (const [id, contender] of Object.entries(CONTENDERS)) {
      const { seconds, peakMemoryInMb, counted } = await runContender(SCRIPT, [id, file]);
      cells.add(counted);
      if (cells.size > 1) throw new Error(`${contender} read ${counted} cells, not as many as the others`);
      const figure = `${Math.round(ROWS / seconds).toLocaleString('en-GB')} rows/s`;
      found.push({ contender, seconds, peakMemoryInMb, figure });
    }
    const rival = found.at(-1)!.seconds!;
    return [
      {
        title: `Excel: ${ROWS.toLocaleString('en-GB')} rows of 22 columns`,
        rival: CONTENDERS['read-excel-file'],
        goal: 'no more time than read-excel-file, in a fifth of its memory',
        lines: found.map((line) => ({ ...line, ratio: line.seconds! / rival })),
      },
    ];
  },
};
