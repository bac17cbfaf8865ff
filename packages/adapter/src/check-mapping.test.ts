import { describe, expect, it } from 'vitest';
import { readMapping, sourcesOf } from '../tests/test-line.ts';
import { checkMapping } from './check-mapping.ts';

const MAPPING = `mapping: 1
name: Test
source: { system: test }
inputs:
  rows: { format: csv, key: Id }
  workers: { format: csv, on: Id, many: true }
record: { each: rows, id: Id }
child:
  names:
    - { use: current, given: [Forename, Middle], family: Surname }
    - { use: former, family: Before }
  dateOfBirth: { from: DOB, formats: dd/MM/yyyy }
  gender: { from: Sex, codes: { M: male }, otherwise: issue }
involvements: [{ each: workers, id: Row, service: { category: sen }, leadProfessional: Lead }]
tests:
  - name: a child
    given:
      rows: { Id: 1, Forename: Ann, Surname: Smith, DOB: 09/03/2014, Sex: M }
      workers: [{ Id: 1, Row: a, Lead: Y }, { Id: 2, Row: b }]
    want:
      child:
        names: [{ given: [Ann], family: Smith }]
        dateOfBirth: { value: 2014-03-09 }
        gender: male
      involvements: [{ id: a, service: { category: sen }, leadProfessional: true }]
  - name: a wrong date
    given: { rows: { Id: 1, DOB: 31/11/2014, Surname: Smith } }
    want: { child: { names: [{ family: Smith }] } }
    issues: mapping.bad-date
`;
const COLUMNS = ['Id', 'Forename', 'Middle', 'Surname', 'Before', 'DOB', 'Sex', 'Row', 'Lead'];
const row = Object.fromEntries(COLUMNS.map((name) => [name, '']));
const sources = sourcesOf({ rows: [row], workers: [row] });
const check = (text: string, of = sources) => checkMapping(readMapping(text), { sources: of });

describe('checkMapping', () => {
  it('runs the tests that stand in the mapping', async () => {
    expect(await check(MAPPING)).toMatchObject({
      problems: [],
      tests: [
        { name: 'a child', at: { line: 16 }, passed: true, differences: [] },
        { name: 'a wrong date', passed: true },
      ],
    });
  });

  it('says what a failing test wanted and what it got', async () => {
    const wrong = MAPPING.replace('gender: male', 'gender: female')
      .replace('given: [Ann], family: Smith', 'given: [Ann, May], family: Smith, suffix: Jr')
      .replace('issues: mapping.bad-date', 'issues: [mapping.bad-date, mapping.placeholder]');
    const { tests } = await check(wrong);
    expect(tests.map(({ differences }) => differences)).toEqual([
      [
        '/child/names/0/given: wanted 2, got 1.',
        '/child/names/0/suffix: wanted Jr, got nothing.',
        '/child/gender: wanted female, got "male".',
      ],
      ['The issue mapping.placeholder was not raised.'],
    ]);
  });

  it('fails a test that raises an error it does not ask for', async () => {
    const { tests } = await check(
      MAPPING.replace('workers: [{ Id: 1, Row: a', 'workers: [{ Id: 1, Row: "a\\ab"'),
    );
    expect(tests[0]?.differences.join(' ')).toContain('The issue record.illegal-character was raised');
  });

  it('says which rules no test would notice breaking', async () => {
    const { untested } = await check(MAPPING);
    expect(untested.map(({ at, sentence }) => `${at.line} ${sentence}`)).toEqual([
      '10 child › names 1 › use is always “current”.',
      '10 child › names 1 › given 2 is Middle.',
      '11 child › names 2 › use is always “former”.',
      '11 child › names 2 › family is Before.',
    ]);
  });

  it('tests groups inside a row as lists of rows', async () => {
    const text = `mapping: 1
name: Test
source: { system: test }
inputs: { rows: { format: xml } }
record: { each: rows, id: Id }
child: { names: [{ given: { each: Given, from: . }, family: Surname }] }
tests:
  - given: { rows: { Id: 1, Surname: Smith, Given: [{ .: Ann }, { .: May }] } }
    want: { child: { names: [{ given: [Ann, May] }] } }
`;
    const { tests } = await check(text, sourcesOf({ rows: [{ Id: '', Surname: '', Given: [] }] }));
    expect(tests).toMatchObject([{ name: 'test 1', passed: true }]);
  });

  it('runs no test of a mapping that does not fit its files', async () => {
    const { problems, tests } = await check(MAPPING.replace('family: Surname', 'family: Surnam'));
    expect([problems.length, tests]).toEqual([1, []]);
  });
});
