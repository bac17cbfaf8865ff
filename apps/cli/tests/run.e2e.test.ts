import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CanonicalRecord } from '@contactpoint/contract';
import { startReferenceServer, type ReferenceServer } from '@contactpoint/reference-server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../src/run-cli.ts';
import { lastReport } from './json-lines.ts';
import { NORTHMERE } from './northmere.ts';
import { createTestTerminal, type TestTerminal } from './test-terminal.ts';

const ROLL = readFileSync(join(NORTHMERE, 'school-roll/mapping.yaml'), 'utf8');
const PUPILS = readFileSync(join(NORTHMERE, 'school-roll/pupils.csv'), 'utf8');

const root = mkdtempSync(join(tmpdir(), 'contactpoint-run-test-'));
let folder: string;
let terminal: TestTerminal;
beforeEach(() => {
  folder = mkdtempSync(join(root, 'run-'));
  terminal = createTestTerminal();
});
afterAll(() => rmSync(root, { recursive: true }));

const write = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
/** `run` on files in this test's folder, with everything that it writes kept there. */
const run = (...words: readonly string[]) =>
  runCli(['run', ...words, '--quarantine', join(folder, 'quarantine'), '--json'], terminal);
const report = () => lastReport(terminal);

describe('a mapping that is wrong stops before any data is read', () => {
  test.each([
    [
      'a step that there is not',
      "steps: [{ join: '-' }]",
      "steps: [{ jion: '-' }]",
      ['There is no step jion', 'join'],
    ],
    ['a column that the file has not', 'id: Adm No', 'id: Adm Number', ['Adm Number', 'Adm No']],
    [
      'a date format that there is not',
      'from: Date of Birth, formats: dd-MMM-yyyy',
      'from: Date of Birth, formats: dd-MON-yyyy',
      ['dd-MON-yyyy', 'MMM'],
    ],
    ['a name that is not of the language', 'gender: {', 'sex: {', ['sex', 'gender']],
    [
      'a table that is not there',
      'codes: { Female: female, Male: male }',
      'lookup: sexes.csv',
      ['sexes.csv'],
    ],
  ])('%s', async (...[, right, wrong, words]) => {
    const text = ROLL.replace(right, wrong);
    expect(text).not.toBe(ROLL);
    const line = text.slice(0, text.indexOf(wrong)).split('\n').length;
    const mapping = write('mapping.yaml', text);
    write('pupils.csv', PUPILS);
    expect(await run(mapping, '--dry-run')).toBe(2);
    expect(terminal.people.text).toMatch(new RegExp(`mapping\\.yaml:${line}:\\d+ `));
    for (const word of words) expect(terminal.people.text).toContain(word);
    expect(terminal.objects).toContainEqual(
      expect.objectContaining({ type: 'problem', severity: 'error', line }),
    );
    expect(terminal.objects.map(({ type }) => type)).not.toContain('report');
  });
});

