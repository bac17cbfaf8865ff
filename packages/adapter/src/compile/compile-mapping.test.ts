import { describe, expect, it } from 'vitest';
import { mapFirst, problemsOf, readMapping, type Rows } from '../../tests/test-line.ts';
import type { RecordPreview } from '../preview-record.ts';

const HEAD = `mapping: 1
name: Test
source: { system: test }
inputs:
  rows: { format: csv, file: rows.csv, key: Id }
  more: { format: csv, file: more.csv, on: Id, many: true }
  one: { format: csv, file: one.csv, on: Id }
  deeper: { format: csv, file: deeper.csv, on: Worker, to: more }
record: { each: rows, id: Id }
`.replace('  more: {', '  more: { key: Worker,');

interface Case {
  readonly given: string;
  readonly rows?: Rows;
  readonly row?: Readonly<Record<string, string>>;
  readonly want: unknown;
  readonly issues?: readonly string[];
}

async function map({ given, rows, row }: Case): Promise<RecordPreview> {
  const mapping = readMapping(HEAD + given);
  const all = { rows: [{ Id: '1', ...row }], more: [], one: [], deeper: [], ...rows };
  // A file has all its columns, however few of them a case is about.
  const filled = Object.entries(all).map(([name, of]) => [
    name,
    name === 'rows' ? of : [...of.map((given) => ({ ...BLANK, ...given })), EMPTY],
  ]);
  return mapFirst(mapping, Object.fromEntries(filled) as Rows);
}
const BLANK = { Id: '', Worker: '', Name: '', Role: '', Town: '', From: '' };
const EMPTY = { ...BLANK, Id: 'nobody', Worker: 'nobody' };

const VALUES: readonly (readonly [string, Case])[] = [
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
    const { record, issues } = await map(test);
    expect(record?.child).toEqual(test.want);
    expect(issues.map(({ code }) => code)).toEqual(test.issues ?? []);
  });

  it('say of an issue where it stands on both sides', async () => {
    const given =
      'child: { identifiers: [{ type: localId, value: Id }, { each: more, type: upn, value: Role }] }';
    const { issues } = await map({ given, rows: { more: [{ Id: '1', Role: 'X' }] }, want: undefined });
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
    const { record, issues, blocked } = await map({
      given,
      row: { A: 'a', T: 'Y', G: 'male' },
      want: undefined,
    });
    expect(record).not.toHaveProperty('involvements');
    expect(issues.map(({ code }) => code)).toEqual(['mapping.unknown-code', 'mapping.incomplete']);
    expect(blocked).toBe(false);
  });

  it('hold a record back for a code that somebody must decide', async () => {
    const given =
      'child: { names: [{ family: A }], gender: { from: G, codes: { M: male }, otherwise: hold } }\npolicy: { onIssue: send }';
    const { issues, blocked } = await map({ given, row: { A: 'S', G: '?' }, want: undefined });
    expect(issues.map(({ code }) => code)).toEqual(['mapping.held-code']);
    expect(blocked).toBe(true);
  });
});

describe('joined inputs', () => {
  const involvement = 'service: { category: socialCare }';
  it('give a group for each of their rows', async () => {
    const given = `involvements: [{ each: more, id: Worker, ${involvement}, practitioner: { role: Role } }]\nchild: { gender: { constant: male } }`;
    const more = [
      { Id: '1', Worker: 'a', Role: 'nurse' },
      { Id: '2', Worker: 'b', Role: 'teacher' },
      { Id: '1', Worker: 'c', Role: '' },
    ];
    const { record } = await map({ given, rows: { more }, want: undefined });
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
    const { record } = await map({ given, row: { A: 'Ann', B: 'x' }, rows, want: undefined });
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
    expect((await map({ given, rows: { one }, want: undefined })).record?.child).toEqual({
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
    const { problems } = await import('../line/bind-mapping.ts').then(({ checkBinding }) =>
      import('../../tests/test-line.ts').then(({ sourcesOf }) =>
        checkBinding(mapping, { sources: sourcesOf(rows) }),
      ),
    );
    const { formatProblem } = await import('../mapping/reading.ts');
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
