import type { Place } from '@contactpoint/contract';
import type { Layout, SourceRecord, Spill } from '../ports.ts';

/** The rows of one joined input by key. */
export interface JoinTable {
  add(rows: readonly { readonly key: string; readonly record: SourceRecord }[]): Promise<void>;
  /** The rows of each key, in the order they were read. */
  get(keys: readonly string[]): Promise<readonly (readonly SourceRecord[])[]>;
  /** Rows whose key was never asked for. */
  unasked(): Promise<number>;
}

/** Rows in memory. */
export function createMemoryTable(): JoinTable {
  const rows = new Map<string, { readonly records: SourceRecord[]; asked: boolean }>();
  return {
    add(added) {
      for (const { key, record } of added) {
        const found = rows.get(key);
        if (found) found.records.push(record);
        else rows.set(key, { records: [record], asked: false });
      }
      return Promise.resolve();
    },
    get(keys) {
      return Promise.resolve(
        keys.map((key) => {
          const found = rows.get(key);
          if (!found) return [];
          found.asked = true;
          return found.records;
        }),
      );
    },
    unasked() {
      let count = 0;
      for (const { records, asked } of rows.values()) if (!asked) count += records.length;
      return Promise.resolve(count);
    },
  };
}

/** Rows in a spill, for inputs that memory does not hold. */
export function createSpilledTable(table: string, spill: Spill): JoinTable {
  let layout: Layout | undefined;
  return {
    add(added) {
      layout ??= added[0]?.record.layout;
      return spill.put(
        added.map(({ key, record }) => ({ table, key, row: JSON.stringify([record.place, record.data]) })),
      );
    },
    async get(keys) {
      const found = await spill.get(table, keys);
      return found.map((rows) => rows.map((row) => toRecord(row, layout)));
    },
    unasked: () => spill.unasked(table),
  };
}

function toRecord(row: string, layout: Layout | undefined): SourceRecord {
  const [place, data] = JSON.parse(row) as [Place, readonly (string | null)[]];
  if (!layout) throw new TypeError('A spilled row has no layout.');
  return { place, layout, data: data.map((text) => text ?? undefined) };
}
