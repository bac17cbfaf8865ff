import { runContender, type Bench, type BenchLine, type BenchTable } from './bench.ts';
import { bigCsv } from './big-csv.ts';

const SCRIPT = new URL('./contenders/run-line.ts', import.meta.url);
const CONTENDERS = {
  'csv-parse': 'csv-parse (streaming, arrays), parsing only',
  'dry-run': 'dry run: parse, map, validate, tell repeated rows',
  out: 'run --out: the same, written as NDJSON',
  first: 'first run with a ledger, a directory that answers at once',
  unchanged: 'unchanged again, dry run with the ledger',
} as const;
/** Takes minutes over a million rows. */
const JSONATA = 'csv-parse and JSONata: parse and map, nothing checked or written';

/** The whole line over a nightly export beside csv-parse merely parsing it, each in a process of its own. */
export const lineBench: Bench = {
  id: 'line',
  async run() {
    return [
      await compare(100_000, { ...CONTENDERS, jsonata: JSONATA }),
      await compare(300_000, CONTENDERS),
      await compare(1_000_000, CONTENDERS),
    ];
  },
};

async function compare(rows: number, contenders: Readonly<Record<string, string>>): Promise<BenchTable> {
  const file = await bigCsv(rows);
  const lines: BenchLine[] = [];
  let rival = NaN;
  for (const [id, contender] of Object.entries(contenders)) {
    const { seconds, peakMemoryInMb, counted } = await runContender(SCRIPT, [id, file]);
    if (counted !== rows) throw new Error(`${contender}: ${counted} rows of ${rows}`);
    if (id === 'csv-parse') rival = seconds;
    const perRow = ((seconds / rows) * 1e6).toFixed(1);
    const figure = `${seconds.toFixed(2)} s of CPU, ${perRow} µs a row`;
    lines.push({ contender, peakMemoryInMb, ratio: seconds / rival, figure });
  }
  return {
    title: `Line: ${rows.toLocaleString('en-GB')} rows of 22 columns, CPU seconds of all threads`,
    rival: 'csv-parse',
    goal: 'dry run at most 1 ×, unchanged at most 1.43 ×, out at most 2 × csv-parse; dry run under 200 MB, out under 250 MB and flat',
    lines,
  };
}
