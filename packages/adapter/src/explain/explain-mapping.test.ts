import { describe, expect, it } from 'vitest';
import { readMapping } from '../../tests/test-line.ts';
import { explainMapping } from './explain-mapping.ts';

const MAPPING = `mapping: 1
name: Test
source: { system: test }
inputs:
  children: { format: csv, file: ['children*.csv', more.csv], key: CaseID, blank: [NULL, n/a] }
  workers: { format: csv, file: workers.csv, on: CaseID, many: true, where: { column: Team, isNot: [X, Y] } }
  homes: { format: csv, on: CaseID, latestBy: { from: Since, as: date, formats: dd/MM/yyyy } }
record: { each: children, id: CaseID, suppliedAt: { from: Extract, formats: dd/MM/yyyy }, when: { empty: Adult }, snapshot: true }
child:
  names:
    - { use: current, given: [Forename, { from: Middle, steps: [{ split: ' ' }] }], family: { from: Surname, steps: [title] } }
    - { use: former, family: Before, when: { all: [Before, { column: T, is: [A, B] }] } }
  dateOfBirth:
    - { from: DOB, formats: [dd/MM/yyyy, dd/MM/yy], pivot: 30, placeholder: 01/01/1900, status: known }
    - { from: EDD, formats: yyyy-MM-dd, status: expected, optional: true }
  gender: { from: Sex, codes: { M: male, F: female }, otherwise: hold }
  addresses: [{ town: homes.Town }]
involvements:
  each: workers
  id: { from: [CaseID, Row], steps: [{ join: '-' }], volatile: true }
  service: { category: { from: Team, lookup: { file: teams.csv, version: '2026' }, otherwise: other }, name: { setting: team } }
policy: { onIssue: send, errorIf: 2.5%, causes: { mapping.unknown-code: { errorIf: 1%, warnIf: 0.5% } }, closeAfter: 3, closing: automatic }
`;

describe('explainMapping', () => {
  it('says every rule as an English sentence', () => {
    expect(explainMapping(readMapping(MAPPING)).map(({ sentence }) => sentence)).toEqual([
      'The input children is read as csv (children*.csv or more.csv); each of its rows is a record. “NULL” or “n/a” means that nothing was entered.',
      'The input workers is read as csv (workers.csv). Its rows belong to the record with the same CaseID; there may be several. Only rows are read where Team is not “X” or “Y”.',
      'The input homes is read as csv. Its rows belong to the record with the same CaseID. Of several rows with one key the one counts whose latest value is the date in Since, read as dd/MM/yyyy.',
      'Records are supplied for the source test. The id of a record is CaseID. When it was supplied is Extract, read as dd/MM/yyyy. Rows are left out unless Adult is empty. Every export holds all records, so that one which is missing may be closed.',
      'child › names 1 › use is always “current”.',
      'child › names 1 › given is made of Forename; then Middle, cut at “ ”.',
      'child › names 1 › family is Surname, with capital initials.',
      'child › names 2: only when Before is filled and T is “A” or “B”.',
      'child › names 2 › use is always “former”.',
      'child › names 2 › family is Before.',
      'child › dateOfBirth is the first of these that has a value: DOB, read as dd/MM/yyyy or dd/MM/yy, two-digit years up to 30 being of 2000, “01/01/1900” counts as empty, its status is always “known”; or EDD, read as yyyy-MM-dd, its status is always “expected”, the column may be missing from a file.',
      'child › gender is Sex, “M” means male, “F” means female, any other code holds the record back.',
      'child › addresses › town is homes.Town.',
      'involvements: there is one for each workers.',
      'involvements › id is CaseID and Row, joined with “-”, a change of it alone sends nothing.',
      'involvements › service › category is Team, looked up in teams.csv, version 2026, any other code means other.',
      'involvements › service › name is the setting team, given with the run.',
      'A record with an error is sent without the value that is wrong, where it still makes a record. More than 2.5% of records with errors fails the run; more than 1% is worth a warning. The issue mapping.unknown-code fails the run above 1% of records and is worth a warning above 0.5%. An export that has shrunk by more than 20%, or a column whose fill has moved by more than 20%, stops it before anything is sent. A record that 3 exports on end do not hold is closed, unless that is more than 10% of all.',
    ]);
  });

  it('keeps the line of each rule', () => {
    const gender = explainMapping(readMapping(MAPPING)).find(({ sentence }) => sentence.includes('gender'));
    expect(gender?.at.line).toBe(16);
  });
});
