import { mkdtempSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { QuarantinedRow } from '@contactpoint/adapter';
import { createIssue, type CanonicalRecord } from '@contactpoint/contract';
import { describe, expect, test } from 'vitest';
import { createFileQuarantine } from './file-quarantine.ts';
import { createRecordFile } from './record-file.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'contactpoint-test-'));
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe('createFileQuarantine', () => {
  const now = new Date('2026-11-20T02:00:00Z');
  const name = '2026-11-20T02-00-00';
  const place = { file: 'exports/children.csv', row: 17, line: 18 };
  const issue = createIssue('mapping.bad-date', { place: { ...place, column: 'DOB' } });
  const keep = async (parent: string, ...batches: readonly (readonly QuarantinedRow[])[]) => {
    const quarantine = createFileQuarantine(parent, now);
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
      'CaseID,Name,DOB\r\n1,"O""Neill, Siân",\r\n2,Ann,31/02/2014\r\n',
    );
    const [, first = ''] = readFileSync(join(parent, name, 'issues.csv'), 'utf8').split('\r\n');
    expect(first).toMatch(/^children\.csv,1,exports\/children\.csv,17,18,DOB,mapping\.bad-date,/);
  });

  test('keeps unreadable rows byte for byte', async () => {
    const parent = newFolder();
    const raw = Uint8Array.of(0x22, 0x53, 0x92, 0x0d, 0x0a);
    await keep(parent, [{ place, issues: [issue], raw }]);
    expect(readFileSync(join(parent, name, 'children.csv.unreadable')).equals(raw)).toBe(true);
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
