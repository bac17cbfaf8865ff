import type { StoreView } from '@contactpoint/directory';
import type { SqlConnection } from '../sql/sql-connection.ts';
import { createSqlTransaction } from '../sql/sql-transaction.ts';
import { createPostgresSession, type PostgresSession } from './postgres-session.ts';

/** Where to read. */
export interface ReaderOptions {
  readonly url: string;
  readonly keysUrl: string;
  /** Snapshots at the same time; each has a connection, and a second one once it reads a key. */
  readonly count: number;
}

/** Reads, each on one snapshot, as many at once as there are connections. */
export interface PostgresReaders {
  run<T>(work: (view: StoreView) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

interface Reader {
  readonly data: PostgresSession;
  readonly keys: PostgresSession;
  readonly view: StoreView;
}

/** Connections for reading, opened when they are first needed. */
export function createPostgresReaders({ url, keysUrl, count }: ReaderOptions): PostgresReaders {
  const readers = Array.from({ length: count }, () => createReader(url, keysUrl));
  const free = [...readers];
  const waiting: ((reader: Reader) => void)[] = [];
  const take = async (): Promise<Reader> =>
    free.pop() ?? new Promise<Reader>((resolve) => void waiting.push(resolve));
  const giveBack = (reader: Reader): void => {
    const next = waiting.shift();
    if (next) next(reader);
    else free.push(reader);
  };
  return {
    run: async (work) => {
      const reader = await take();
      try {
        return await readOnce(reader, work);
      } finally {
        giveBack(reader);
      }
    },
    close: async () => {
      // Reads under way end first.
      await Promise.all(readers.map(take));
      await Promise.all(readers.flatMap(({ data, keys }) => [data.close(), keys.close()]));
    },
  };
}

function createReader(url: string, keysUrl: string): Reader {
  const [data, keys] = [createPostgresSession({ url }), createPostgresSession({ url: keysUrl })];
  return {
    data,
    keys,
    view: createSqlTransaction({ data: data.connection, keys: openedFirst(keys) }),
  };
}

async function readOnce<T>({ data, view }: Reader, work: (view: StoreView) => Promise<T>): Promise<T> {
  await data.open();
  data.send('begin isolation level repeatable read, read only');
  try {
    const answer = await work(view);
    data.send('commit');
    return answer;
  } catch (error) {
    await data.rollback();
    throw error;
  }
}

/** A connection that few need. Keys need no snapshot: they are there before what is sealed with them. */
function openedFirst(session: PostgresSession): SqlConnection {
  const { words, all, run } = session.connection;
  return {
    words,
    all: async (text, parameters) => {
      await session.open();
      return all(text, parameters);
    },
    run,
  };
}
