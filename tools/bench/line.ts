import { runContender, type Bench, type BenchLine, type BenchTable } from './bench.ts';
import { bigCsv } from './big-csv.ts';

const SCRIPT = new URL('./contenders/run-line.ts', import.meta.url);
const CONTENDERS = {
  'dry-run': 'dry run: parse, map, validate, fingerprint',
  out: 'run --out: the same, written as NDJSON',
  first: 'first run with a ledger, a directory that answers at once',
  unchanged: 'unchanged again, dry run with the ledger',
  'csv-parse': 'csv-parse (streaming, arrays), parsing only',
} as const;

/** The whole line over a nightly export beside csv-parse merely parsing it, each in a process of its own. */
export const lineBench: Bench = {
  id: 'line',
  async run() {
    return [await compare(100_000), await compare(300_000), await compare(1_000_000)];
  },
};

async function compare(rows: number): Promise<BenchTable> {
  const file = await bigCsv(rows);
  const found: { readonly contender: string; readonly seconds: number; readonly peakMemoryInMb: number }[] =
    [];
  for (const [id, contender] of Object.entries(CONTENDERS)) {
    const { seconds, peakMemoryInMb, counted } = await runContender(SCRIPT, [id, file]);
    if (counted !== rows) throw new Error(`${contender}: ${counted} rows of ${rows}`);
    found.push({ contender, seconds, peakMemoryInMb });
  }
  const rival = found.at(-1)!.seconds;
  const lines: BenchLine[] = found.map((line) => ({ ...line, ratio: line.seconds / rival }));
  return {
    title: `Line: ${rows.toLocaleString('en-GB')} rows of 22 columns`,
    rival: 'csv-parse',
    goal: 'dry run at most 1 ×, unchanged at most 1.4 ×, out at most 2 × csv-parse; under 200 MB and flat',
    lines,
  };
}
