import { readFileSync } from 'node:fs';
import { checkMapping, createMemorySource, findLookups, parseMapping } from '@contactpoint/adapter';
import { findPreset, PRESETS } from '@contactpoint/presets';
import { expect, it } from 'vitest';

const page = readFileSync(new URL('../../docs/guide/mapping-language.md', import.meta.url), 'utf8');
const pieces = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);

/** What every mapping needs, where a piece does not say it itself. */
const REST: Readonly<Record<string, string>> = {
  name: 'name: A piece of a page',
  source: 'source: { system: piece }',
  inputs: 'inputs: { children: { format: csv, key: CaseID } }',
  record: 'record: { each: children, id: CaseID }',
  child: 'child: { gender: { from: Gender, codes: { F: female } } }',
};

function complete(piece: string): string {
  const says = (part: string) => new RegExp(`^${part}:`, 'm').test(piece);
  const rest = says('preset') ? [] : Object.keys(REST).filter((part) => !says(part));
  return ['mapping: 1', ...rest.map((part) => REST[part]), piece].join('\n');
}

it.each(pieces)(
  'a piece of mapping on the page of the language is what a run would take: %#',
  async (piece) => {
    const presets = {
      ids: PRESETS.map(({ id }) => id),
      find: (id: string) => ({ file: id, text: findPreset(id)?.mapping ?? '' }),
    };
    const { mapping, problems } = parseMapping(complete(piece), { file: 'piece.yaml', presets });
    expect(problems, complete(piece)).toEqual([]);
    if (!mapping) return;
    const names = [...mapping.inputs.keys()];
    const found = await checkMapping(mapping, {
      sources: new Map(names.map((file) => [file, createMemorySource([], { file, open: true })])),
      tables: new Map(
        findLookups(mapping).map(({ file }) => [
          file,
          createMemorySource([{ TeamCode: 'T1', Name: 'other', version: '2025-26' }], {
            file,
            columns: ['TeamCode', 'Name', 'version'],
          }),
        ]),
      ),
      settings: new Map([['school', 'Mereside']]),
    });
    expect(
      found.problems.filter(({ severity }) => severity === 'error'),
      complete(piece),
    ).toEqual([]);
    expect(found.tests.every(({ passed }) => passed)).toBe(true);
  },
);

it('has pieces', () => expect(pieces.length).toBeGreaterThan(8));
