import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { createWorld, inventRecord, nhsNumber } from '@contactpoint/directory/suite';
import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../src/sqlite/index.ts';

const KILLS = process.env['CONTACTPOINT_CHECK'] === undefined ? 2 : 50;
const SCRIPT = new URL('./supply-until-killed.ts', import.meta.url).pathname;

interface Answered {
  readonly number: number;
  readonly outcome: string;
  readonly childRef: string;
}

/** Starts the process, kills it without warning after so many answers, and tells which were given. */
async function supplyUntilKilled(file: string, first: number, answers: number): Promise<readonly Answered[]> {
  const child = spawn(
    process.execPath,
    [
      '--conditions=@contactpoint/source',
      '--disable-warning=ExperimentalWarning',
      SCRIPT,
      file,
      String(first),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const answered: Answered[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const [number, outcome = '', childRef = ''] = line.split(' ');
    answered.push({ number: Number(number), outcome, childRef });
    if (answered.length === answers) child.kill('SIGKILL');
  }
  return answered;
}

describe('a directory on SQLite whose process is killed', () => {
  it('SUPPLY-06: loses nothing that it answered, and doubles nothing that is sent again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'contactpoint-killed-'));
    const file = join(folder, 'directory.sqlite');
    const answered: Answered[] = [];
    for (let kill = 0; kill < KILLS; kill += 1)
      answered.push(...(await supplyUntilKilled(file, kill * 1_000, 10 + kill * 7)));

    const store = openSqliteStore({ file });
    const world = await createWorld({ store, crypto: createNodeCrypto(), newId: randomUUID });
    for (const { number, outcome, childRef } of answered) {
      expect(outcome).toBe('created');
      const child = {
        names: [{ given: ['Ada'], family: `Alderwick${number}` }],
        dateOfBirth: { value: '2014-03-09', precision: 'day', status: 'known' },
        identifiers: [{ type: 'nhsNumber', value: nhsNumber(number) }],
      } as const;
      const record = inventRecord(String(number), { child });
      const [again] = await world.submit([record], { requestId: `request ${number}` });
      expect([again?.outcome, again?.childRef]).toEqual(['created', childRef]);
      const [resent] = await world.submit([record]);
      expect([resent?.outcome, resent?.childRef]).toEqual(['unchanged', childRef]);
      const { candidates } = await world.search({ family: `Alderwick${number}`, dateOfBirth: '2014-03-09' });
      expect(candidates).toHaveLength(1);
    }
    expect(new Set(answered.map(({ childRef }) => childRef)).size).toBe(answered.length);
    await store.close();
    await rm(folder, { recursive: true });
  }, 600_000);
});
