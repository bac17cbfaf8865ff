import { runContender, type Bench, type BenchLine } from './bench.ts';
import { bigHl7 } from './big-hl7.ts';

const MESSAGES = 300_000;
const SCRIPT = new URL('./contenders/read-hl7.ts', import.meta.url);
/**
 * The fastest npm parsers of HL7 v2 found; hl7v2, hl7-standard and node-hl7-client take three times as long
 * and more.
 */
const CONTENDERS = {
  ours: 'ours',
  medplum: '@medplum/core',
  'simple-hl7': 'simple-hl7',
} as const;

/** Reading HL7 v2 from disk: ours beside the fastest parsers of npm, each in a process of its own. */
export const hl7Bench: Bench = {
  id: 'hl7',
  async run() {
    const file = bigHl7(MESSAGES);
    const found: BenchLine[] = [];
    const characters = new Set<number | undefined>();
    for (const [id, contender] of Object.entries(CONTENDERS)) {
      const { seconds, peakMemoryInMb, counted } = await runContender(SCRIPT, [id, file]);
      characters.add(counted);
      if (characters.size > 1)
        throw new Error(`${contender} read ${counted} characters, not as many as the others`);
      const figure = `${Math.round(MESSAGES / seconds).toLocaleString('en-GB')} messages/s`;
      found.push({ contender, seconds, peakMemoryInMb, figure });
    }
    const rival = found.find(({ contender }) => contender === CONTENDERS.medplum)!.seconds!;
    return [
      {
        title: `HL7 v2: ${MESSAGES.toLocaleString('en-GB')} A31 messages, 25 values read of each`,
        rival: CONTENDERS.medplum,
        goal: 'at most 1/3 of the time of the fastest npm parser',
        lines: found.map((line) => ({ ...line, ratio: line.seconds! / rival })),
      },
    ];
  },
};
