import { runContender, type Bench, type BenchLine } from './bench.ts';
import { bigXml } from './big-xml.ts';

const SCRIPT = new URL('./contenders/read-xml.ts', import.meta.url);
const RECORDS = 100_000;
const CONTENDERS = {
  ours: 'ours, records as trees, eight fields read',
  xml2js: 'xml2js (whole file in memory)',
  saxes: 'bare saxes, events only',
} as const;

/**
 * Reading an XML export from disk: ours beside xml2js and a bare parser that tells events alone, each in its
 * own process.
 */
export const xmlBench: Bench = {
  id: 'xml',
  async run() {
    const file = await bigXml(RECORDS);
    const found: { readonly contender: string; readonly seconds: number; readonly peakMemoryInMb: number }[] =
      [];
    for (const [id, contender] of Object.entries(CONTENDERS)) {
      const { seconds, peakMemoryInMb, counted } = await runContender(SCRIPT, [id, file]);
      if (counted !== RECORDS) throw new Error(`${contender} read ${counted} records of ${RECORDS}`);
      found.push({ contender, seconds, peakMemoryInMb });
    }
    const rival = found.at(-1)!.seconds;
    const lines: BenchLine[] = found.map((line) => ({ ...line, ratio: line.seconds / rival }));
    return [
      {
        title: `XML: ${RECORDS.toLocaleString('en-GB')} children of some 25 elements`,
        rival: 'saxes',
        goal: 'at most 1/0.8 of the time of bare saxes and 1/6 of that of xml2js; memory flat',
        lines,
      },
    ];
  },
};
