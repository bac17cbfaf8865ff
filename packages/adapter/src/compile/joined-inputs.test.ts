import { describe, expect, it } from 'vitest';
import { EMPTY, HEAD, mapGiven } from '../../tests/four-inputs.ts';
import { mapFirst, readMapping } from '../../tests/test-line.ts';

describe('joined inputs', () => {
  const involvement = 'service: { category: socialCare }';
  it('give a group for each of their rows', async () => {
    const given = `involvements: [{ each: more, id: Worker, ${involvement}, practitioner: { role: Role } }]\nchild: { gender: { constant: male } }`;
    const more = [
      { Id: '1', Worker: 'a', Role: 'nurse' },
      { Id: '2', Worker: 'b', Role: 'teacher' },
      { Id: '1', Worker: 'c', Role: '' },
    ];
    const { record } = await mapGiven({ given, rows: { more } });
    expect(record?.involvements?.map(({ id, practitioner }) => [id, practitioner?.role])).toEqual([
      ['a', 'nurse'],
      ['c', undefined],
    ]);
  });

  it('reach over two joins, and back to the record', async () => {
    const given = `involvements:
  - each: more
    id: { from: [Id, Worker], steps: [{ join: '-' }] }
    ${involvement}
    practitioner: { name: { family: deeper.Name, given: [rows.A] }, role: record.B }
child: { gender: { constant: male } }`;
    const rows = { more: [{ Id: '1', Worker: 'w' }], deeper: [{ Worker: 'w', Name: 'Nair' }] };
    const { record } = await mapGiven({ given, row: { A: 'Ann', B: 'x' }, rows });
    expect(record?.involvements).toEqual([
      {
        id: '1-w',
        service: { category: 'socialCare' },
        practitioner: { name: { given: ['Ann'], family: 'Nair' }, role: 'x' },
      },
    ]);
  });

  it('give one row where one is meant, and say when there were more', async () => {
    const given = 'child: { addresses: [{ town: one.Town }] }';
    const one = [
      { Id: '1', Town: 'A' },
      { Id: '1', Town: 'B' },
    ];
    expect((await mapGiven({ given, rows: { one } })).record?.child).toEqual({
      addresses: [{ town: 'A' }],
    });
  });

  it('give the latest row by a date, however the rows are ordered', async () => {
    const text = HEAD.replace(
      'on: Id }',
      'on: Id, latestBy: { from: From, as: date, formats: dd/MM/yyyy } }',
    );
    const mapping = readMapping(`${text}child: { addresses: [{ town: one.Town }] }`);
    const one = [
      { Id: '1', Town: 'old', From: '31/12/2019' },
      { Id: '1', Town: 'new', From: '01/02/2024' },
      { Id: '1', Town: 'older', From: '30/11/2018' },
    ];
    for (const order of [one, one.toReversed()]) {
      const rows = { rows: [{ Id: '1' }], more: [EMPTY], one: order, deeper: [EMPTY] };
      expect((await mapFirst(mapping, rows)).record?.child).toEqual({ addresses: [{ town: 'new' }] });
    }
  });

  it('are joined on several keys, and only on whole ones', async () => {
    const mapping = readMapping(`mapping: 1
name: Test
source: { system: test }
inputs:
  rows: { format: csv, key: [School, Number] }
  more: { format: csv, on: [S, N], many: true, where: { column: Town, isNot: Nowhere } }
record: { each: rows, id: Number }
child: { addresses: { each: more, town: Town } }`);
    const more = [
      { S: 'a', N: '1', Town: 'right' },
      { S: 'a', N: '2', Town: 'wrong' },
      { S: 'b', N: '1', Town: 'wrong' },
      { S: '', N: '1', Town: 'wrong' },
      { S: 'a', N: '1', Town: 'Nowhere' },
    ];
    const { record } = await mapFirst(mapping, { rows: [{ School: 'a', Number: '1' }], more });
    expect(record?.child).toEqual({ addresses: [{ town: 'right' }] });
  });

  it('and groups inside a row are read alike', async () => {
    const mapping = readMapping(`mapping: 1
name: Test
source: { system: test }
inputs: { rows: { format: xml, blank: [n/a], names: { surname: Name/Family } } }
record: { each: rows, id: Id }
child:
  names: [{ given: { each: Given, from: . }, family: surname }]
  addresses: [{ each: Address, lines: { each: Line, from: . }, town: Town, county: record.Id }]`);
    const { record } = await mapFirst(mapping, {
      rows: [
        {
          Id: '1',
          'Name/Family': 'Smith',
          Given: [{ '.': 'Ann' }, { '.': 'n/a' }, { '.': 'May' }],
          Address: [{ Town: 'X', Line: [{ '.': '1 High Street' }] }, { Town: 'Y' }],
        },
      ],
    });
    expect(record?.child).toEqual({
      names: [{ given: ['Ann', 'May'], family: 'Smith' }],
      addresses: [
        { lines: ['1 High Street'], town: 'X', county: '1' },
        { town: 'Y', county: '1' },
      ],
    });
  });
});
