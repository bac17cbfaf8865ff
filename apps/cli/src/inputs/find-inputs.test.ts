import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findInputs, type InputWords } from './find-inputs.ts';

const root = mkdtempSync(join(tmpdir(), 'contactpoint-inputs-test-'));
afterAll(() => rmSync(root, { recursive: true }));
const at = (...names: readonly string[]) => join(root, ...names);
mkdirSync(at('export'));
mkdirSync(at('export', 'deeper'));
for (const name of [
  'children_1.csv',
  'children_2.CSV',
  'workers.csv.gz',
  'teams.csv',
  'readme.txt',
  'deeper/children_3.csv',
]) {
  writeFileSync(at('export', name), '');
}

const inputs = new Map([
  ['children', { files: ['children*.csv'] }],
  ['workers', { files: ['workers.csv', 'staff.csv'] }],
]);
const find = async (words: readonly string[], more: Partial<InputWords> = {}) => {
  const found = await findInputs({ inputs, tables: ['teams.csv'], words, folder: undefined, ...more });
  return {
    inputs: Object.fromEntries(
      [...found.inputs].map(([name, files]) => [name, files.map((file) => file.name)]),
    ),
    tables: [...found.tables.keys()],
  };
};
const both = { children: ['children_1.csv', 'children_2.CSV'], workers: ['workers.csv.gz'] };

describe('findInputs', () => {
  test.each([
    ['a folder, its files by name, compressed or in capitals', [at('export')], {}, both],
    ['the mapping’s own folder when no words are given', [], { folder: at('export') }, both],
    [
      'files as typed',
      [at('export', 'children_1.csv'), at('export', 'workers.csv.gz')],
      {},
      { children: [at('export', 'children_1.csv')], workers: [at('export', 'workers.csv.gz')] },
    ],
    [
      'a pattern',
      [at('export', 'children_?.csv'), at('export', 'work*')],
      {},
      { children: [at('export', 'children_1.csv')], workers: [at('export', 'workers.csv.gz')] },
    ],
    [
      'a file of another name, said to be an input',
      [`workers=${at('export', 'readme.txt')}`, at('export', 'children_1.csv')],
      {},
      { children: [at('export', 'children_1.csv')], workers: [at('export', 'readme.txt')] },
    ],
    [
      'what is left, where that is enough',
      [at('gone.csv'), at('export', 'readme.txt'), at('export')],
      { lenient: true },
      both,
    ],
  ])('takes %s', async (...[, words, more, want]) => {
    expect((await find(words, more)).inputs).toEqual(want);
  });

  test('says which command is for an input that needs no file', async () => {
    const fed = new Map([['messages', { files: [], options: { transport: 'mllp' } }]]);
    await expect(find([at('export')], { inputs: fed, tables: [] })).rejects.toMatchObject({
      code: 'file.not-found',
      suggestion: expect.stringMatching(
        /messages comes by mllp.*contactpoint listen.*messages=file/,
      ) as string,
    });
  });

  test('finds tables among the files', async () => {
    expect((await find([at('export')])).tables).toEqual(['teams.csv']);
    expect(
      (await find([`workers=${at('export', 'teams.csv')}`, at('export', 'children_1.csv')])).tables,
    ).toEqual([]);
  });

  test.each([
    [
      'an input without a file',
      [at('export', 'children_1.csv')],
      'file.not-found',
      'The input workers needs a file.',
    ],
    ['a file that is not there', [at('export'), at('gone.csv')], 'file.not-found', 'Check the path'],
    [
      'a file of an input that the mapping has not',
      [`childen=${at('export', 'children_1.csv')}`],
      'usage.no-such-input',
      'Did you mean children=…?',
    ],
    [
      'a file that no input takes',
      [at('export'), at('export', 'readme.txt')],
      'file.not-expected',
      'children=file',
    ],
  ])('refuses %s', async (...[, words, code, suggestion]) => {
    await expect(find(words)).rejects.toMatchObject({
      code,
      suggestion: expect.stringContaining(suggestion) as string,
    });
  });
});
