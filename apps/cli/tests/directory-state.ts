import { DatabaseSync } from 'node:sqlite';

/** Tables whose rows say what the directory holds, not how often it was asked. */
const HELD = {
  record: 'state, answer',
  child: 'state, shielded, walled',
  member: '1',
  review: 'kind, state',
  match_key: '1',
  search_key: '1',
} as const;

/**
 * How many rows of each kind a directory's database holds: what two directories can be compared by, for all
 * else is sealed.
 */
export function countRows(file: string): Readonly<Record<string, readonly unknown[]>> {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return Object.fromEntries(
      Object.entries(HELD).map(([table, kinds]) => [
        table,
        database
          .prepare(`select ${kinds}, count(*) as rows from ${table} group by ${kinds} order by ${kinds}`)
          .all(),
      ]),
    );
  } finally {
    database.close();
  }
}
