import { describe, expect, it } from 'vitest';
import { createMemorySource, type HandRow } from '../memory-source.ts';
import type { Source } from '../ports.ts';
import { checkMapping } from '../check-mapping.ts';
import { parseMapping } from '../mapping/parse-mapping.ts';
import { runMapping } from '../run.ts';
import { createTestWorld } from '../suite/test-world.ts';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { SAMPLES } from '../../tests/sample-values.ts';
import { LAYOUTS, type SystemLayout, type TableLayout } from '../../tests/vendor-layouts.ts';
import { draftMapping, type MappingDraft } from './draft-mapping.ts';

/** A few systems, each of another kind; the benchmark of drafts takes them all. */
const SYSTEMS = ['Mosaic (Servelec)', 'Eclipse (OLM)', 'Azeus', 'Common Transfer File as a table'];
const layoutOf = (system: string): SystemLayout => LAYOUTS[system] ?? {};

const ROWS = 60;

async function draft(tables: SystemLayout): Promise<MappingDraft> {
  return draftMapping(
    Object.entries(tables).map(([name, layout]) => ({
      name,
      format: 'csv',
      file: `${name}.csv`,
      source: sourceOf(name, layout),
    })),
    { system: 'test' },
  );
}

function sourceOf(name: string, layout: TableLayout) {
  const columns = Object.keys(layout);
  const rows = Array.from({ length: ROWS }, (_, row): HandRow =>
    Object.fromEntries(columns.map((column) => [column, SAMPLES[layout[column]?.[0] ?? 'empty'](row)])),
  );
  return createMemorySource(rows, { file: `${name}.csv`, columns });
}

/** The draft of tables given row by row, and the sources that it was made of. */
async function draftTables(tables: Readonly<Record<string, readonly HandRow[]>>) {
  const sources = new Map(
    Object.entries(tables).map(([name, rows]) => [name, createMemorySource(rows, { file: `${name}.csv` })]),
  );
  const inputs = [...sources].map(([name, source]) => ({
    name,
    format: 'csv',
    file: `${name}.csv`,
    source,
  }));
  return { ...(await draftMapping(inputs)), sources };
}

/** A draft must be a mapping that fits its files, and their rows must become records. */
async function expectToRun(text: string, all: ReadonlyMap<string, Source>): Promise<void> {
  const { mapping, problems } = parseMapping(text, { file: 'draft.yaml' });
  expect(problems, text).toEqual([]);
  if (!mapping) throw new Error('refused');
  const sources = new Map([...all].filter(([name]) => mapping.inputs.has(name)));
  const check = await checkMapping(mapping, { sources });
  const errors = check.problems.filter(({ severity }) => severity === 'error');
  expect(errors, text).toEqual([]);
  const { balance } = await runMapping({ mapping, sources, world: createTestWorld(createNodeCrypto()) });
  expect(balance.read, text).toBeGreaterThan(0);
  expect(balance.ready / balance.read, text).toBeGreaterThanOrEqual(0.99);
}

