import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CanonicalRecord } from '@contactpoint/contract';
import { findPreset } from '@contactpoint/presets';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { findDrafts } from '../src/commands/init/find-drafts.ts';
import { runCli } from '../src/run-cli.ts';
import { NORTHMERE } from './northmere.ts';
import { createTestTerminal, type TestTerminal } from './test-terminal.ts';

const root = mkdtempSync(join(tmpdir(), 'contactpoint-init-test-'));
afterAll(() => rmSync(root, { recursive: true }));

let folder: string;
let terminal: TestTerminal;
beforeEach(() => {
  folder = mkdtempSync(join(root, 'case-'));
  terminal = createTestTerminal();
});
const cli = (...words: readonly string[]) => runCli(words, terminal);

/** The records that a mapping makes of these files. */
async function recordsOf(mapping: string, files: readonly string[]): Promise<readonly CanonicalRecord[]> {
  const out = join(folder, 'records.ndjson');
  await cli('run', mapping, ...files, '--out', out, '--quarantine', join(folder, 'quarantine'));
  return readFileSync(out, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as CanonicalRecord);
}

describe('init', () => {
  test.each([
    ['social-care', ['children.csv', 'addresses.csv', 'workers.csv'], ['--encoding', 'windows-1252'], 26],
    ['school-roll', ['pupils.csv'], [], 34],
    ['child-health', ['child-health.xml'], [], 36],
  ])(
    '%s: the draft runs as it is, and says of the children what a person’s mapping says',
    async (...[system, names, options, count]) => {
      const files = names.map((name) => join(NORTHMERE, system, name));
      const out = join(folder, 'mapping.yaml');
      expect(await cli('init', ...files, '--out', out, '--system', `northmere-${system}`, ...options)).toBe(
        0,
      );
      // One pupil stands twice in the roll, so no column names a record for certain: a person fills that in.
      const text = readFileSync(out, 'utf8');
      if (text.includes('TODO')) expect(terminal.people.text).toContain('TODO in line 10');
      writeFileSync(out, text.replace('TODO', 'Adm No'));
      expect(await cli('check', out, ...files)).toBe(0);
      const drafted = await recordsOf(out, files);
      const written = await recordsOf(join(NORTHMERE, system, 'mapping.yaml'), [join(NORTHMERE, system)]);
      const identity = ({ source, child = {} }: CanonicalRecord) => ({
        recordId: source.recordId,
        names: child.names,
        dateOfBirth: child.dateOfBirth,
        identifiers: child.identifiers?.map(({ type, value }) => ({ type, value })),
        postcodes: (child.addresses ?? []).flatMap(({ postcode }) => postcode ?? []),
      });
      expect(drafted).toHaveLength(count);
      expect(drafted.map(identity)).toEqual(written.map(identity));
    },
  );

  test('passes over titles above the header, and counts them in the draft', async () => {
    const file = join(folder, 'case list.csv');
    const rows = Array.from({ length: 20 }, (_, row) => `${row},Ann,Hartley,0${1 + (row % 9)}/03/2014`);
    const text = [
      'Northmere case list,,,',
      '',
      'Run on,20/11/2026,,',
      'Id,Forename,Surname,DOB',
      ...rows,
    ].join('\n');
    writeFileSync(file, text);
    const out = join(folder, 'mapping.yaml');
    expect(await cli('init', file, '--out', out)).toBe(0);
    expect(readFileSync(out, 'utf8')).toContain('skipLines: 3');
    expect(await recordsOf(out, [file])).toHaveLength(20);
  });

  test('passes over no line of a file whose first line may be its header', async () => {
    const file = join(folder, 'two.csv');
    writeFileSync(file, 'Id,DOB\n1,09/03/2014\n2,10/03/2014\n');
    const out = join(folder, 'mapping.yaml');
    await cli('init', file, '--out', out);
    expect(readFileSync(out, 'utf8')).not.toContain('skip');
  });

  test('writes no value of any person into the draft, nor on the terminal', async () => {
    const files = ['children.csv', 'addresses.csv', 'workers.csv'].map((name) =>
      join(NORTHMERE, 'social-care', name),
    );
    const out = join(folder, 'mapping.yaml');
    await cli('init', ...files, '--out', out, '--encoding', 'windows-1252', '--json');
    const texts = [readFileSync(out, 'utf8'), terminal.people.text, terminal.machine.text];
    for (const name of ['Hartley', 'Siân', 'Okonkwo', 'Priya', 'Mere Lane', '999 000', 'R82091', '100254']) {
      for (const text of texts) expect(text).not.toContain(name);
    }
  });

  test('asks for the encoding where a file is not UTF-8', async () => {
    expect(
      await cli('init', join(NORTHMERE, 'social-care/children.csv'), '--out', join(folder, 'm.yaml')),
    ).toBe(2);
    expect(terminal.people.text).toContain('--encoding');
    expect(terminal.people.text).not.toContain('in the mapping');
    expect(terminal.people.text).toContain('windows-1252');
  });

  test('never writes over a mapping', async () => {
    const out = join(folder, 'mapping.yaml');
    writeFileSync(out, 'mine');
    expect(await cli('init', join(NORTHMERE, 'school-roll/pupils.csv'), '--out', out)).toBe(2);
    expect(readFileSync(out, 'utf8')).toBe('mine');
    expect(terminal.people.text).toContain('usage.file-exists');
  });

  test('begins with a preset, under the source’s own id', async () => {
    for (const [name, text] of Object.entries(findPreset('school-census')?.sample ?? {})) {
      writeFileSync(join(folder, name), text);
    }
    const out = join(folder, 'mapping.yaml');
    expect(
      await cli('init', folder, '--preset', 'school-census', '--system', 'my-census', '--out', out),
    ).toBe(0);
    expect(readFileSync(out, 'utf8')).toContain('source: { system: my-census }');
    expect(terminal.people.text).toContain('✓ School census');
    const [record] = await recordsOf(out, [folder]);
    expect(record?.source.system).toBe('my-census');
  });

  test.each([
    ['a file that no draft can be made of, and says what to do', ['roll.ods'], 'save it as .xlsx'],
    ['an XML file in which nothing repeats', ['empty.xml'], 'usage.no-records'],
    ['fixed places without a layout', ['kids.dat'], '--layout'],
    ['a layout that says no places', ['kids.dat', '--layout', 'bad-layout.csv'], 'usage.layout-unclear'],
  ])('refuses %s', async (...[, [file = '', ...options], told]) => {
    writeFileSync(join(folder, 'roll.ods'), '');
    writeFileSync(join(folder, 'empty.xml'), '<Export/>');
    writeFileSync(join(folder, 'kids.dat'), '100001Hartley\n');
    writeFileSync(join(folder, 'bad-layout.csv'), 'A,B\n1,2\n');
    const words = options.map((word) => (word.startsWith('--') ? word : join(folder, word)));
    expect(await cli('init', join(folder, file), ...words, '--out', join(folder, 'm.yaml'))).toBe(2);
    expect(terminal.people.text.replace(/\s+/g, ' ')).toContain(told);
  });

  test.each([['a preset that there is not', [NORTHMERE, '--preset', 'nothing'], 'usage.no-such-preset']])(
    'refuses %s',
    async (...[, words, code]) => {
      expect(await cli('init', ...words, '--out', join(folder, 'm.yaml'))).toBe(2);
      expect(terminal.people.text).toContain(code);
    },
  );
});

describe('findDrafts', () => {
  test('takes files that differ by date or number for one input, and names inputs so that a mapping can', async () => {
    for (const name of [
      'children_20261119.csv',
      'children_20261120.csv',
      'Staff list 20-11-2026.xlsx',
      '903.csv',
      'notes.pdf',
    ]) {
      writeFileSync(join(folder, name), '');
    }
    cpSync(join(folder, '903.csv'), join(folder, '903.txt'));
    const { drafts, passedOver } = await findDrafts([folder]);
    expect(passedOver.map(({ file }) => file)).toEqual(['notes.pdf']);
    expect(drafts.map(({ name, format, pattern, files }) => [name, format, pattern, files.length])).toEqual([
      ['input903', 'csv', '903.csv', 1],
      ['input9032', 'csv', '903.txt', 1],
      ['StaffList', 'xlsx', 'Staff list *.xlsx', 1],
      ['children', 'csv', 'children_*.csv', 2],
    ]);
  });
});
