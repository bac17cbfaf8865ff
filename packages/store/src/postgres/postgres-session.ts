import type pg from 'pg';
import type { SqlConnection, SqlValue } from '../sql/sql-connection.ts';
import { openClient, type PostgresAddress, type PostgresLine } from './open-client.ts';
import { POSTGRES_WORDS } from './postgres-words.ts';

/**
 * One connection to PostgreSQL, opened again when it was lost. Statements go out without waiting for the answers
 * to those before them; the server answers them in order.
 */
export interface PostgresSession {
  readonly connection: SqlConnection;
  /** To be called before each use: connects where there is no connection. Throws `database.*` errors. */
  open(): Promise<void>;
  /** Sends statements that nobody waits for: what they come to shows at the next commit. */
  send(statements: string): void;
  /** The first failure since the last commit or rollback. */
  failure(): unknown;
  /** Resolves once all that was sent is durable; throws the first failure. */
  commit(): Promise<void>;
  /** Undoes what was not committed; a connection on which that fails is given up. */
  rollback(): Promise<void>;
  close(): Promise<void>;
}

/** A session that connects when it is first opened. */
export function createPostgresSession(address: PostgresAddress): PostgresSession {
  let line: PostgresLine | undefined;
  let failure: unknown;
  let opens = 0;
  const query = <T extends pg.QueryConfig | string>(statement: T): Promise<pg.QueryResult> => {
    const answer = line ? sendOver(line, statement) : Promise.reject(new Error('There is no connection.'));
    answer.catch((error: unknown) => {
      failure ??= error;
    });
    return answer;
  };
  const giveUp = async (): Promise<void> => {
    const lost = line;
    line = undefined;
    await lost?.client.end().catch(() => undefined);
  };
  return {
    connection: createPipelined(query, () => failure),
    open: async () => {
      failure = undefined;
      if (line === undefined) {
        const opened = await openClient(address, () => {
          if (line === opened) line = undefined;
        });
        line = opened;
      }
      opens += 1;
      // A plan made while a table was small need not do when it is large: it is made again each time they double.
      if ((opens & (opens - 1)) === 0) void query('discard plans');
    },
    send: (statements) => void query(statements),
    failure: () => failure,
    commit: async () => {
      const { command } = await query('commit').catch((error: unknown) => {
        throw failure ?? error;
      });
      if (failure !== undefined) throw failure;
      // A transaction that failed is rolled back in silence.
      if (command !== 'COMMIT') throw new Error('PostgreSQL did not commit.');
    },
    rollback: async () => {
      await query('rollback').catch(giveUp);
      failure = undefined;
    },
    close: giveUp,
  };
}

/** Statements of one turn of the program leave together: a packet costs more than most of them. */
function sendOver(
  { client, socket }: PostgresLine,
  statement: pg.QueryConfig | string,
): Promise<pg.QueryResult> {
  if (socket.writableCorked === 0) {
    socket.cork();
    process.nextTick(() => socket.uncork());
  }
  return client.query(statement);
}

type Query = (statement: pg.QueryConfig | string) => Promise<pg.QueryResult>;

/** Longer texts insert many rows: parsing them again costs little beside that, and keeping them costs memory. */
const LONGEST_PREPARED = 1_500;

/** Statements over this one connection. Whoever has the session begins and commits. */
function createPipelined(query: Query, failure: () => unknown): SqlConnection {
  const names = new Map<string, string>();
  const nameOf = (text: string): string => {
    const name = names.get(text) ?? `s${names.size + 1}`;
    names.set(text, name);
    return name;
  };
  const send = (text: string, parameters: readonly SqlValue[]): Promise<pg.QueryResult> => {
    const name = text.length > LONGEST_PREPARED ? {} : { name: nameOf(text) };
    return query({ ...name, text, values: [...parameters] });
  };
  return {
    words: POSTGRES_WORDS,
    all: async <Row>(text: string, parameters: readonly SqlValue[] = []) => {
      try {
        return (await send(text, parameters)).rows as readonly Row[];
      } catch (error) {
        // Behind a statement that failed, every other one fails for that reason alone.
        throw failure() ?? error;
      }
    },
    run: async (text, parameters = []) => void send(text, parameters),
  };
}
