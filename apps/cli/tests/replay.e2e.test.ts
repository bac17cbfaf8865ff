import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NORTHMERE } from './northmere.ts';
import { useDirectory } from './use-directory.ts';

const directory = useDirectory(['northmere-schools', 'northmere-ics']);
const { cli, inFolder, report, withMapping } = directory;
const edit = (path: string, change: (text: string) => string) =>
  writeFileSync(path, change(readFileSync(path, 'latin1')), 'latin1');

/** Sends one of Northmere's exports, setting aside every record with a code that nobody declared. */
async function send(system: string): Promise<string> {
  cpSync(join(NORTHMERE, system), directory.folder, { recursive: true });
  edit(inFolder('mapping.yaml'), (text) => text.replace(/(gender: .*otherwise:) issue/, '$1 hold'));
  return sendAgain();
}

async function sendAgain(): Promise<string> {
  await withMapping('run', directory.folder);
  return report().setAside;
}

describe('replay', () => {
  test('sends a row whose quote is closed and nothing else', async () => {
    const setAside = await send('school-roll');
    expect(report().balance).toMatchObject({ read: 36, quarantined: 1, outcomes: { created: 34 } });
    edit(join(setAside, 'pupils.unreadable.csv'), (text) => text.replace('Gardens,', 'Gardens",'));
    // The export of the night is gone by the time somebody comes to repair it.
    rmSync(inFolder('pupils.csv'));

    expect(await cli('replay', setAside)).toBe(0);
    expect(report().balance).toMatchObject({ read: 1, quarantined: 0, outcomes: { created: 1 } });

    expect(await cli('replay', setAside)).toBe(0);
    expect(report().balance).toMatchObject({ read: 1, unchanged: 1, outcomes: {} });
  });

  test('sets aside again, in a new folder, what is still wrong', async () => {
    const setAside = await send('school-roll');
    expect(await cli('replay', setAside)).toBe(1);
    expect(report().balance).toMatchObject({ read: 1, quarantined: 1 });
    expect(report().setAside).not.toBe(setAside);
    expect(directory.terminal.people.text).toContain(`contactpoint replay ${report().setAside}`);
  });

  test('sends a repaired row with what the mapping joins to it, from where that was', async () => {
    const setAside = await send('social-care');
    expect(report().balance).toMatchObject({ read: 26, quarantined: 1, outcomes: { created: 25 } });
    const file = join(setAside, 'children.csv');
    const kept = readFileSync(file, 'utf8');
    expect(kept.split('\r\n')).toHaveLength(3);
    writeFileSync(file, kept.replace(',X,', ',M,'));
    expect(await cli('replay', setAside)).toBe(0);
    expect(report().balance).toMatchObject({ read: 1, outcomes: { created: 1 } });
    expect(report().fields.find(({ path }) => path === '/involvements')?.filled).toBe(1);
  });

  test('sends a row whose id another row had only once its id is its own', async () => {
    cpSync(join(NORTHMERE, 'school-roll'), directory.folder, { recursive: true });
    const export_ = inFolder('pupils.csv');
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
    expect(report().balance).toMatchObject({ quarantined: 1, outcomes: {} });
    expect(report().issues.map(({ code }) => code)).toContain('mapping.repeated-record');
    // It was set aside anew, and as safely.
    expect(await cli('replay', report().setAside)).toBe(1);
    expect(report().balance).toMatchObject({ quarantined: 1, outcomes: {} });

    writeFileSync(file, kept.replace('\r\n4000,', '\r\n4999,'));
    expect(await cli('replay', setAside)).toBe(0);
    expect(report().balance).toMatchObject({ read: 1, quarantined: 0, outcomes: { created: 1 } });
  });

  test('a few replayed rows do not count as an export that has shrunk', async () => {
    const setAside = await send('school-roll');
    edit(join(setAside, 'pupils.unreadable.csv'), (text) => text.replace('Gardens,', 'Gardens",'));
    await cli('replay', setAside);
    expect(report().stops).toEqual([]);
    await sendAgain();
    expect([report().stops, report().drift]).toEqual([[], []]);
  });

  test('says that it sends nothing where the run sent nothing', async () => {
    cpSync(join(NORTHMERE, 'school-roll'), directory.folder, { recursive: true });
    const quarantine = inFolder('quarantine');
    await cli('run', inFolder('mapping.yaml'), directory.folder, '--dry-run', '--quarantine', quarantine);
    expect(await cli('replay', report().setAside)).toBe(1);
    expect(directory.terminal.people.text).toContain(
      'Nothing is sent: the run that set these rows aside sent nothing.',
    );
    expect(report().mode).toBe('dry-run');
  });

  test('says that rows which cannot be sent alone are mended in the source', async () => {
    writeFileSync(inFolder('replay.json'), JSON.stringify({ replay: 1, kept: [] }));
    expect(await cli('replay', directory.folder)).toBe(2);
    expect(directory.terminal.people.text).toContain('Its rows cannot be sent alone.');
  });

  test('says that a folder is no quarantine', async () => {
    expect(await cli('replay', directory.folder)).toBe(2);
    expect(directory.terminal.people.text).toContain('There is nothing to replay');
  });
});
