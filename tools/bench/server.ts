import { runContender, type Bench, type BenchLine } from './bench.ts';

const RECORDS = 10_000;
const SCRIPT = new URL('./contenders/submit-records.ts', import.meta.url);
const CONTENDERS = {
  directory: 'the directory alone',
  axios: 'over HTTP, SDK with axios',
  fetch: 'over HTTP, SDK with fetch',
} as const;

/** What the API and the SDK add to the directory's own work, with client and server in one process. */
export const serverBench: Bench = {
  id: 'server',
  async run() {
    const found: BenchLine[] = [];
    for (const [id, contender] of Object.entries(CONTENDERS)) {
      const { seconds, peakMemoryInMb, counted } = await runContender(SCRIPT, [id, String(RECORDS)]);
      if (counted !== RECORDS) throw new Error(`${contender} created ${counted} of ${RECORDS} records`);
      const figure = `${Math.round(RECORDS / seconds).toLocaleString('en-GB')} records/s`;
      found.push({ contender, seconds, peakMemoryInMb, figure });
    }
    const rival = found[0]?.seconds ?? NaN;
    return [
      {
        title: `Server: ${RECORDS.toLocaleString('en-GB')} new records, 1,000 a request, SQLite file`,
        rival: CONTENDERS.directory,
        goal: 'at most 1.1 × the directory alone',
        lines: found.map((line) => ({ ...line, ratio: (line.seconds ?? NaN) / rival })),
      },
    ];
  },
};
