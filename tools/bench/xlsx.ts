import { runContender, type Bench, type BenchLine, type BenchTable } from './bench.ts';
import { bigXlsx } from './big-xlsx.ts';

const ROWS = 200_000;
const SCRIPT = new URL('./contenders/read-xlsx.ts', import.meta.url);
const CONTENDERS = { ours: 'ours', 'read-excel-file': 'read-excel-file' } as const;

/**
 * Reading a workbook from disk: ours beside read-excel-file, each in a process of its own. Once as V8 pleases, and
 * once with its young generation kept small, so that the figures tell what a reader holds and not what V8 lets lie.
 */
export const xlsxBench: Bench = {
  id: 'xlsx',
  async run() {
    return [
      await compare('as V8 pleases', []),
      await compare('a small young generation', ['--max-semi-space-size=4']),
    ];
  },
};

async function compare(memory: string, nodeFlags: readonly string[]): Promise<BenchTable> {
  const file = bigXlsx(ROWS);
  const found: BenchLine[] = [];
  const cells = new Set<number | undefined>();
  for (const [id, contender] of Object.entries(CONTENDERS)) {
    const { seconds, peakMemoryInMb, counted } = await runContender(SCRIPT, [id, file], nodeFlags);
    cells.add(counted);
    if (cells.size > 1) throw new Error(`${contender} read ${counted} cells, not as many as the others`);
    const figure = `${Math.round(ROWS / seconds).toLocaleString('en-GB')} rows/s`;
    found.push({ contender, seconds, peakMemoryInMb, figure });
  }
  const rival = found.at(-1)!.seconds!;
  return {
    title: `Excel: ${ROWS.toLocaleString('en-GB')} rows of 22 columns, ${memory}`,
    rival: CONTENDERS['read-excel-file'],
    goal: 'no more time than read-excel-file, in a fifth of its memory',
    lines: found.map((line) => ({ ...line, ratio: line.seconds! / rival })),
  };
}
