import { runContender, type Bench, type BenchLine, type BenchTable, type ProcessFigures } from './bench.ts';
import { bigCsv } from './big-csv.ts';

const SCRIPT = new URL('./contenders/run-line.ts', import.meta.url);
const CONTENDERS = {
  'csv-parse': 'csv-parse (streaming, arrays), parsing only',
  'dry-run': 'dry run: parse, map, validate, tell repeated rows',
  out: 'run --out: the same, written as NDJSON',
  first: 'first run with a ledger, a directory that answers at once',
  unchanged: 'unchanged again, dry run with the ledger',
} as const;
/** Ways of mapping the same rows that take minutes over a million of them. */
const MAPPERS = {
  jsonata: 'csv-parse and JSONata: parse and map, nothing checked or written',
  openfn: 'csv-parse and an OpenFn job: parse and map, nothing checked or written',
} as const;

/** The whole line over a nightly export beside csv-parse merely parsing it, each in a process of its own. */
export const lineBench: Bench = {
  id: 'line',
  async run() {
    return [
      await compare(100_000, { ...CONTENDERS, ...MAPPERS }),
      await compare(300_000, CONTENDERS, 3),
      await compare(1_000_000, CONTENDERS),
    ];
  },
};

/** @param rounds - Each contender's quickest of so many runs counts, taken in turn. */
async function compare(
  rows: number,
  contenders: Readonly<Record<string, string>>,
  rounds = 1,
): Promise<BenchTable> {
  const file = await bigCsv(rows);
  const quickest = new Map<string, ProcessFigures>();
  for (let round = 0; round < rounds; round += 1) {
    for (const id of Object.keys(contenders)) {
      const figures = await runContender(SCRIPT, [id, file]);
      if (figures.counted !== rows) throw new Error(`${id}: ${figures.counted} rows of ${rows}`);
      const best = quickest.get(id) ?? figures;
      const peakMemoryInMb = Math.max(best.peakMemoryInMb, figures.peakMemoryInMb);
      quickest.set(id, { seconds: Math.min(best.seconds, figures.seconds), peakMemoryInMb });
    }
  }
  const rival = quickest.get('csv-parse')!.seconds;
  const runs = rounds === 1 ? 'one run each' : `quickest of ${rounds} runs each`;
  return {
    title: `Line: ${rows.toLocaleString('en-GB')} rows of 22 columns, CPU seconds of all threads, ${runs}`,
    rival: 'csv-parse',
    goal: 'dry run at most 1 ×, unchanged at most 1.43 ×, out at most 2 × csv-parse; dry run under 200 MB, out under 250 MB and flat',
    lines: Object.entries(contenders).map(([id, contender]): BenchLine => {
      const { seconds, peakMemoryInMb } = quickest.get(id)!;
      const perRow = ((seconds / rows) * 1e6).toFixed(1);
      const figure = `${seconds.toFixed(2)} s of CPU, ${perRow} µs a row`;
      return { contender, peakMemoryInMb, ratio: seconds / rival, figure };
    }),
  };
}
