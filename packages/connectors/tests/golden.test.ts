import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { SourceRecord } from '@contactpoint/adapter';
import { describe, expect, it } from 'vitest';
import { FORMATS, openFormat, type Format } from '../src/index.ts';
import { createMemoryFile } from './memory-file.ts';

const ROOT = join(import.meta.dirname, '../../../test-fixtures');

/** What one record must give: a text for each field, a list of such for each repeated group, null for nothing. */
interface ExpectedRecord {
  readonly place?: Readonly<Record<string, unknown>>;
  readonly [path: string]: unknown;
}
interface Expected {
  readonly options?: Readonly<Record<string, string>>;
  readonly records: readonly ExpectedRecord[];
  readonly unreadable?: readonly {
    readonly code: string;
    readonly place?: Readonly<Record<string, unknown>>;
  }[];
  /** Codes of the issues about the file. */
  readonly issues?: readonly string[];
  /** Code of the error that ends the reading. */
  readonly error?: string | undefined;
}
type Found = Omit<Expected, 'options'>;

const CASES = Object.keys(FORMATS).flatMap((format) => findCases(format).map((name) => ({ format, name })));

describe('fixtures', () => {
  it.for(CASES)('$format: $name', async ({ format, name }) => {
    const folder = join(ROOT, format, name);
    const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected;
    const input = readdirSync(folder).find((file) => file.startsWith('input.'))!;
    const { options = {}, ...want } = expected;
    const reader = await openFormat({ format, options });
    const found = await readFixture(reader, readFileSync(join(folder, input)), want);
    expect(found).toEqual({ unreadable: [], issues: [], error: undefined, ...want });
  });
});

/** Folders below `test-fixtures/<format>` that hold an expected.json. */
function findCases(format: string): string[] {
  const root = join(ROOT, format);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => basename(file) === 'expected.json')
    .map(dirname)
    .sort();
}

/** What the file gives, told in the terms of what is expected of it. */
async function readFixture(reader: Format, bytes: Uint8Array, expected: Found): Promise<Found> {
  const records: ExpectedRecord[] = [];
  const unreadable: NonNullable<Found['unreadable']>[number][] = [];
  const issues: string[] = [];
  let error: string | undefined;
  try {
    for await (const batch of reader.read(createMemoryFile(bytes))) {
      for (const record of batch.records)
        records.push(describeRecord(record, expected.records[records.length]));
      for (const row of batch.unreadable) {
        const place = pick(row.place, expected.unreadable?.[unreadable.length]?.place);
        unreadable.push({ code: row.issue.code, ...(place && { place }) });
      }
      issues.push(...batch.issues.map((issue) => issue.code));
    }
  } catch (thrown) {
    error = (thrown as { readonly code?: string }).code;
    if (error === undefined) throw thrown;
  }
  return { records, unreadable, issues, error };
}

function describeRecord(record: SourceRecord, like: ExpectedRecord = {}): ExpectedRecord {
  const entries = Object.entries(like).map(([path, want]) => {
    if (path === 'place') return [path, pick(record.place, want as object)];
    if (!Array.isArray(want)) return [path, record.layout.field(path)?.(record) ?? null];
    const items = record.layout.list(path)?.(record) ?? [];
    return [path, items.map((item, index) => describeRecord(item, want[index] as ExpectedRecord))];
  });
  return Object.fromEntries(entries) as ExpectedRecord;
}

function pick(place: object, like: object | undefined): Readonly<Record<string, unknown>> | undefined {
  return like && Object.fromEntries(Object.entries(place).filter(([name]) => name in like));
}
