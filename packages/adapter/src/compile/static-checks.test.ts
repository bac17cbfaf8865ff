import { describe, expect, it } from 'vitest';
import { EMPTY, HEAD } from '../../tests/four-inputs.ts';
import { mapFirst, problemsOf, readMapping, sourcesOf } from '../../tests/test-line.ts';
import { checkBinding } from '../line/bind-mapping.ts';
import { formatProblem } from '../mapping/reading.ts';

const REFUSED: readonly (readonly [string, { given: string; says: string }])[] = [
  [
    'an unknown column, with the nearest',
    {
      given: 'child: { names: [{ family: Surnam }] }',
      says: '10:28 error mapping.unknown-column: The file rows.csv has no column Surnam. Did you mean Surname?',
    },
  ],
  [
    'an unknown column of a joined input',
    {
      given: 'child: { addresses: [{ each: more, town: Twon }] }',
      says: '10:42 error mapping.unknown-column: The file more.csv has no column Twon. Did you mean Town?',
    },
  ],
  [
    'an unknown input in each',
    {
      given: 'child: { addresses: [{ each: mre, town: Town }] }',
      says: 'mapping.unknown-list: mre is neither an input nor a repeated group of rows.csv. Did you mean more?',
    },
  ],
  [
    'several rows where one is needed',
    { given: 'child: { addresses: [{ town: more.Town }] }', says: 'mapping.many-rows' },
  ],
  [
    'a wrong date format, with the meant one',
    {
      given: 'child: { dateOfBirth: { from: DOB, formats: DD/MM/YYYY } }',
      says: '10:45 error mapping.wrong-date-format: DD/MM/YYYY is not a date format: DD is no part of a date. Did you mean dd/MM/yyyy?',
    },
  ],
  [
    'minutes in place of months',
    { given: 'child: { dateOfBirth: { from: DOB, formats: dd/mm/yyyy } }', says: 'Did you mean dd/MM/yyyy?' },
  ],
  [
    'formats on what is no date',
    {
      given: 'child: { names: [{ family: { from: Surname, formats: yyyy } }] }',
      says: 'mapping.format-not-used',
    },
  ],
  [
    'a format that loses the day',
    {
      given: 'involvements: [{ id: Id, service: { category: sen }, from: { from: DOB, formats: MM/yyyy } }]',
      says: 'mapping.format-loses-day',
    },
  ],
  [
    'a two-digit year without a pivot',
    { given: 'child: { dateOfBirth: { from: DOB, formats: dd/MM/yy } }', says: 'mapping.format-no-pivot' },
  ],
  [
    'a code for a word that the record does not have',
    {
      given: 'child: { gender: { from: Id, codes: { M: man } } }',
      says: 'mapping.unknown-code-value: The code M is mapped to man, which may not stand in /child/gender.',
    },
  ],
  [
    'one child’s data in a constant',
    { given: 'child: { names: [{ family: { constant: Smith } }] }', says: 'mapping.personal-constant' },
  ],
  [
    'one parent’s data in a constant',
    {
      given:
        "carers: [{ name: { family: Surname }, contact: { telephone: [{ constant: '01632 960101' }] } }]",
      says: 'mapping.personal-constant',
    },
  ],
  [
    'a default that would be invented data',
    {
      given: 'child: { dateOfBirth: { from: DOB, formats: yyyy, default: "2000" } }',
      says: 'mapping.personal-constant',
    },
  ],
  [
    'a constant that does not fit',
    {
      given: 'involvements: [{ id: Id, service: { category: sen }, from: { constant: yesterday } }]',
      says: 'mapping.bad-constant',
    },
  ],
  [
    'a value from two sides',
    { given: 'child: { gender: { from: Id, constant: male } }', says: 'mapping.two-values' },
  ],
  ['a value from nowhere', { given: 'child: { gender: { codes: { M: male } } }', says: 'mapping.no-value' }],
  [
    'a kind that does not fit',
    { given: 'child: { gender: { from: Id, as: postcode } }', says: 'mapping.wrong-as' },
  ],
  [
    'an involvement without an id',
    {
      given: 'involvements: [{ service: { category: sen } }]',
      says: 'mapping.missing-target: /involvements/0 needs id.',
    },
  ],
  [
    'a table that is not there',
    { given: 'child: { gender: { from: Id, lookup: sex.csv } }', says: 'mapping.missing-table' },
  ],
  ['nothing mapped', { given: '', says: 'mapping.no-rules' }],
];

