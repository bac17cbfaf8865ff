import type { CanonicalRecord } from '@contactpoint/contract';
import type { Command } from '../commands.ts';
import { readRefs } from './read-refs.ts';

type Submission = Command<'submitRecords'>;

/** Records that are taken in together at most, so that nobody waits long for others. */
const RECORDS_TOGETHER = 64;

/** What a submission speaks of. */
interface Subjects {
  readonly names: readonly string[];
  readonly records: number;
  /** Whether it asks for a child to be shielded: whoever came with it would be answered as if that child were not. */
  readonly hides: boolean;
}

interface Waiting<Answer> extends Subjects {
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
      waiting.push({ ...subjectsOf(command), command, resolve, reject });
      if (!isBusy) void work();
    });
}

/**
 * How many of the first may be taken in together: no two are the same request or speak of the same record, and one
 * that hides a child goes alone (SHIELD-03).
 */
function countTogether(waiting: readonly Subjects[]): number {
  const first = waiting.slice(0, RECORDS_TOGETHER);
  if (first[0]?.hides) return 1;
  const taken = new Set<string>();
  let count = 0;
  const end = first.findIndex(({ names, records, hides }, at) => {
    count += records;
    if (at > 0 && (hides || count > RECORDS_TOGETHER || names.some((one) => taken.has(one)))) return true;
    for (const one of names) taken.add(one);
    return false;
  });
  return end < 0 ? first.length : end;
}

/** What is no list of records fails where it is taken in, as everything else that is wrong. */
function subjectsOf({ caller, requestId, records }: Submission): Subjects {
  const values = Array.isArray(records) ? (records as readonly unknown[]) : [];
  return {
    names: [
      `request|${caller.clientId}|${requestId}`,
      ...values.flatMap(readRefs).map((ref) => `record|${ref}`),
    ],
    records: values.length,
    hides: values.some(asksForShield),
  };
}

const asksForShield = (value: unknown): boolean =>
  ((value ?? {}) as Partial<CanonicalRecord>).flags?.shieldRequested === true;
