import type { Command } from '../commands.ts';
import { readRefs } from './read-refs.ts';

type Submission = Command<'submitRecords'>;

/** Records that are taken in together at most, so that nobody waits long for others. */
const RECORDS_TOGETHER = 64;

interface Waiting<Answer> {
  readonly command: Submission;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Takes submissions in one after another, those that arrived meanwhile together. Should that fail, each is taken in
 * alone: nobody fails because of somebody else.
 */
export function createIntake<Answer>(
  takeIn: (together: readonly Submission[]) => Promise<readonly Answer[]>,
): (command: Submission) => Promise<Answer> {
  const waiting: Waiting<Answer>[] = [];
  let isBusy = false;
  const take = async (together: readonly Waiting<Answer>[]): Promise<void> => {
    try {
      const answers = await takeIn(together.map(({ command }) => command));
      together.forEach(({ resolve }, at) => resolve(answers[at] as Answer));
    } catch (error) {
      if (together.length > 1) for (const one of together) await take([one]);
      else together.forEach(({ reject }) => reject(error));
    }
  };
  const work = async (): Promise<void> => {
    isBusy = true;
    while (waiting.length > 0) await take(waiting.splice(0, countTogether(waiting)));
    isBusy = false;
  };
  return (command) =>
    new Promise((resolve, reject) => {
      waiting.push({ command, resolve, reject });
      if (!isBusy) void work();
    });
}

/** How many of the first may be taken in together: no two are the same request or speak of the same record. */
function countTogether(waiting: readonly Pick<Waiting<never>, 'command'>[]): number {
  const first = waiting.slice(0, RECORDS_TOGETHER);
  const taken = new Set<string>();
  let records = 0;
  const end = first.findIndex(({ command }, at) => {
    const subjects = subjectsOf(command);
    records += command.records.length;
    if (at > 0 && (records > RECORDS_TOGETHER || subjects.some((one) => taken.has(one)))) return true;
    for (const one of subjects) taken.add(one);
    return false;
  });
  return end < 0 ? first.length : end;
}

const subjectsOf = ({ caller, requestId, records }: Submission): readonly string[] => [
  `request|${caller.clientId}|${requestId}`,
  ...records.flatMap(readRefs).map((ref) => `record|${ref}`),
];
