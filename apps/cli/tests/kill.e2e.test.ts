import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunReport } from '@contactpoint/adapter';
import { afterAll, describe, expect, test } from 'vitest';
import { startCli, startServe } from './cli-process.ts';
import { countRows } from './directory-state.ts';
import { lastReport } from './json-lines.ts';

const root = mkdtempSync(join(tmpdir(), 'contactpoint-kill-test-'));
afterAll(() => rmSync(root, { recursive: true }));

/** Many kills over many requests in the long check; one over a few, so that it always runs. */
const { pupils: PUPILS, killAfter: KILL_AFTER } = process.env['CONTACTPOINT_CHECK']
  ? { pupils: 10_000, killAfter: [1, 2, 3, 4, 5] }
  : { pupils: 1_200, killAfter: [1] };
const PATIENCE = 300_000;

/** A roll of invented pupils, no two alike, some of whom share a name with somebody born on another day. */
function writeRoll(folder: string): void {
  const rows = Array.from({ length: PUPILS }, (_, index) => {
    const born = `20${10 + (index % 8)}-${two(1 + (index % 12))}-${two(1 + (index % 28))}`;
    return `${index + 1},Invented${index % 900},Given${index % 700},${born}`;
  });
  writeFileSync(join(folder, 'roll.csv'), `Number,Family,Given,Born\n${rows.join('\n')}\n`);
  writeFileSync(
    join(folder, 'mapping.yaml'),
    `mapping: 1
name: A roll of invented pupils
source: { system: invented-roll }
inputs:
  pupils: { format: csv, file: roll.csv }
record: { each: pupils, id: Number }
child:
  names: [{ use: current, given: [Given], family: Family }]
  dateOfBirth: { from: Born, formats: yyyy-MM-dd }
`,
  );
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** Sends the roll, killing the process after each of these many requests, until a run ends by itself. */
async function sendRoll(folder: string, killAfter: readonly number[]): Promise<RunReport> {
  const directory = await startServe(folder, ['invented-roll']);
  const start = () =>
    // One request at a time: the order in which records arrive is then the same in every run.
    startCli(
      ['run', 'mapping.yaml', '--credentials', directory.credentials, '--workers', '1', '--json'],
      folder,
    );
  try {
    for (const requests of killAfter) {
      const before = directory.answered('submitRecords');
      const killed = start();
      await directory.cli.waitFor('request', () => directory.answered('submitRecords') >= before + requests);
      killed.process.kill('SIGKILL');
      expect(await killed.ended).toBe('SIGKILL');
    }
    const last = start();
    expect(await last.ended).toBe(0);
    return lastReport(last);
  } finally {
    await directory.stop();
  }
}

/** Sends the roll while the directory is killed after so many requests and started again at its address. */
async function sendRollToKilled(folder: string, killAfter: number): Promise<RunReport> {
  const first = await startServe(folder, ['invented-roll']);
  const run = startCli(
    ['run', 'mapping.yaml', '--credentials', first.credentials, '--workers', '1', '--json'],
    folder,
  );
  await first.cli.waitFor('request', () => first.answered('submitRecords') >= killAfter);
  first.cli.process.kill('SIGKILL');
  await first.cli.ended;
  const second = await startServe(folder, ['invented-roll'], Number(new URL(first.url).port));
  try {
    expect(await run.ended, run.text()).toBe(0);
    return lastReport(run);
  } finally {
    await second.stop();
  }
}

describe('a directory that is killed', () => {
  const long =
    process.env['CONTACTPOINT_CHECK'] === undefined ? ' (skipped: CONTACTPOINT_CHECK is not set)' : '';
  test.skipIf(long)(`and started again has every record once${long}`, { timeout: PATIENCE }, async () => {
    const [whole = '', killed = ''] = ['whole', 'killed'].map((name) => mkdtempSync(join(root, `${name}-`)));
    [whole, killed].forEach(writeRoll);
    const unbroken = await sendRoll(whole, []);
    const broken = await sendRollToKilled(killed, 3);
    expect(broken.balance).toEqual(unbroken.balance);
    expect(countRows(join(killed, 'directory.sqlite'))).toEqual(countRows(join(whole, 'directory.sqlite')));
  });
});

describe('a run that is killed', () => {
  test('and started again leaves the directory as an unbroken run does', { timeout: PATIENCE }, async () => {
    const folders = ['whole', 'killed'].map((name) => mkdtempSync(join(root, `${name}-`)));
    const [whole = '', killed = ''] = folders;
    folders.forEach(writeRoll);
    const unbroken = await sendRoll(whole, []);
    const broken = await sendRoll(killed, KILL_AFTER);

    expect(unbroken.balance.outcomes).toEqual({ created: PUPILS });
    expect(broken.run.resumed).toBe(true);
    expect(broken.balance).toEqual(unbroken.balance);
    expect(broken.matches).toEqual(unbroken.matches);
    expect(countRows(join(killed, 'directory.sqlite'))).toEqual(countRows(join(whole, 'directory.sqlite')));
  });
});