describe('exit codes', () => {
  const cases: [string, number, string, () => Promise<number>][] = [
    ['a run that is all right', 0, '', () => run(join(NORTHMERE, 'school-roll/mapping.yaml'), '--dry-run')],
    [
      'more errors than the mapping allows',
      1,
      'over',
      () => {
        const mapping = write('mapping.yaml', ROLL.replace('errorIf: 25%', 'errorIf: 1%'));
        write('pupils.csv', PUPILS);
        return run(mapping, '--dry-run');
      },
    ],
    ['no command', 2, 'usage.unknown-command', () => runCli(['rnu'], terminal)],
    ['nowhere to send to', 2, 'usage.no-target', () => run(join(NORTHMERE, 'school-roll/mapping.yaml'))],
    ['two targets', 2, 'usage.not-together', () => run('m.yaml', '--dry-run', '--out', 'o.ndjson')],
    ['no such mapping', 2, 'usage.no-such-mapping', () => run(join(folder, 'none.yaml'), '--dry-run')],
    [
      'a file that no input takes',
      2,
      'file.not-expected',
      () =>
        run(
          join(NORTHMERE, 'school-roll/mapping.yaml'),
          join(NORTHMERE, 'school-roll'),
          write('letters.csv', 'a'),
          '--dry-run',
        ),
    ],
    [
      'an export that is not there yet',
      3,
      'file.not-found',
      () => run(write('mapping.yaml', ROLL), '--dry-run'),
    ],
    [
      'credentials that are not there',
      2,
      'client.credentials-unreadable',
      () =>
        run(
          join(NORTHMERE, 'school-roll/mapping.yaml'),
          '--to',
          'http://127.0.0.1:1',
          '--credentials',
          join(folder, 'none'),
        ),
    ],
  ];
  test.each(cases)('%s ends with %i', async (...[, code, words, act]) => {
    expect(await act()).toBe(code);
    if (code > 1) expect(terminal.people.text).toContain(words);
    else expect(terminal.people.text).toContain('read');
  });

  test('an interrupted run ends with 130, leaves no half file, and says that it may be run again', async () => {
    terminal.interrupt();
    const out = join(folder, 'records.ndjson');
    expect(await run(join(NORTHMERE, 'school-roll/mapping.yaml'), '--out', out)).toBe(130);
    expect(terminal.people.text).toContain('safe to run the same command again');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('run --out', () => {
  test('writes one record a line, each with its place in the language of the contract', async () => {
    const out = join(folder, 'records.ndjson');
    expect(await run(join(NORTHMERE, 'child-health/mapping.yaml'), '--out', out)).toBe(0);
    const records = readFileSync(out, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as CanonicalRecord);
    expect(records).toHaveLength(36);
    expect(records.map(({ source }) => source.system)).toEqual(Array(36).fill('northmere-child-health'));
    expect(report().balance).toMatchObject({ read: 36, written: 36 });
  });

  test('takes a file of another name as input=file', async () => {
    const file = write('roll of november.csv', PUPILS);
    const mapping = write('mapping.yaml', ROLL);
    expect(await run(mapping, `pupils=${file}`, '--out', join(folder, 'o.ndjson'))).toBe(0);
    expect(report().balance.read).toBe(36);
  });
});

describe('run --to a directory', () => {
  let server: ReferenceServer;
  let submissions = 0;
  beforeEach(() => {
    terminal = createTestTerminal({ realTime: true });
  });
  beforeAll(async () => {
    server = await startReferenceServer({
      db: `sqlite:${join(root, 'directory.sqlite')}`,
      sources: ['northmere-schools'],
      log: ({ operation }) => void (submissions += operation === 'submitRecords' ? 1 : 0),
    });
  });
  afterAll(() => server.close());
  const send = (mapping: string, ...more: readonly string[]) =>
    run(
      mapping,
      '--credentials',
      server.credentialsFile ?? '',
      '--state',
      join(root, 'state.sqlite'),
      ...more,
    );

  test('sends everything once, then nothing, then what changed', async () => {
    const mapping = write('mapping.yaml', ROLL);
    write('pupils.csv', PUPILS);
    expect(await send(mapping)).toBe(0);
    expect(report().balance).toMatchObject({
      read: 36,
      outcomes: { created: 34 },
      unchanged: 0,
      quarantined: 1,
    });
    expect(submissions).toBe(1);

    expect(await send(mapping)).toBe(0);
    expect(report().balance).toMatchObject({ read: 36, unchanged: 34, quarantined: 1 });
    expect(terminal.people.text).toContain('unchanged, not sent');
    expect(submissions).toBe(1);

    write('pupils.csv', PUPILS.replaceAll('Tom Ashworth', 'Grace Ashworth'));
    expect(await send(mapping)).toBe(0);
    const { outcomes, unchanged } = report().balance;
    expect(outcomes.updated).toBeGreaterThan(0);
    expect(outcomes.updated).toBe(34 - unchanged);
    expect(submissions).toBe(2);
  });

  test('stops for a person when the export has shrunk, and goes on when the person says so', async () => {
    const mapping = write('mapping.yaml', ROLL.replace('id: Adm No }', 'id: Adm No, snapshot: true }'));
    const state = ['--state', join(folder, 'state.sqlite')];
    write('pupils.csv', PUPILS);
    expect(await send(mapping, ...state)).toBe(0);
    const before = submissions;
    write('pupils.csv', PUPILS.split('\r\n').slice(0, 20).join('\r\n'));
    expect(await send(mapping, ...state)).toBe(4);
    expect(terminal.people.text).toContain('Stopped');
    expect(submissions).toBe(before);
    expect(await send(mapping, ...state, '--confirm', 'shrink')).toBe(0);
    expect(report().verdict).toBe('done');
  });
});