describe('static checks', () => {
  const rows = { rows: [{ Id: '1', Surname: '', DOB: '' }], more: [EMPTY], one: [EMPTY], deeper: [EMPTY] };
  it.each(REFUSED)('refuse %s', async (_name, { given, says }) => {
    const mapping = readMapping(HEAD + given);
    const { problems } = await checkBinding(mapping, { sources: sourcesOf(rows) });
    expect(problems.map(formatProblem).join('\n')).toContain(says);
  });

  it.each([
    [
      'an input that nothing reads',
      'child: { names: [{ family: Surname }] }',
      'mapping.unused-input: No rule reads the input more.',
    ],
    [
      'an alternative behind one that always has a value',
      'child: { gender: [{ from: Id, default: male }, { from: Surname }] }',
      'mapping.unreachable',
    ],
    [
      'a condition that no row can meet',
      'child: { gender: { from: Id, codes: { F: female }, when: { all: [Surname, { empty: Surname }] } } }',
      'mapping.never-holds: What is asked of Surname',
    ],
    [
      'a code that the steps before it never leave',
      'child: { gender: { from: Id, steps: [upper], codes: { m: male, F: female } } }',
      'mapping.unreachable-code: The code m',
    ],
  ])('warn of %s', async (_name, given, says) => {
    const found = await problemsOf(readMapping(HEAD + given), rows);
    expect(found.join('\n')).toContain(says);
    expect(found.join('\n')).not.toContain(' error ');
  });

  it('refuse inputs that hang from nothing, or from each other', async () => {
    const mapping = readMapping(`mapping: 1
name: Test
source: { system: test }
inputs:
  rows: { format: csv, key: Id }
  a: { format: csv, on: Id, key: Id, to: b }
  b: { format: csv, on: Id, key: Id, to: a }
  c: { format: csv, on: [Id, Surname] }
  d: { format: csv, on: Id, to: nobody }
record: { each: [rows, rosw], id: Id }
child: { names: [{ family: Surname }] }`);
    const every = Object.fromEntries(['rows', 'a', 'b', 'c', 'd'].map((name) => [name, rows.rows]));
    const found = (await problemsOf(mapping, every)).join('\n');
    for (const says of [
      '10:24 error mapping.unknown-input: There is no input rosw. Did you mean rows?',
      '6:6 error mapping.no-join: The input a is not joined',
      '7:6 error mapping.no-join: The input b is not joined',
      '8:6 error mapping.join-keys: The input c is joined on 2 columns, but the key has 1.',
      '9:6 error mapping.unknown-input: There is no input nobody.',
    ]) {
      expect(found).toContain(says);
    }
  });

  it('let a column be missing that is optional, from one file or from all', async () => {
    const mapping = readMapping(`mapping: 1
name: Test
source: { system: test }
inputs:
  on: { format: csv, names: { key: onId } }
  off: { format: csv, names: { key: offId } }
record: { each: [on, off], id: key }
involvements: [{ id: key, service: { category: education }, to: { from: left, optional: true } }]
child: { names: [{ family: Surname }], gender: { from: sex, optional: true } }`);
    const files = {
      on: [{ onId: '1', Surname: 'A' }],
      off: [{ offId: '2', Surname: 'B', left: '2025-03-16' }],
    };
    expect(await problemsOf(mapping, files)).toEqual([]);
    const second = await mapFirst(mapping, files, { row: 2 });
    expect(second.record).toMatchObject({
      source: { recordId: '2' },
      involvements: [{ id: '2', to: '2025-03-16' }],
    });
  });
});
