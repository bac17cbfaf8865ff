import { describe, expect, it } from 'vitest';
import { EMPTY, HEAD, mapGiven, type Given } from '../../tests/four-inputs.ts';
import { mapFirst, readMapping } from '../../tests/test-line.ts';

/** What the rules make of the child, and the issues that they raise. */
interface ValueCase extends Given {
  readonly want: unknown;
  readonly issues?: readonly string[];
}

const VALUES: readonly (readonly [string, ValueCase])[] = [
  [
    'a column',
    {
      given: 'child: { names: [{ family: A }] }',
      row: { A: ' Smith ' },
      want: { names: [{ family: 'Smith' }] },
    },
  ],
  [
    'a column by position',
    {
      given: "child: { names: [{ family: '#2' }] }",
      row: { A: 'Smith' },
      want: { names: [{ family: 'Smith' }] },
    },
  ],
  [
    'given names in order, without the empty ones',
    {
      given: 'child: { names: [{ family: A, given: [B, C, D] }] }',
      row: { A: 'S', B: 'Ann', C: '', D: 'May' },
      want: { names: [{ given: ['Ann', 'May'], family: 'S' }] },
    },
  ],
  [
    'given names that stand in one column',
    {
      given: 'child: { names: [{ family: A, given: { from: B, steps: [{ split: " " }] } }] }',
      row: { A: 'S', B: 'Ann May' },
      want: { names: [{ given: ['Ann', 'May'], family: 'S' }] },
    },
  ],
  [
    'a group without what it needs is left out',
    {
      given: 'child: { names: [{ family: A }, { use: former, prefix: P, family: B }] }',
      row: { A: 'S', B: '', P: 'Mr' },
      want: { names: [{ family: 'S' }] },
    },
  ],
  [
    'a group under a condition',
    {
      given: 'child: { names: [{ family: A }, { use: former, family: B, when: { column: T, is: [X, Y] } }] }',
      row: { A: 'S', B: 'R', T: 'Z' },
      want: { names: [{ family: 'S' }] },
    },
  ],
  [
    'all, any and empty',
    {
      given:
        'child: { names: [{ family: A, when: { all: [{ empty: B }, { any: [C, { column: T, isNot: Z }] }] } }] }',
      row: { A: 'S', B: '', C: '', T: 'X' },
      want: { names: [{ family: 'S' }] },
    },
  ],
  [
    'a date in the first format that fits',
    {
      given: 'child: { dateOfBirth: { from: D, formats: [yyyy-MM-dd, dd/MM/yyyy] } }',
      row: { D: '09/03/2014' },
      want: { dateOfBirth: { value: '2014-03-09', precision: 'day', status: 'known' } },
    },
  ],
  [
    'a date in three columns, of which the day may be empty',
    {
      given: 'child: { dateOfBirth: { from: [Y, M, D], formats: [yyyy M d, yyyy M, yyyy] } }',
      row: { Y: '2014', M: '3', D: '' },
      want: { dateOfBirth: { value: '2014-03', precision: 'month', status: 'known' } },
    },
  ],
  [
    'an expected date where there is no birthday',
    {
      given:
        'child: { dateOfBirth: [{ from: D, formats: dd/MM/yyyy }, { from: E, formats: dd/MM/yyyy, status: expected }] }',
      row: { D: '', E: '01/02/2027' },
      want: { dateOfBirth: { value: '2027-02-01', precision: 'day', status: 'expected' } },
    },
  ],
  [
    'a status from a column of its own',
    {
      given:
        'child: { dateOfBirth: { from: D, formats: dd/MM/yyyy, status: { from: Est, codes: { Y: estimated }, otherwise: known, default: known } } }',
      row: { D: '09/03/2014', Est: 'Y' },
      want: { dateOfBirth: { value: '2014-03-09', precision: 'day', status: 'estimated' } },
    },
  ],
  [
    'a two-digit year by the pivot',
    {
      given: 'child: { dateOfBirth: { from: D, formats: dd/MM/yy, pivot: 26 } }',
      row: { D: '09/03/14' },
      want: { dateOfBirth: { value: '2014-03-09', precision: 'day', status: 'known' } },
    },
  ],
  [
    'what is no date',
    {
      given: 'child: { names: [{ family: A }], dateOfBirth: { from: D, formats: dd/MM/yyyy } }',
      row: { Id: '1', A: 'B', D: '00/01/1900' },
      want: { names: [{ family: 'B' }] },
      issues: ['mapping.placeholder'],
    },
  ],
  [
    'a spreadsheet’s empty date is no month of 1900',
    {
      given: 'child: { names: [{ family: A }], dateOfBirth: { from: D, formats: dd/MM/yyyy } }',
      row: { A: 'S', D: '31/11/2014' },
      want: { names: [{ family: 'S' }] },
      issues: ['mapping.bad-date'],
    },
  ],
  [
    'a placeholder is said and not taken',
    {
      given:
        'child: { names: [{ family: A }], dateOfBirth: { from: D, formats: dd/MM/yyyy, placeholder: 01/01/1900 } }',
      row: { A: 'S', D: '01/01/1900' },
      want: { names: [{ family: 'S' }] },
      issues: ['mapping.placeholder'],
    },
  ],
  [
    'a code',
    {
      given: 'child: { gender: { from: G, codes: { 1: male, 02: female } } }',
      row: { G: '02' },
      want: { gender: 'female' },
    },
  ],
  [
    'an unknown code',
    {
      given: 'child: { names: [{ family: A }], gender: { from: G, codes: { 1: male } } }',
      row: { A: 'S', G: '7' },
      want: { names: [{ family: 'S' }] },
      issues: ['mapping.unknown-code'],
    },
  ],
  [
    'an unknown code with a value for it',
    {
      given: 'child: { gender: { from: G, codes: { 1: male }, otherwise: notKnown } }',
      row: { G: '7' },
      want: { gender: 'notKnown' },
    },
  ],
  [
    'a default where there is nothing',
    {
      given: 'child: { gender: { from: G, codes: { 1: male }, default: notSpecified } }',
      row: { G: '' },
      want: { gender: 'notSpecified' },
    },
  ],
  [
    'a word of the record without a table',
    { given: 'child: { gender: G }', row: { G: 'female' }, want: { gender: 'female' } },
  ],
  [
    'a word that is none of the record',
    {
      given: 'child: { names: [{ family: A }], gender: G }',
      row: { A: 'S', G: 'F' },
      want: { names: [{ family: 'S' }] },
      issues: ['mapping.unknown-code'],
    },
  ],
  [
    'codes after steps',
    {
      given: 'child: { gender: { from: G, steps: [upper], codes: { M: male } } }',
      row: { G: 'm' },
      want: { gender: 'male' },
    },
  ],
  [
    'alternatives',
    {
      given: 'child: { names: [{ family: [A, B] }] }',
      row: { A: '', B: 'R' },
      want: { names: [{ family: 'R' }] },
    },
  ],
  [
    'an NHS number with spaces',
    {
      given: 'child: { identifiers: [{ type: nhsNumber, value: N }] }',
      row: { N: '943 476 5919' },
      want: { identifiers: [{ type: 'nhsNumber', value: '9434765919' }] },
    },
  ],
  [
    'an invalid UPN is kept as supplied, unverified, and said',
    {
      given: 'child: { identifiers: [{ type: upn, value: U, status: verified }] }',
      row: { U: '21db2df8-fa0' },
      want: { identifiers: [{ type: 'upn', value: '21db2df8-fa0', status: 'unverified' }] },
      issues: ['upn.bad-format'],
    },
  ],
  [
    'a reason in the UPN column is no UPN',
    {
      given: 'child: { names: [{ family: A }], identifiers: [{ type: upn, value: U }] }',
      row: { A: 'S', U: 'UN4' },
      want: { names: [{ family: 'S' }] },
      issues: ['upn.reason-instead'],
    },
  ],
  [
    'an identifier whose type stands in the row',
    {
      given:
        'child: { identifiers: [{ each: more, type: { from: Name, codes: { NHS: nhsNumber, Case: localId } }, value: Role }] }',
      rows: {
        more: [
          { Id: '1', Name: 'NHS', Role: '9434765919' },
          { Id: '1', Name: 'Case', Role: '77' },
        ],
      },
      want: {
        identifiers: [
          { type: 'nhsNumber', value: '9434765919' },
          { type: 'localId', value: '77' },
        ],
      },
    },
  ],
  [
    'a postcode',
    {
      given: 'child: { addresses: [{ postcode: P }] }',
      row: { P: 'ch415eu' },
      want: { addresses: [{ postcode: 'CH41 5EU' }] },
    },
  ],
  [
    'a pseudo-postcode',
    {
      given: 'child: { addresses: [{ town: T, postcode: P }] }',
      row: { T: 'X', P: 'ZZ99 3VZ' },
      want: { addresses: [{ town: 'X' }] },
      issues: ['postcode.pseudo'],
    },
  ],
  [
    'blank words',
    {
      given: 'child: { addresses: [{ town: T, county: C }] }',
      row: { T: 'X', C: '\u00a0' },
      want: { addresses: [{ town: 'X' }] },
    },
  ],
  [
    'a number',
    {
      given: 'child: { multipleBirth: { order: O, count: C } }',
      row: { O: '1', C: '2' },
      want: { multipleBirth: { order: 1, count: 2 } },
    },
  ],
];

