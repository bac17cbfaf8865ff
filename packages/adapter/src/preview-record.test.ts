import { createIssue } from '@contactpoint/contract';
import { describe, expect, test } from 'vitest';
import { parseMapping } from './mapping/parse-mapping.ts';
import { createMemorySource } from './memory-source.ts';
import type { Source } from './ports.ts';
import { previewRecord } from './preview-record.ts';

const MAPPING = `
mapping: 1
name: Case list
source: { system: northmere-ics }
inputs:
  children: { format: csv, file: children.csv }
record: { each: children, id: CaseID }
child:
  names: [{ use: current, family: Surname }]
`;

/** A file whose second row cannot be read. */
function withUnreadable(): Source {
  const rows = ['1', '3', '4'].map((id) => ({ CaseID: id, Surname: 'Vale' }));
  const readable = createMemorySource(rows, { file: 'children.csv' });
  const place = { file: 'children.csv', row: 2 };
  const issue = createIssue('csv.ragged-row', { place, values: { columns: 1, expected: 2 } });
  return {
    ...readable,
    async *read(options) {
      for await (const { records } of readable.read(options)) {
        const moved = records.map((record, index) => ({
          ...record,
          place: { ...record.place, row: index === 0 ? 1 : index + 2 },
        }));
        yield { records: moved, unreadable: [{ place, issue, raw: Uint8Array.of(0x32) }], issues: [] };
      }
    },
  };
}

function preview(row: number) {
  const { mapping } = parseMapping(MAPPING, { file: 'm.yaml' });
  const sources = new Map([['children', withUnreadable()]]);
  return previewRecord(mapping!, { sources, row, suppliedAt: '2026-11-20T02:00:00Z' });
}

describe('previewRecord', () => {
  test.each([
    [1, '1'],
    [3, '3'],
    [4, '4'],
  ])('shows as row %i the row that a report calls so', async (row, recordId) => {
    const found = await preview(row);
    expect([found?.place.row, found?.record?.source.recordId]).toEqual([row, recordId]);
  });

  test('says of a row that cannot be read why', async () => {
    const found = await preview(2);
    expect(found).toMatchObject({ place: { row: 2 }, row: [], blocked: true, leftOut: false });
    expect(found?.issues.map(({ code }) => code)).toEqual(['csv.ragged-row']);
  });

  test('knows no row beyond the last', async () => {
    expect(await preview(5)).toBeUndefined();
  });
});
