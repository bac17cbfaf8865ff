import { describe, expect, it } from 'vitest';
import { readMapping, sourcesOf } from '../tests/test-line.ts';
import { compareMappings } from './compare-mappings.ts';

const MAPPING = `mapping: 1
name: Test
source: { system: test }
inputs:
  rows: { format: csv, key: Id }
  homes: { format: csv, on: Id, many: true }
record: { each: rows, id: Id }
child:
  names: [{ family: Surname }]
  gender: { from: Sex, codes: { M: male, F: female }, otherwise: hold }
  addresses: [{ each: homes, town: Town }]
`;
const rows = ['M', 'F', 'M', '1', 'F'].map((Sex, index) => ({
  Id: `r${index}`,
  Surname: 'Smith',
  Known: 'Smyth',
  Sex,
}));
const homes = [
  { Id: 'r1', Town: 'Northmere' },
  { Id: 'r1', Town: 'Eastmere' },
];
const compare = (text: string, more: { readonly rows?: number; readonly samples?: number } = {}) => {
  const sources = sourcesOf({ rows, homes });
  return compareMappings(readMapping(MAPPING), readMapping(text), {
    before: { sources },
    after: { sources },
    ...more,
  });
};

describe('compareMappings', () => {
  it('finds nothing between a mapping and itself, nor where only the order of lists is another', async () => {
    expect(await compare(MAPPING)).toMatchObject({ rows: 5, changed: 0, samples: [] });
    const reordered = MAPPING.replace(
      '[{ each: homes, town: Town }]',
      '[{ each: homes, town: Town, use: current, when: Town }]',
    );
    expect(await compare(reordered)).toMatchObject({ changed: 1 });
  });

  it('says how many records change, in which parts, and shows the first', async () => {
    const found = await compare(
      MAPPING.replace('F: female', 'F: notSpecified').replace('family: Surname', 'family: Known'),
    );
    expect(found).toMatchObject({ rows: 5, changed: 4, lost: 0, gained: 0 });
    expect([...found.parts]).toEqual([
      ['/child/names', 4],
      ['/child/gender', 2],
    ]);
    expect(found.samples).toHaveLength(3);
    expect(found.samples[1]).toMatchObject({
      place: { file: 'rows.csv', row: 2 },
      parts: ['/child/names', '/child/gender'],
      before: { child: { gender: 'female' } },
      after: { child: { gender: 'notSpecified' } },
    });
  });

  it('says which rows gain a record and which lose theirs', async () => {
    const found = await compare(MAPPING.replace('M: male', "'1': male"), { samples: 9 });
    expect(found).toMatchObject({ changed: 3, lost: 2, gained: 1 });
    expect(
      found.samples.map(({ place, before, after }) => [place.row, before !== undefined, after !== undefined]),
    ).toEqual([
      [1, true, false],
      [3, true, false],
      [4, false, true],
    ]);
  });

  it('says when records would be known by other ids', async () => {
    const found = await compare(MAPPING.replace('id: Id', 'id: { from: Id, steps: [upper] }'), { rows: 2 });
    expect(found).toMatchObject({ rows: 2, changed: 2 });
    expect([...found.parts]).toEqual([['/source/recordId', 2]]);
  });

  it('refuses mappings that make their records of other rows', async () => {
    const other = MAPPING.replace('each: rows, id: Id', 'each: homes, id: Town')
      .replace('homes: { format: csv, on: Id, many: true }', 'homes: { format: csv, key: Id }')
      .replace('key: Id }\n  homes', 'on: Id, many: true }\n  homes')
      .replace(/child:[\s\S]*/, 'child: { names: [{ family: Town }] }\n');
    await expect(compare(other)).rejects.toMatchObject({ code: 'run.other-rows' });
  });
});