describe('values', () => {
  it.each(VALUES)('map %s', async (_name, test) => {
    const { record, issues } = await mapGiven(test);
    expect(record?.child).toEqual(test.want);
    expect(issues.map(({ code }) => code)).toEqual(test.issues ?? []);
  });

  it('say of an issue where it stands on both sides', async () => {
    const given =
      'child: { identifiers: [{ type: localId, value: Id }, { each: more, type: upn, value: Role }] }';
    const { issues } = await mapGiven({ given, rows: { more: [{ Id: '1', Role: 'X' }] } });
    expect(issues[0]).toMatchObject({
      place: { file: 'more.csv', row: 1, column: 'Role' },
      path: '/child/identifiers/1/value',
    });
  });

  it('take lookups from tables beside the mapping', async () => {
    const mapping = readMapping(
      `${HEAD}child: { gender: { from: G, lookup: { file: sex.csv, key: Code, value: Word } } }`,
    );
    const rows = { rows: [{ Id: '1', G: 'w' }], more: [EMPTY], one: [EMPTY], deeper: [EMPTY] };
    const tables = {
      'sex.csv': [
        { Old: 'x', Code: 'w', Word: 'female' },
        { Old: 'y', Code: 'm', Word: 'male' },
      ],
    };
    expect((await mapFirst(mapping, rows, { tables })).record?.child).toEqual({ gender: 'female' });
  });

  it('take of a lookup table the rows of the version that is named', async () => {
    const lookup = (version: string) =>
      readMapping(`${HEAD}child: { gender: { from: G, lookup: { file: sex.csv, version: '${version}' } } }`);
    const rows = { rows: [{ Id: '1', G: '1' }], more: [EMPTY], one: [EMPTY], deeper: [EMPTY] };
    const tables = {
      'sex.csv': [
        { code: '1', value: 'male', version: '2024' },
        { code: '1', value: 'female', version: '2025' },
      ],
    };
    for (const [version, gender] of [
      ['2024', 'male'],
      ['2025', 'female'],
    ] as const) {
      expect((await mapFirst(lookup(version), rows, { tables })).record?.child).toEqual({ gender });
    }
    for (const version of ['2026', '']) {
      await expect(mapFirst(lookup(version), rows, { tables })).rejects.toMatchObject({
        code: 'run.mapping-refused',
      });
    }
    const unsaid = readMapping(`${HEAD}child: { gender: { from: G, lookup: sex.csv } }`);
    await expect(mapFirst(unsaid, rows, { tables })).rejects.toMatchObject({ code: 'run.mapping-refused' });
  });

  it('take settings that are given with the run', async () => {
    const mapping = readMapping(`${HEAD}child: { names: [{ family: A }] }
involvements:
  - id: { constant: school }
    service: { category: education, name: { setting: school } }`);
    const rows = { rows: [{ Id: '1', A: 'S' }], more: [EMPTY], one: [EMPTY], deeper: [EMPTY] };
    const { record } = await mapFirst(mapping, rows, { settings: new Map([['school', 'Mereside']]) });
    expect(record?.involvements).toEqual([
      { id: 'school', service: { category: 'education', name: 'Mereside' } },
    ]);
    await expect(mapFirst(mapping, rows)).rejects.toMatchObject({ code: 'run.mapping-refused' });
  });

  it('leave a group out that lacks what its schema asks for, and say so', async () => {
    const given =
      'involvements: [{ id: A, service: { category: { from: T, codes: { X: education } } } }]\nchild: { gender: G }';
    const { record, issues, blocked } = await mapGiven({
      given,
      row: { A: 'a', T: 'Y', G: 'male' },
    });
    expect(record).not.toHaveProperty('involvements');
    expect(issues.map(({ code }) => code)).toEqual(['mapping.unknown-code', 'mapping.incomplete']);
    expect(blocked).toBe(false);
  });

  it('hold a record back for a code that somebody must decide', async () => {
    const given =
      'child: { names: [{ family: A }], gender: { from: G, codes: { M: male }, otherwise: hold } }\npolicy: { onIssue: send }';
    const { issues, blocked } = await mapGiven({ given, row: { A: 'S', G: '?' } });
    expect(issues.map(({ code }) => code)).toEqual(['mapping.held-code']);
    expect(blocked).toBe(true);
  });
});
