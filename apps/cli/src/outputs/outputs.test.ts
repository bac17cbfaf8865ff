import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { QuarantinedRow } from '@contactpoint/adapter';
import { createIssue, type CanonicalRecord } from '@contactpoint/contract';
import { afterAll, describe, expect, test } from 'vitest';
import { createFileQuarantine } from './file-quarantine.ts';
import { readRecipe, type Recipe } from './recipe.ts';
import { createRecordFile } from './record-file.ts';

const root = mkdtempSync(join(tmpdir(), 'contactpoint-outputs-test-'));
afterAll(() => rmSync(root, { recursive: true }));
const newFolder = () => mkdtempSync(join(root, 'case-'));
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe('createFileQuarantine', () => {
  const now = new Date('2026-11-20T02:00:00Z');
  const name = '2026-11-20T02-00-00';
  const recipe: Recipe = { replay: 1, mapping: 'm.yaml', words: [], settings: [], state: 's.sqlite' };
  const place = { file: 'exports/children.csv', row: 17, line: 18 };
  const issue = createIssue('mapping.bad-date', { place: { ...place, column: 'DOB' } });
  const keep = async (parent: string, ...batches: readonly (readonly QuarantinedRow[])[]) => {
    const quarantine = createFileQuarantine(parent, {
      now,
      recipe,
      inputOf: () => 'children',
      frameOf: () => Promise.resolve({ head: Buffer.from('CaseID,Name,DOB\r\n'), end: Buffer.from('\r\n') }),
    });
    for (const rows of batches) await quarantine.put(rows);
    await quarantine.close();
  };

  test('keeps rows in the layout of their file, and says what is wrong with which', async () => {
    const parent = newFolder();
    const columns = ['CaseID', 'Name', 'DOB'];
    await keep(
      parent,
      [{ place, issues: [issue], columns, values: ['1', 'O"Neill, Siân', undefined] }],
      [{ place: { ...place, row: 20 }, issues: [], columns, values: ['2', 'Ann', '31/02/2014'] }],
    );
    expect(readFileSync(join(parent, name, 'children.csv'), 'utf8')).toBe(
      `\u{FEFF}CaseID,Name,DOB,cause,what is wrong\r\n1,"O""Neill, Siân",,mapping.bad-date,${issue.message}\r\n2,Ann,31/02/2014,,\r\n`,
    );
    const [, first = ''] = readFileSync(join(parent, name, 'issues.csv'), 'utf8').split('\r\n');
    expect(first).toMatch(/^children\.csv,1,exports\/children\.csv,17,18,DOB,mapping\.bad-date,/);
  });

  test('keeps unreadable rows byte for byte, below the header of their file', async () => {
    const parent = newFolder();
    const raw = Uint8Array.of(0x22, 0x53, 0x92);
    const withEnd = Buffer.concat([raw, Buffer.from('\r\n')]);
    await keep(parent, [{ place, issues: [issue], raw: withEnd }], [{ place, issues: [issue], raw }]);
    const kept = readFileSync(join(parent, name, 'children.unreadable.csv'));
    expect(kept.equals(Buffer.concat([Buffer.from('CaseID,Name,DOB\r\n'), withEnd, withEnd]))).toBe(true);
  });

  test('keeps what cannot be read outside its file to look at, and out of what is sent again', async () => {
    const parent = newFolder();
    const quarantine = createFileQuarantine(parent, {
      now,
      recipe,
      inputOf: () => 'children',
      frameOf: () => Promise.resolve(undefined),
    });
    await quarantine.put([{ place: { file: 'pupils.xlsx' }, issues: [issue], raw: Buffer.from('1\tAnn') }]);
    await quarantine.close();
    expect(readFileSync(join(parent, name, 'pupils.unreadable.txt'), 'utf8')).toBe('1\tAnn\n');
    expect([quarantine.isRepairable, (await readRecipe(join(parent, name))).kept]).toEqual([false, []]);
  });

  test('keeps rows whose id stood twice behind the others, with the ids that none of them may have', async () => {
    const parent = newFolder();
    const repeated = createIssue('mapping.repeated-record', { place, values: { column: 'CaseID' } });
    const row = (recordId: string) => ({ place, columns: ['CaseID'], values: [recordId], recordId });
    await keep(
      parent,
      [{ ...row('2'), issues: [repeated] }],
      [
        { ...row('1'), issues: [issue] },
        { ...row('1'), issues: [repeated] },
      ],
    );
    expect(readFileSync(join(parent, name, 'children.repeated.csv'), 'utf8')).toMatch(/\r\n2,.*\r\n1,/s);
    const { kept, taken } = await readRecipe(join(parent, name));
    expect(kept.map(({ file }) => file)).toEqual(['children.csv', 'children.repeated.csv']);
    // The row that has the id 1 first waits as well: once repaired it may have it.
    expect(taken).toEqual(['2']);
  });

  test('keeps rows of a compressed file under a name that says they are not', async () => {
    const parent = newFolder();
    const raw = Buffer.from('1,"Ann');
    await keep(parent, [{ place: { file: 'children.csv.gz', row: 1 }, issues: [issue], raw }]);
    expect(readdirSync(join(parent, name))).toContain('children.unreadable.csv');
  });

  test('keeps files of one name from two folders apart, and says how they are sent again', async () => {
    const parent = newFolder();
    const rows = ['a/children.csv', 'b/children.csv'].map((file) => ({
      place: { file, row: 1 },
      issues: [issue],
      columns: ['CaseID'],
      values: [file],
    }));
    await keep(parent, rows, rows);
    expect(readFileSync(join(parent, name, 'children-2.csv'), 'utf8')).toBe(
      `\u{FEFF}CaseID,cause,what is wrong\r\n${`b/children.csv,mapping.bad-date,${issue.message}\r\n`.repeat(2)}`,
    );
    expect(await readRecipe(join(parent, name))).toEqual({
      ...recipe,
      kept: [
        { file: 'children.csv', input: 'children', format: 'csv' },
        { file: 'children-2.csv', input: 'children', format: 'csv' },
      ],
      taken: [],
    });
  });

  test('says anew what is wrong with a row that comes from a quarantine itself', async () => {
    const parent = newFolder();
    const columns = ['cause', 'cause', 'what is wrong'];
    await keep(parent, [{ place, issues: [issue], columns, values: ['1', 'other.cause', 'something else'] }]);
    expect(readFileSync(join(parent, name, 'children.csv'), 'utf8')).toBe(
      `\u{FEFF}cause,cause,what is wrong\r\n1,mapping.bad-date,${issue.message}\r\n`,
    );
  });

  test('keeps only what is wrong of rows that have no columns', async () => {
    const parent = newFolder();
    await keep(parent, [{ place: { file: 'a.xml', row: 3 }, issues: [issue] }]);
    expect(readdirSync(join(parent, name)).sort()).toEqual(['issues.csv', 'replay.json']);
    expect(readFileSync(join(parent, name, 'issues.csv'), 'utf8')).toContain('\r\n,,a.xml,3,,DOB,');
  });

  test('lets nobody but the owner read, and deletes what is older than thirty days', async () => {
    const parent = newFolder();
    for (const folder of [join(parent, '2026-09-01T02-00-00'), join(parent, 'notes')]) {
      mkdirSync(folder);
      utimesSync(folder, now, new Date('2026-09-01T02:00:00Z'));
    }
    await keep(parent, [{ place, issues: [issue], columns: ['CaseID'], values: ['1'] }]);
    expect(readdirSync(parent)).toEqual([name, 'notes']);
    expect([modeOf(join(parent, name)), modeOf(join(parent, name, 'children.csv'))]).toEqual(['700', '600']);
  });

  test('keeps two runs of one second apart', async () => {
    const parent = newFolder();
    const row = { place, issues: [issue], columns: ['CaseID'], values: ['1'] };
    await keep(parent, [row]);
    await keep(parent, [row]);
    expect(readdirSync(parent)).toEqual([name, `${name}-2`]);
  });

  test('makes no folder when nothing is wrong', async () => {
    const parent = newFolder();
    await keep(parent);
    expect(readdirSync(parent)).toEqual([]);
  });
});

describe('createRecordFile', () => {
  const record: CanonicalRecord = {
    source: { system: 'northmere-ics', recordId: '1', suppliedAt: '2026-11-20T02:00:00Z' },
    operation: 'withdraw',
    completeness: 'full',
  };

  test('appears whole, one record a line, for its owner alone', async () => {
    const folder = newFolder();
    const path = join(folder, 'records.ndjson');
    const file = await createRecordFile(path);
    await file.write([record, record]);
    await file.write([record]);
    expect(readdirSync(folder)).toEqual(['records.ndjson.unfinished']);
    await file.finish();
    expect(readFileSync(path, 'utf8')).toBe(`${JSON.stringify(record)}\n`.repeat(3));
    expect(modeOf(path)).toBe('600');
  });

  test('leaves an earlier file alone when the run fails', async () => {
    const path = join(newFolder(), 'records.ndjson');
    const first = await createRecordFile(path);
    await first.write([record]);
    await first.finish();
    const second = await createRecordFile(path);
    await second.write([record, record]);
    await second.discard();
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(2);
  });
});
