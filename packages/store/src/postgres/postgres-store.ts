import type { Store } from '@contactpoint/directory';
import { migrate } from './migrate.ts';
import { directoryTables, keyTables } from './migrations/0001-directory.ts';
import { createPostgresReaders } from './postgres-readers.ts';
import { createPostgresSession } from './postgres-session.ts';
import { createPostgresWriter } from './postgres-writer.ts';
import { createGroupRunner } from './run-group.ts';

/** Where a directory's databases are. */
export interface PostgresStoreOptions {
  /**
   * The database of all data: `postgres://user:password@host:port/database`. What it leaves out is taken from
   * PGHOST, PGUSER, PGPASSWORD and so on.
   */
  readonly url: string;
  /** The database of the data keys, never the same, to be left out of backups of the data. */
  readonly keysUrl: string;
  /** Reads at the same time; 4 unless said. */
  readonly readers?: number;
}

/** A store in PostgreSQL. */
export interface PostgresStore extends Store {
  /** Whether the database of data was empty before this call made its tables. */
  readonly isNew: boolean;
}

const READERS = 4;

/**
 * A directory's store in two PostgreSQL databases, held by any number of processes at once: changes serialisable
 * and on disk before they are answered, ready ones of a process committed together, reads on one snapshot each.
 * Both databases must exist; their tables are made. Throws `database.*` errors.
 */
export async function openPostgresStore({
  url,
  keysUrl,
  readers: count = READERS,
}: PostgresStoreOptions): Promise<PostgresStore> {
  await migrate({ url: keysUrl }, { part: 'keys', migrations: [keyTables] });
  const isNew = await migrate({ url }, { part: 'data', migrations: [directoryTables] });
  const sessions = {
    data: createPostgresSession({ url }),
    keys: createPostgresSession({ url: keysUrl }),
  };
  const writer = createPostgresWriter(createGroupRunner(sessions));
  const readers = createPostgresReaders({ url, keysUrl, count });
  const close = async (): Promise<void> => {
    await writer.finish();
    await Promise.all([readers.close(), sessions.data.close(), sessions.keys.close()]);
  };
  let closed: Promise<void> | undefined;
  const requireOpen = (): void => {
    if (closed !== undefined) throw new Error('The store is closed.');
  };
  return {
    isNew,
    read: async (work) => {
      requireOpen();
      return readers.run(work);
    },
    write: async (work) => {
      requireOpen();
      return writer.run(work);
    },
    close: () => (closed ??= close()),
  };
}
