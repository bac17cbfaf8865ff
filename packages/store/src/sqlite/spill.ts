import { DatabaseSync } from 'node:sqlite';
import type { Spill } from '@contactpoint/adapter';

/** Kept in memory; everything beyond it goes to disk. */
const CACHE_IN_KIB = 16 * 1024;

const SCHEMA = `
  create table spilled (seq integer primary key, tab text not null, key text not null, row text not null) strict;
  create table asked (tab text not null, key text not null, primary key (tab, key)) strict, without rowid;
`;

/**
 * Rows that wait to be joined, on disk. The database has no name: SQLite makes its file where nobody can open it
 * and takes it away with the connection, however the process ends.
 */
export async function openSqliteSpill(): Promise<Spill> {
  const database = new DatabaseSync('');
  // Nothing here outlives the process, so nothing is logged or waited for.
  database.exec('pragma journal_mode = off');
  database.exec('pragma synchronous = off');
  database.exec(`pragma cache_size = -${CACHE_IN_KIB}`);
  database.exec(SCHEMA);
  const put = database.prepare('insert into spilled (tab, key, row) values (?, ?, ?)');
  const get = lazily(() => {
    // Sorting once is several times as fast as keeping an index in order while rows come in.
    database.exec('create index spilled_key on spilled (tab, key)');
    return database.prepare(`
      select asked.key as at, spilled.row as row
      from json_each(?) as asked cross join spilled on spilled.tab = ? and spilled.key = asked.value
      order by asked.key, spilled.seq`);
  });
  const ask = database.prepare('insert or ignore into asked (tab, key) select ?, value from json_each(?)');
  const unasked = database.prepare(`
    select count(*) as count from spilled
    where tab = ? and not exists (select 1 from asked where asked.tab = spilled.tab and asked.key = spilled.key)`);
  return {
    async put(rows) {
      database.exec('begin');
      for (const { table, key, row } of rows) put.run(table, key, row);
      database.exec('commit');
    },
    async get(table, keys) {
      const list = JSON.stringify(keys);
      const found = keys.map((): string[] => []);
      for (const { at, row } of get().iterate(list, table)) found[Number(at)]?.push(String(row));
      ask.run(table, list);
      return found;
    },
    unasked: async (table) => Number(unasked.get(table)?.['count']),
    async close() {
      database.close();
    },
  };
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
