import { runContender, type Bench, type ProcessFigures } from './bench.ts';
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
const RIVAL = 'medplum';

/** Each contender's quickest of so many runs counts, taken in turn: what else the machine does strikes all alike. */
const ROUNDS = 3;

/** Reading HL7 v2 from disk: ours beside the fastest parsers of npm, each in a process of its own. */
export const hl7Bench: Bench = {
  id: 'hl7',
  async run() {
    const file = bigHl7(MESSAGES);
    const quickest = new Map<string, ProcessFigures>();
    for (let round = 0; round < ROUNDS; round++) {
      for (const id of Object.keys(CONTENDERS)) {
        const figures = await runContender(SCRIPT, [id, file]);
        const best = quickest.get(id);
        if (best === undefined || figures.seconds < best.seconds) quickest.set(id, figures);
      }
    }
    if (new Set([...quickest.values()].map(({ counted }) => counted)).size > 1)
      throw new Error('The contenders read different numbers of characters');
    const rival = quickest.get(RIVAL)!.seconds;
    return [
      {
        title: `HL7 v2: ${MESSAGES.toLocaleString('en-GB')} A31 messages, 25 values read of each, quickest of ${ROUNDS} runs`,
        rival: CONTENDERS[RIVAL],
        goal: 'at most 1/3 of the time of the fastest npm parser',
        lines: Object.entries(CONTENDERS).map(([id, contender]) => {
          const { seconds, peakMemoryInMb } = quickest.get(id)!;
          const figure = `${Math.round(MESSAGES / seconds).toLocaleString('en-GB')} messages/s`;
          return { contender, seconds, peakMemoryInMb, figure, ratio: seconds / rival };
        }),
      },
    ];
  },
};
