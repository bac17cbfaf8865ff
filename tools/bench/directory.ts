import { runContender, type Bench, type BenchLine, type BenchTable } from './bench.ts';

const RECORDS = 20_000;
const SCRIPT = new URL('./contenders/directory-work.ts', import.meta.url);
const WORKS = [
  ['supply', 'new records, 1,000 a submission', 'at least 3,000 records/s on SQLite'],
  ['resend', 'the same records again', 'no slower than new ones'],
  ['change', 'every record changed', 'no figure set'],
  ['search', 'searches by name and birth, 50 at once', 'no figure set'],
  ['view', 'audited views, 50 at once', 'at least 350/s'],
] as const;

/** The directory's own work, without any face, on invented records of six systems. */
export const directoryBench: Bench = {
  id: 'directory',
  async run() {
    const tables: BenchTable[] = [];
    for (const [work, what, goal] of WORKS)
      tables.push({ title: `Directory: ${what}`, rival: 'memory', goal, lines: await measure(work) });
    return tables;
  },
};

async function measure(work: string): Promise<readonly BenchLine[]> {
  const lines: BenchLine[] = [];
  for (const contender of ['memory', 'sqlite']) {
    const {
      seconds,
      peakMemoryInMb,
      counted = 0,
    } = await runContender(SCRIPT, [work, contender, String(RECORDS)]);
    const figure = `${Math.round(counted / seconds).toLocaleString('en-GB')}/s`;
    lines.push({
      contender,
      seconds,
      peakMemoryInMb,
      figure,
      ratio: seconds / (lines[0]?.seconds ?? seconds),
    });
  }
  return lines;
}