describe('draftMapping', () => {
  it.each(SYSTEMS)('drafts a mapping of %s that passes its checks and runs', async (system) => {
    const tables = layoutOf(system);
    const sources = new Map(
      Object.entries(tables).map(([name, layout]) => [name, sourceOf(name, layout)] as const),
    );
    await expectToRun((await draft(tables)).text, sources);
  });

  it('gives a reason for every rule, and for every column that it leaves', async () => {
    const { text, unplaced } = await draft(layoutOf('Eclipse (OLM)'));
    expect(text).toContain('# DATEOFBIRTH: its name says so; 100% of its values are dates');
    expect(text).toContain('# PERSONID is filled and different in all 60 rows looked at.');
    expect(unplaced).toContainEqual({
      input: 'PERSONDEMOGRAPHICSVIEW',
      column: 'ETHNICITYCODE',
      reason: 'a characteristic: the record does not hold it',
    });
    for (const { input, column } of unplaced) expect(text).toContain(`# - ${input}.${column}: `);
  });

  it('writes no value of any person', async () => {
    const { text } = await draft(layoutOf('Common Transfer File as a table'));
    for (const value of [
      'Siân',
      "O'Neill",
      '9990000018',
      'R8209',
      'NM4 2QT',
      'Mere Lane',
      'Priya',
      '01632',
    ]) {
      expect(text).not.toContain(value);
    }
  });

  it('says that it found no children rather than guess', async () => {
    const { text, placed } = await draft({ budget: { Cost_Centre: ['code'], Amount: ['number'] } });
    expect(placed).toEqual([]);
    expect(text).toContain('# No input holds children');
    expect(parseMapping(text, { file: 'draft.yaml' }).problems, text).toEqual([]);
  });

  it('reads dates of several forms by as many formats as they need', async () => {
    const dates = ['09/03/2014', '2014-03-10', '11-Mar-2014', '01/01/1900'];
    const rows = Array.from({ length: 40 }, (_, row) => ({
      Id: String(row),
      Surname: 'A',
      DOB: dates[row % 4] ?? '',
    }));
    const source = createMemorySource(rows, { file: 'rows.csv' });
    const { text } = await draftMapping([{ name: 'rows', format: 'csv', file: 'rows.csv', source }]);
    expect(text).toContain(
      "dateOfBirth: { from: DOB, formats: [dd/MM/yyyy, yyyy-MM-dd, dd-MMM-yyyy], placeholder: ['01/01/1900'] }",
    );
  });

  const rowsOf = (count: number, make: (row: number) => HandRow) =>
    Array.from({ length: count }, (_, row) => make(row));
  const draftOf = (rows: readonly HandRow[], columns?: readonly string[]) =>
    draftMapping([
      {
        ...{ name: 'rows', format: 'csv', file: 'rows.csv' },
        source: createMemorySource(rows, { file: 'rows.csv', ...(columns && { columns }) }),
      },
    ]);
  const child = (row: number) => ({ Surname: `A${'b'.repeat(row)}`, DOB: SAMPLES.date(row) });

  it('names two columns of one header by their positions, and says so', async () => {
    const rows = rowsOf(30, (row) => ({ Id: String(row), ...child(row) }));
    const { text, unplaced } = await draftOf(rows, ['Id', 'Surname', 'DOB', 'Surname']);
    expect(text).toContain("family: '#2'");
    expect(text).toContain('# #2 (Surname): its name says so');
    expect(unplaced).toEqual([
      { input: 'rows', column: '#4', reason: 'another column is called Surname as well' },
    ]);
  });

  it('takes a column that is called like a key though it has a gap, and says what that costs', async () => {
    const id = (row: number) => (row === 3 ? '' : row === 5 ? 'P4' : `P${row}`);
    const { text } = await draftOf(rowsOf(30, (row) => ({ 'Case ID': id(row), ...child(row) })));
    expect(text).toContain('record: { each: rows, id: Case ID }');
    expect(text).toContain(
      '# Case ID is called like a key, but is empty in 1 and repeats a value in 1 of the 30 rows looked at: those will wait.',
    );
  });

  it('prefers a key without gaps', async () => {
    const rows = rowsOf(30, (row) => ({
      'Case ID': row === 3 ? '' : `${row}`,
      Key: `K${row}`,
      ...child(row),
    }));
    expect((await draftOf(rows)).text).toContain('id: Key }');
  });

  it('says how many rows a column speaks for', async () => {
    const rows = rowsOf(30, (row) => ({
      Id: `${row}`,
      ...child(row),
      'NHS No': row < 2 ? SAMPLES.nhs(row) : '',
    }));
    expect((await draftOf(rows)).text).toContain('100% of its values are NHS numbers; 2 of 30 rows have one');
  });

  it.each([
    ['Form Tutor', 'education'],
    ['Allocated Worker', 'socialCare'],
    ['Health_Visitor', 'healthVisiting'],
  ])('takes the service of a %s for %s', async (header, category) => {
    const rows = rowsOf(30, (row) => ({ Id: `${row}`, ...child(row), [header]: SAMPLES.name(row) }));
    const { text } = await draftOf(rows);
    expect(text).toContain(`service: { category: ${category} }`);
    expect(text.includes('its category is a guess')).toBe(category === 'socialCare');
  });

  it.each([
    '00/01/1900',
    '1/1/1900',
    '01/01/1901',
    '1900-01-01',
    '01-Jan-1900',
    '30/12/1899',
    '1900-01-01 00:00:00',
  ])('takes %s for a placeholder, in whatever date it stands', async (text) => {
    const rows = rowsOf(30, (row) => ({
      ...{ Id: `${row}`, ...child(row) },
      'Date of Death': row === 0 ? text : row === 1 ? '09/03/2014' : '',
    }));
    const drafted = (await draftOf(rows)).text;
    expect(drafted).toMatch(new RegExp(`dateOfDeath: .*placeholder: \\['?${text}'?\\]`));
    expect(drafted).not.toMatch(/dateOfBirth: .*placeholder/);
  });

  it('gives every parent and every worker of a row a rule of their own', async () => {
    const rows = rowsOf(30, (row) => ({
      ...{
        Id: `${row}`,
        ...child(row),
        'Parent 1 Name': SAMPLES.name(row),
        'Parent 1 Tel': SAMPLES.phone(row),
      },
      ...{ 'Parent 2 Name': row === 0 ? '' : SAMPLES.name(row), 'Parent 2 Tel': SAMPLES.phone(row) },
      ...{ 'Social Worker': SAMPLES.name(row), Email: SAMPLES.email(row) },
      ...{ 'Health Visitor': row === 0 ? '' : SAMPLES.name(row), 'HV Tel': SAMPLES.phone(row) },
    }));
    const { text, unplaced } = await draftOf(rows);
    expect(unplaced).toEqual([]);
    for (const told of [
      'contact: { telephone: [Parent 1 Tel] }',
      'contact: { telephone: [Parent 2 Tel] }',
      'contact: { email: [Email] }',
      'contact: { telephone: [HV Tel] }',
      'service: { category: healthVisiting }',
      'when: Health Visitor',
    ]) {
      expect(text).toContain(told);
    }
    expect(text).not.toContain('when: Social Worker');
  });

  it('joins the staff list to the allocations that name staff by number', async () => {
    const tables = {
      people: rowsOf(30, (row) => ({ person_id: `P${row}`, ...child(row) })),
      allocations: rowsOf(50, (row) => ({ person_id: `P${row % 30}`, staff_id: `W${row % 7}` })),
      staff: rowsOf(9, (row) => ({ staff_id: `W${row}`, staff_name: SAMPLES.name(row), job_title: 'Nurse' })),
    };
    const { text, placed, sources } = await draftTables(tables);
    expect(text).toContain('staff: { format: csv, file: staff.csv, on: staff_id, to: allocations }');
    expect(text).toContain('role: staff.job_title');
    expect(placed).toContainEqual({
      input: 'staff',
      column: 'staff_name',
      target: 'involvements/practitioner',
    });
    await expectToRun(text, sources);
  });

  it('makes an involvement of every school that a child was at', async () => {
    const tables = {
      pupils: rowsOf(30, (row) => ({ Id: `C${row}`, ...child(row) })),
      bases: rowsOf(45, (row) => ({
        ...{ Id: `C${row % 30}`, 'School Name': SAMPLES.words(row), URN: SAMPLES.urn(row) },
        ...{ 'Start Date': SAMPLES.date(row), 'End Date': row < 30 ? '' : SAMPLES.date(row) },
      })),
    };
    const { text, unplaced, sources } = await draftTables(tables);
    expect(unplaced).toEqual([]);
    expect(text).toContain('organisation: { name: School Name, code: { type: urn, value: URN } }');
    await expectToRun(text, sources);
  });

  it('publishes no placement as an address of the child', async () => {
    const tables = {
      children: rowsOf(30, (row) => ({
        Id: `C${row}`,
        ...child(row),
        'Placement Postcode': SAMPLES.postcode(row),
      })),
      placements: rowsOf(40, (row) => ({
        Id: `C${row % 30}`,
        Start: SAMPLES.date(row),
        Postcode: SAMPLES.postcode(row),
      })),
    };
    const { placed, unplaced } = await draftTables(tables);
    expect(placed.filter(({ target }) => target.startsWith('child/addresses'))).toEqual([]);
    expect(unplaced).toContainEqual({
      ...{ input: 'placements', column: 'Postcode' },
      reason: 'where or with whom a child is placed: the record does not hold it',
    });
  });

  it('leaves out an email that nobody is named for, and says that another column says the same', async () => {
    const rows = rowsOf(30, (row) => ({
      ...{ Id: `${row}`, ...child(row), Email: SAMPLES.email(row), Gender: SAMPLES.sex(row) },
      ...{ Sex: SAMPLES.sex(row), 'Emergency contact': SAMPLES.name(row), 'Pupil Email': SAMPLES.email(row) },
    }));
    const { unplaced } = await draftOf(rows);
    expect(unplaced.map(({ column, reason }) => [column, reason])).toEqual([
      ['Email', 'an email address, and no column says whose'],
      ['Sex', 'Gender says it already'],
      ['Emergency contact', 'of somebody whom the record does not hold'],
      ['Pupil Email', 'the child’s own: the record holds how to reach carers and services'],
    ]);
  });

  it('keeps its comments on one line, whatever stands in a header', async () => {
    const rows = rowsOf(30, (row) => ({ Id: `${row}`, ...child(row), 'Lunch\nchild: none': 'x' }));
    const { text } = await draftOf(rows);
    expect(parseMapping(text, { file: 'draft.yaml' }).problems, text).toEqual([]);
  });
});
