import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordPreview } from '@contactpoint/adapter';
import { PRESETS } from '@contactpoint/presets';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { COMMANDS } from '../src/commands/commands.ts';
import { runCli } from '../src/run-cli.ts';
import { NORTHMERE } from './northmere.ts';
import { createTestTerminal, type TestTerminal } from './test-terminal.ts';

const SOCIAL_CARE = join(NORTHMERE, 'social-care/mapping.yaml');

const folder = mkdtempSync(join(tmpdir(), 'contactpoint-check-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
let terminal: TestTerminal;
beforeEach(() => {
  terminal = createTestTerminal();
});
const cli = (...words: readonly string[]) => runCli(words, terminal);

describe('check', () => {
  test.each([
    ['a mapping alone', [SOCIAL_CARE]],
    ['a mapping with its files', [SOCIAL_CARE, join(NORTHMERE, 'social-care')]],
    ...PRESETS.map(({ id }) => [`the preset ${id}`, [id]] as const),
  ])('finds nothing wrong with %s', async (...[, words]) => {
    expect(await cli('check', ...words)).toBe(0);
    expect(terminal.people.text).toMatch(/✓ The mapping reads and fits\. \d tests? passed\./);
  });

  test.each(['social-care', 'school-roll'])(
    'the tests of %s would notice if any of its rules broke',
    async (system) => {
      expect(await cli('check', join(NORTHMERE, system, 'mapping.yaml'), '--json')).toBe(0);
      expect(terminal.objects.filter(({ type }) => type === 'untested')).toEqual([]);
    },
  );

  test('says which rules no test would notice breaking', async () => {
    const mapping = join(folder, 'untested.yaml');
    writeFileSync(
      mapping,
      readFileSync(join(NORTHMERE, 'school-roll/mapping.yaml'), 'utf8').replace('Sex: Female', ''),
    );
    await cli('check', mapping);
    expect(terminal.people.text).toContain('/child/gender: wanted female');
    writeFileSync(mapping, readFileSync(mapping, 'utf8').replace('gender: female', ''));
    expect(await cli('check', mapping)).toBe(0);
    expect(terminal.people.text).toMatch(
      /No test would notice if this rule broke\n {2}line 14 +child › gender is Sex/,
    );
  });

  test('says which test of the mapping fails, where it stands, and what differs', async () => {
    const text = readFileSync(SOCIAL_CARE, 'utf8').replace('gender: female', 'gender: male');
    const mapping = join(folder, 'mapping.yaml');
    writeFileSync(mapping, text);
    writeFileSync(join(folder, 'teams.csv'), readFileSync(join(NORTHMERE, 'social-care/teams.csv')));
    expect(await cli('check', mapping, '--json')).toBe(1);
    expect(terminal.people.text).toMatch(/mapping\.yaml:\d+:\d+ {2}test failed/);
    expect(terminal.people.text).toContain('/child/gender: wanted male, got "female"');
    expect(terminal.objects.filter(({ type, passed }) => type === 'test' && passed === false)).toHaveLength(
      1,
    );
  });
});

describe('explain', () => {
  test('says every rule in English, with its line', async () => {
    expect(await cli('explain', SOCIAL_CARE, '--json')).toBe(0);
    const rules = terminal.objects.map(({ sentence }) => sentence);
    expect(rules).toContain('child › dateOfBirth is DOB, read as dd/MM/yyyy, “01/01/1900” counts as empty.');
    expect(terminal.people.text).toMatch(/line 19 +child › dateOfBirth is DOB/);
  });
});

describe('preview', () => {
  test('shows one row, the record, and what a practitioner would see', async () => {
    expect(await cli('preview', SOCIAL_CARE, '--row', '4', '--json')).toBe(0);
    const [{ place, record }] = terminal.objects as unknown as [RecordPreview];
    expect(place).toMatchObject({ file: 'children.csv', row: 4 });
    expect(record?.child?.names?.[0]).toEqual({ use: 'current', given: ['Lukasz'], family: 'Wisniewski' });
    for (const text of ['Lukasz Wisniewski, born 4 May 2012', '/child/identifiers/0/value', 'NHSNo']) {
      expect(terminal.people.text).toContain(text);
    }
  });

  test('says what is wrong with the row, and that a run would still send it', async () => {
    expect(await cli('preview', SOCIAL_CARE, '--row', '17')).toBe(0);
    expect(terminal.people.text).toMatch(/warning .*NHSNo/);
    expect(terminal.people.text).toContain('A run would send this record.');
  });

  test('takes what a mapping leaves open from the command line, or else from the environment', async () => {
    const mapping = join(folder, 'open.yaml');
    const open = 'name: { setting: council }';
    writeFileSync(
      mapping,
      readFileSync(SOCIAL_CARE, 'utf8').replace('name: { constant: Northmere Council }', open),
    );
    const files = join(NORTHMERE, 'social-care');
    expect(await cli('preview', mapping, files)).toBe(2);
    expect(terminal.people.text).toContain('council');
    terminal = createTestTerminal({ env: { CONTACTPOINT_SET_council: 'Eastmere Council' } });
    expect(await cli('preview', mapping, files)).toBe(0);
    expect(terminal.people.text).toContain('Eastmere Council');
    expect(await cli('preview', mapping, files, '--set', 'council=Westmere Council')).toBe(0);
    expect(terminal.people.text).toContain('Westmere Council');
  });

  test.each([['preview'], ['check'], ['run', '--dry-run'], ['compare', SOCIAL_CARE], ['match'], ['train']])(
    '%s refuses a setting that the mapping does not ask for',
    async (name, ...more) => {
      const mapping = join(folder, 'open.yaml');
      const open = 'name: { setting: council }';
      const text = readFileSync(SOCIAL_CARE, 'utf8').replace('name: { constant: Northmere Council }', open);
      writeFileSync(mapping, text);
      const settings = ['--set', 'council=Eastmere Council', '--set', 'counsil=Westmere Council'];
      terminal = createTestTerminal({ env: { CONTACTPOINT_SET_other: 'of another mapping' } });
      expect(await cli(name, mapping, ...more, join(NORTHMERE, 'social-care'), ...settings)).toBe(2);
      expect(terminal.people.text).toContain('usage.no-such-setting');
      expect(terminal.people.text).toContain('Did you mean council?');
    },
  );

  test('says that there is no such row', async () => {
    expect(await cli('preview', SOCIAL_CARE, '--row', '999')).toBe(2);
    expect(terminal.people.text).toContain('The files have no row 999.');
  });
});

describe('presets', () => {
  test('lists them, and writes one mapping to standard output as it is', async () => {
    expect(await cli('presets')).toBe(0);
    for (const { id, title } of PRESETS) expect(terminal.people.text).toMatch(new RegExp(`${id} +${title}`));
    expect(await cli('presets', 'ssda903')).toBe(0);
    expect(terminal.machine.text).toBe(PRESETS.find(({ id }) => id === 'ssda903')?.mapping);
  });

  test('knows what was meant', async () => {
    expect(await cli('presets', 'ssda93')).toBe(2);
    expect(terminal.people.text).toContain('Did you mean ssda903?');
  });
});

describe('a mapping that begins with a preset', () => {
  test('is the preset where it says nothing else', async () => {
    const preset = PRESETS.find(({ id }) => id === 'ssda903');
    const mine = mkdtempSync(join(folder, 'preset-'));
    const mapping = join(mine, 'mine.yaml');
    writeFileSync(mapping, `mapping: 1\npreset: ${preset?.id}\nsource: { system: mine }\n`);
    for (const [name, text] of Object.entries(preset?.sample ?? {})) writeFileSync(join(mine, name), text);
    expect(await cli('check', mapping), terminal.people.text).toBe(0);
    expect(await cli('preview', mapping, '--json'), terminal.people.text).toBe(0);
    const [{ record }] = terminal.objects as unknown as [RecordPreview];
    expect(record?.source.system).toBe('mine');
  });

  test('names one that there is', async () => {
    const mapping = join(folder, 'no-preset.yaml');
    writeFileSync(mapping, 'mapping: 1\npreset: ssda93\n');
    expect(await cli('check', mapping)).toBe(2);
    expect(terminal.people.text).toContain('Did you mean ssda903?');
  });
});

describe('help', () => {
  test('lists every command with one line', async () => {
    expect(await cli()).toBe(0);
    const width = Math.max(...COMMANDS.map(({ name }) => name.length)) + 2;
    for (const { name, summary } of COMMANDS)
      expect(terminal.people.text).toContain(`${name.padEnd(width)}${summary}`);
    expect(terminal.machine.text).toBe('');
  });

  test.each(COMMANDS)(
    '$name: shows how it is written, in lines that fit',
    async ({ name, options, examples }) => {
      expect(await cli('help', name)).toBe(0);
      const text = terminal.people.text;
      for (const option of Object.keys(options)) expect(text).toContain(`--${option}`);
      for (const example of examples) expect(text).toContain(example);
      expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110);
      const before = terminal.people.text.length;
      expect(await cli(name, '--help')).toBe(0);
      expect(terminal.people.text.slice(before)).toBe(text);
    },
  );

  test('the version is the package’s', async () => {
    expect(await cli('--version')).toBe(0);
    expect(terminal.people.text).toMatch(/^contactpoint \d+\.\d+\.\d+\n$/);
  });
});
