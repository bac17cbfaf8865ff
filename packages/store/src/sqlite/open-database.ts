import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { createError } from '@contactpoint/contract';

/** A database file with the changes that bring it to its present form, oldest first. */
export interface DatabaseFile {
  readonly path: string;
  readonly migrations: readonly string[];
  /** Whether to hold the file so that no other connection may open it. */
  readonly exclusive?: boolean;
}

/** Pages of the write-ahead log after which it is taken into the file: about 40 MB. */
const PAGES_A_CHECKPOINT = 10_000;

/** Opens a file for writing, alone: every commit reaches the disk before it returns. */
export function openDatabase({ path, migrations, exclusive = false }: DatabaseFile): DatabaseSync {
  // SQLite gives its log and index the mode of the file: nobody but its owner reads any of them.
  closeSync(openSync(path, 'a', 0o600));
  const database = new DatabaseSync(path);
  try {
    prepare(database, exclusive);
    migrate(database, migrations);
  } catch (error) {
    database.close();
    throw isBusy(error) ? createError('directory.store-in-use', { cause: error }) : error;
  }
  return database;
}

function prepare(database: DatabaseSync, exclusive: boolean): void {
  if (exclusive) database.exec('pragma locking_mode = exclusive');
  database.exec('pragma journal_mode = wal');
  database.exec('pragma synchronous = full');
  database.exec(`pragma wal_autocheckpoint = ${PAGES_A_CHECKPOINT}`);
  database.exec('pragma cache_size = -65536');
  database.exec('pragma secure_delete = on');
}

/** SQLITE_BUSY: another process holds the file. */
const isBusy = (error: unknown): boolean => (error as { readonly errcode?: number }).errcode === 5;

/** Opens the same file for reading only. */
export function openReader(path: string): DatabaseSync {
  return new DatabaseSync(path, { readOnly: true });
}

function migrate(database: DatabaseSync, migrations: readonly string[]): void {
  const { user_version: version } = database.prepare('pragma user_version').get() as { user_version: number };
  if (version > migrations.length)
    throw new Error('The database was written by a newer version of this program.');
  migrations.slice(version).forEach((sql, at) => {
    database.exec(`begin immediate; ${sql} pragma user_version = ${version + at + 1}; commit;`);
  });
}
