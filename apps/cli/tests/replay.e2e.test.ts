import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunReport } from '@contactpoint/adapter';
import { startReferenceServer, type ReferenceServer } from '@contactpoint/reference-server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../src/run-cli.ts';
import { createTestTerminal, type TestTerminal } from './test-terminal.ts';

const NORTHMERE = fileURLToPath(new URL('../../../test-fixtures/northmere/', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'contactpoint-replay-test-'));
let server: ReferenceServer;
beforeAll(async () => {
  const sources = ['northmere-schools', 'northmere-ics'];
  server = await startReferenceServer({ db: `sqlite:${join(root, 'directory.sqlite')}`, sources });
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

let folder: string;
let terminal: TestTerminal;
beforeEach(() => {
  folder = mkdtempSync(join(root, 'case-'));
  terminal = createTestTerminal({ realTime: true });
});
const cli = (...words: readonly string[]) => runCli([...words, '--json'], terminal);
const last = () =>
  terminal.objects.findLast(({ type }) => type === 'report') as unknown as RunReport & { setAside: string };
const edit = (path: string, change: (text: string) => string) =>
  writeFileSync(path, change(readFileSync(path, 'latin1')), 'latin1');

/** Sends one of Northmere's exports, setting aside every record with a code that nobody declared. */
async function send(system: string): Promise<string> {
  cpSync(join(NORTHMERE, system), folder, { recursive: true });
  edit(join(folder, 'mapping.yaml'), (text) => text.replace(/(gender: .*otherwise:) issue/, '$1 hold'));
  return sendAgain();
}

async function sendAgain(): Promise<string> {
  const credentials = ['--credentials', server.credentialsFile ?? ''];
  const quarantine = ['--quarantine', join(folder, 'quarantine')];
  await cli('run', join(folder, 'mapping.yaml'), folder, ...credentials, ...quarantine);
  return last().setAside;
}

describe('replay', () => {
  test('sends a row whose quote is closed and nothing else', async () => {
    const setAside = await send('school-roll');
    expect(last().balance).toMatchObject({ read: 36, quarantined: 1, outcomes: { created: 34 } });
    edit(join(setAside, 'pupils.unreadable.csv'), (text) => text.replace('Gardens,', 'Gardens",'));
    // The export of the night is gone by the time somebody comes to repair it.
    rmSync(join(folder, 'pupils.csv'));

    expect(await cli('replay', setAside)).toBe(0);
    expect(last().balance).toMatchObject({ read: 1, quarantined: 0, outcomes: { created: 1 } });

    expect(await cli('replay', setAside)).toBe(0);
    expect(last().balance).toMatchObject({ read: 1, unchanged: 1, outcomes: {} });
  });

  test('sets aside again, in a new folder, what is still wrong', async () => {
    const setAside = await send('school-roll');
    expect(await cli('replay', setAside)).toBe(1);
    expect(last().balance).toMatchObject({ read: 1, quarantined: 1 });
    expect(last().setAside).not.toBe(setAside);
    expect(terminal.people.text).toContain(`contactpoint replay ${last().setAside}`);
  });

  test('sends a repaired row with what the mapping joins to it, from where that was', async () => {
    const setAside = await send('social-care');
    expect(last().balance).toMatchObject({ read: 26, quarantined: 1, outcomes: { created: 25 } });
    const file = join(setAside, 'children.csv');
    const kept = readFileSync(file, 'utf8');
    expect(kept.split('\r\n')).toHaveLength(3);
    writeFileSync(file, kept.replace(',X,', ',M,'));
    expect(await cli('replay', setAside)).toBe(0);
    expect(last().balance).toMatchObject({ read: 1, outcomes: { created: 1 } });
    expect(last().fields.find(({ path }) => path === '/involvements')?.filled).toBe(1);
  });

  test('sends a row whose id another row had only once its id is its own', async () => {
    cpSync(join(NORTHMERE, 'school-roll'), folder, { recursive: true });
    const export_ = join(folder, 'pupils.csv');
    const [, line = ''] = readFileSync(export_, 'utf8').split(/\r?\n/);
    const other = line.replace('4000,R820910318001', '4000,').replace('Siân,Mair', 'Cerys,');
    writeFileSync(export_, `${readFileSync(export_, 'utf8').trimEnd()}\r\n${other}\r\n`);
    const setAside = await sendAgain();
    const file = join(setAside, 'pupils.repeated.csv');
    const kept = readFileSync(file, 'utf8');
    expect(kept).toContain('\r\n4000,');
    rmSync(join(setAside, 'pupils.unreadable.csv'), { force: true });
    edit(join(setAside, 'replay.json'), (text) =>
      JSON.stringify({
        ...JSON.parse(text),
        kept: JSON.parse(text).kept.filter((of: { file: string }) => of.file === 'pupils.repeated.csv'),
      }),
    );

    expect(await cli('replay', setAside)).toBe(1);
    expect(last().balance).toMatchObject({ quarantined: 1, outcomes: {} });
    expect(last().issues.map(({ code }) => code)).toContain('mapping.repeated-record');
    // It was set aside anew, and as safely.
    expect(await cli('replay', last().setAside)).toBe(1);
    expect(last().balance).toMatchObject({ quarantined: 1, outcomes: {} });

    writeFileSync(file, kept.replace('\r\n4000,', '\r\n4999,'));
    expect(await cli('replay', setAside)).toBe(0);
    expect(last().balance).toMatchObject({ read: 1, quarantined: 0, outcomes: { created: 1 } });
  });

  test('a few replayed rows do not count as an export that has shrunk', async () => {
    const setAside = await send('school-roll');
    edit(join(setAside, 'pupils.unreadable.csv'), (text) => text.replace('Gardens,', 'Gardens",'));
    await cli('replay', setAside);
    expect(last().stops).toEqual([]);
    await sendAgain();
    expect([last().stops, last().drift]).toEqual([[], []]);
  });

  test('says that it sends nothing where the run sent nothing', async () => {
    cpSync(join(NORTHMERE, 'school-roll'), folder, { recursive: true });
    const quarantine = join(folder, 'quarantine');
    await cli('run', join(folder, 'mapping.yaml'), folder, '--dry-run', '--quarantine', quarantine);
    expect(await cli('replay', last().setAside)).toBe(1);
    expect(terminal.people.text).toContain(
      'Nothing is sent: the run that set these rows aside sent nothing.',
    );
    expect(last().mode).toBe('dry-run');
  });

  test('says that rows which cannot be sent alone are mended in the source', async () => {
    writeFileSync(join(folder, 'replay.json'), JSON.stringify({ replay: 1, kept: [] }));
    expect(await cli('replay', folder)).toBe(2);
    expect(terminal.people.text).toContain('Its rows cannot be sent alone.');
  });

  test('says that a folder is no quarantine', async () => {
    expect(await cli('replay', folder)).toBe(2);
    expect(terminal.people.text).toContain('There is nothing to replay');
  });
});
