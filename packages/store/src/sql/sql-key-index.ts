import type { IndexHit, SearchKeyIndex } from '@contactpoint/directory';
import { forTexts, type SqlConnection, toList } from './sql-connection.ts';

/** From blinded keys to children, in a table of two columns. */
export function createSqlKeyIndex(connection: SqlConnection, table: string): SearchKeyIndex {
  const { words } = connection;
  const list = words.elements(words.parameter(1));
  const add = `insert into ${table} (key, child_id) select value ->> 0, value ->> 1 from ${list}`;
  // A key is read no further than its cap, however many children share it.
  const capped = `select child_id from ${table} t where t.key = asked.value order by child_id limit ${words.parameter(2)}`;
  const find = `select value as key, (select ${words.arrayOf('child_id')} from (${capped}) c) as children from ${words.texts(words.parameter(1))} asked`;
  const remove = `delete from ${table} where (key, child_id) in (select value ->> 0, value ->> 1 from ${list})`;
  const forChildren = forTexts(
    connection,
    (isAmong) => `select key, child_id from ${table} where child_id ${isAmong}`,
  );
  return {
    change: async ({ added, removed }) => {
      if (removed.length > 0) await connection.run(remove, [toList(removed)]);
      if (added.length > 0) await connection.run(add, [toList(added)]);
    },
    find: async (keys, cap) => {
      if (keys.length === 0) return [];
      const rows = await connection.all<FoundRow>(find, [toList([...new Set(keys)]), cap + 1]);
      const byKey = new Map(rows.map(({ key, children }) => [key, JSON.parse(children) as string[]]));
      return keys.map((key) => toHit(byKey.get(key) ?? [], cap));
    },
    ofChildren: async (childIds) => {
      if (childIds.length === 0) return [];
      const rows = await connection.all<KeyRow>(...forChildren(childIds));
      const byChild = Map.groupBy(rows, ({ child_id }) => child_id);
      return childIds.map((childId) => (byChild.get(childId) ?? []).map(({ key }) => key));
    },
  };
}

interface FoundRow {
  readonly key: string;
  /** A JSON array. */
  readonly children: string;
}
interface KeyRow {
  readonly key: string;
  readonly child_id: string;
}

function toHit(childIds: readonly string[], cap: number): IndexHit {
  return childIds.length > cap ? { childIds: [], crowded: true } : { childIds, crowded: false };
}
