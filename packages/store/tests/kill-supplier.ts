import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { CanonicalRecord } from '@contactpoint/contract';
import { inventRecord, nhsNumber } from '@contactpoint/directory/suite';

const SCRIPT = new URL('./supply-until-killed.ts', import.meta.url).pathname;

/** What the process said that it was answered. */
export interface Answered {
  readonly number: number;
  readonly outcome: string;
  readonly childRef: string;
}

/** The record of the child of this number: by whichever source, of the same name, birth date and NHS number. */
export function numberedRecord(number: number, recordId = String(number)): CanonicalRecord {
  return inventRecord(recordId, {
    child: {
      names: [{ given: ['Ada'], family: `Alderwick${number}` }],
      dateOfBirth: { value: '2014-03-09', precision: 'day', status: 'known' },
      identifiers: [{ type: 'nhsNumber', value: nhsNumber(number) }],
    },
  });
}

/** What the process is to supply to, and how far. */
export interface KillOptions {
  /** A file, or the addresses of data and keys. */
  readonly to: readonly [data: string] | readonly [data: string, keys: string];
  /** The number of its first record. */
  readonly first: number;
  /** After so many it is killed. */
  readonly answers: number;
}

/** Starts a process that supplies, kills it without warning after so many answers, and tells which were given. */
export async function supplyUntilKilled({ to, first, answers }: KillOptions): Promise<readonly Answered[]> {
  const [data, ...keys] = to;
  const node = ['--conditions=@contactpoint/source', '--disable-warning=ExperimentalWarning'];
  const words = [...node, SCRIPT, data, String(first), ...keys];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const answered: Answered[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const [number, outcome = '', childRef = ''] = line.split(' ');
    answered.push({ number: Number(number), outcome, childRef });
    if (answered.length === answers) child.kill('SIGKILL');
  }
  return answered;
}
