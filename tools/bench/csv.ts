import { runContender, type Bench, type BenchLine, type BenchTable } from './bench.ts';
import { bigCsv } from './big-csv.ts';

const SCRIPT = new URL('./contenders/read-csv.ts', import.meta.url);
const CONTENDERS = {
  scan: 'ours, places only',
  values: 'ours, every value as text',
  udsv: 'udsv (whole file in memory)',
  'csv-parse': 'csv-parse (streaming, arrays)',
} as const;

/** Reading a CSV from disk: ours beside udsv and csv-parse, each in a process of its own. */
export const csvBench: Bench = {
  id: 'csv',
  async run() {
    return [await compare(300_000), await compare(1_000_000)];
  },
};

async function compare(rows: number): Promise<BenchTable> {
  const file = await bigCsv(rows);
  const found: { readonly contender: string; readonly seconds: number; readonly peakMemoryInMb: number }[] =
    [];
  for (const [id, contender] of Object.entries(CONTENDERS)) {
    const { seconds, peakMemoryInMb, counted } = await runContender(SCRIPT, [id, file]);
    if (counted !== rows) throw new Error(`${contender} read ${counted} rows of ${rows}`);
    found.push({ contender, seconds, peakMemoryInMb });
  }
  const rival = found.at(-1)!.seconds;
  const lines: BenchLine[] = found.map((line) => ({ ...line, ratio: line.seconds / rival }));
  return {
    title: `CSV: ${rows.toLocaleString('en-GB')} rows of 22 columns`,
    rival: 'csv-parse',
    goal: 'every value in at most 1/3 of the time of csv-parse and 1/0.8 of udsv; memory flat',
    lines,
  };
}
