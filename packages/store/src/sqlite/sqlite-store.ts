import type { DatabaseSync } from 'node:sqlite';
import type { Store } from '@contactpoint/directory';
import { createSqlTransaction } from '../sql/sql-transaction.ts';
import { createGroupCommit } from './group-commit.ts';
import { directoryTables, keyTables } from './migrations/0001-directory.ts';
import { reviewColumns } from './migrations/0002-reviews.ts';
import { discrepancyTable } from './migrations/0003-discrepancies.ts';
import { withoutSubmission } from './migrations/0004-record-submission.ts';
import { deathTable } from './migrations/0005-deaths.ts';
import { openDatabase, openReader } from './open-database.ts';
import { createSqliteConnection } from './sqlite-connection.ts';

const MIGRATIONS = [directoryTables, reviewColumns, discrepancyTable, withoutSubmission, deathTable];

/** Where a directory's databases lie. */
export interface SqliteStoreOptions {
  /** The file of all data. */
  readonly file: string;
  /** The file of the data keys, to be left out of backups of the data; by default beside it with `.keys`. */
  readonly keyFile?: string;
}

/**
 * A directory's store in two SQLite files: one writer that commits ready changes together, every commit on disk
 * before it is answered, readers that wait for nobody. One process holds it at a time.
 */
export function openSqliteStore({ file, keyFile = `${file}.keys` }: SqliteStoreOptions): Store {
  const keys = openDatabase({ path: keyFile, migrations: [keyTables], exclusive: true });
  const data = openDatabase({ path: file, migrations: MIGRATIONS });
  const reader = openReader(file);
  const keyConnection = createSqliteConnection(keys);
  const transaction = createSqlTransaction({ data: createSqliteConnection(data), keys: keyConnection });
  const view = createSqlTransaction({ data: createSqliteConnection(reader), keys: keyConnection });
  const writer = createGroupCommit({ data, keys });
  const readInTurn = createSnapshots(reader);
  return {
    read: (work) => readInTurn(() => work(view)),
    write: (work) => writer.run(() => work(transaction)),
    close: async () => {
      await writer.finish();
      await readInTurn(async () => undefined);
      for (const database of [reader, data, keys]) database.close();
    },
  };
}

/** One snapshot after another on the reading connection. */
function createSnapshots(reader: DatabaseSync): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(async () => {
      reader.exec('begin');
      try {
        return await work();
      } finally {
        reader.exec('commit');
      }
    });
    last = turn.catch(() => undefined);
    return turn;
  };
}
