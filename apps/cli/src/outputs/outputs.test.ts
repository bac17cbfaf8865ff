import { mkdtempSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CanonicalRecord } from '@contactpoint/contract';
import { createIssue } from '@contactpoint/contract';
import { describe, expect, test } from 'vitest';
import { createFileQuarantine } from './file-quarantine.ts';
import { createRecordFile } from './record-file.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'contactpoint-test-'));
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe('createFileQuarantine', () => {
  const now = new Date('2026-11-20T02:00:00Z');
  const place = { file: 'exports/children.csv', row: 17, line: 18 };
  const issue = createIssue('mapping.bad-date', { place: { ...place, column: 'DOB' } });

  test('keeps rows in the layout of their file, and says what is wrong with which', async () => {
    const quarantine = createFileQuarantine(newFolder(), now);
    const columns = ['CaseID', 'Name', 'DOB'];
    await quarantine.put([{ place, issues: [issue], columns, values: ['1', 'O"Neill, Siân', undefined] }]);
    await quarantine.put([
      { place: { ...place, row: 20 }, issues: [], columns, values: ['2', 'Ann', '31/02/2014'] },
    ]);
    await quarantine.close();
    expect(quarantine.folder).toMatch(/2026-11-20T02-00-00$/);
    expect(readFileSync(join(quarantine.folder, 'children.csv'), 'utf8')).toBe(
      'CaseID,Name,DOB\r\n1,"O""Neill, Siân",\r\n2,Ann,31/02/2014\r\n',
    );
    const [, first = ''] = readFileSync(join(quarantine.folder, 'issues.csv'), 'utf8').split('\r\n');
    expect(first).toMatch(/^children\.csv,1,exports\/children\.csv,17,18,DOB,mapping\.bad-date,/);
  });

  test('keeps unreadable rows byte for byte', async () => {
    const quarantine = createFileQuarantine(newFolder(), now);
    const raw = Uint8Array.of(0x22, 0x53, 0x92, 0x0d, 0x0a);
    await quarantine.put([{ place, issues: [issue], raw }]);
    await quarantine.close();
    const kept = readFileSync(join(quarantine.folder, 'children.csv.unreadable'));
    expect(kept.equals(raw)).toBe(true);
  });

  test('lets nobody but the owner read, and deletes what is older than thirty days', async () => {
    const parent = newFolder();
    const old = join(parent, '2026-09-01T02-00-00');
    const other = join(parent, 'notes');
    for (const folder of [old, other]) {
      mkdirSync(folder);
      utimesSync(folder, now, new Date('2026-09-01T02:00:00Z'));
    }
    const quarantine = createFileQuarantine(parent, now);
    await quarantine.put([{ place, issues: [issue], columns: ['CaseID'], values: ['1'] }]);
    await quarantine.close();
    expect(readdirSync(parent)).toEqual(['2026-11-20T02-00-00', 'notes']);
    expect([modeOf(quarantine.folder), modeOf(join(quarantine.folder, 'children.csv'))]).toEqual([
      '700',
      '600',
    ]);
  });

  test('makes no folder when nothing is wrong', async () => {
    const parent = newFolder();
    await createFileQuarantine(parent, now).close();
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
