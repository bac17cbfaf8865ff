import type { StoreTransaction } from '@contactpoint/directory';
import type { SqlConnection } from '../sql/sql-connection.ts';
import { createSqlTransaction } from '../sql/sql-transaction.ts';
import type { Waiting } from '../sql/work-queue.ts';
import type { PostgresSession } from './postgres-session.ts';

/** The two databases that a change writes to. */
export interface WriterSessions {
  readonly data: PostgresSession;
  readonly keys: PostgresSession;
}

/** How to answer each who waits, in order. */
export type Answers = readonly (() => void)[];

/**
 * Whoever writes holds this table, together with others or, after a conflict, alone. It is taken before the
 * snapshot, so that whoever waited for it sees what it waited for.
 */
const TURNS = { shared: 'row exclusive', alone: 'exclusive' } as const;

/** Whether other processes may write at the same time. */
export type Turn = keyof typeof TURNS;

/** Runs works in one transaction. */
export interface GroupRunner {
  /** Resolves with the answers once all is durable. Throws what a statement came to: then nothing is kept. */
  attempt(group: readonly Waiting<StoreTransaction>[], turn: Turn): Promise<Answers>;
  /** Leaves no trace of an attempt that failed. */
  undo(): Promise<void>;
}

/**
 * Runs works over the two sessions. Keys commit before what is sealed with them: a key without data opens nothing,
 * and data without its key would be lost.
 */
export function createGroupRunner({ data, keys }: WriterSessions): GroupRunner {
  const ofKeys = createLazyTransaction(keys);
  const transaction = createSqlTransaction({ data: data.connection, keys: ofKeys.connection });

  const runOne = async ({ work, resolve, reject }: Waiting<StoreTransaction>): Promise<() => void> => {
    try {
      const value = await work(transaction);
      return () => resolve(value);
    } catch (error) {
      const failure = data.failure() ?? keys.failure();
      if (failure !== undefined) throw failure;
      data.send('rollback to work');
      return () => reject(error);
    }
  };
  const runAll = async (group: readonly Waiting<StoreTransaction>[]): Promise<Answers> => {
    const answers: (() => void)[] = [];
    for (const waiting of group) {
      data.send(answers.length === 0 ? 'savepoint work' : 'release work; savepoint work');
      answers.push(await runOne(waiting));
    }
    return answers;
  };
  const runAlone = async ({ work, resolve }: Waiting<StoreTransaction>): Promise<Answers> => {
    const value = await work(transaction);
    return [() => resolve(value)];
  };
  return {
    attempt: async (group, turn) => {
      await Promise.all([data.open(), keys.open()]);
      data.send(`begin isolation level serializable; lock table writing in ${TURNS[turn]} mode`);
      const [first] = group;
      const answers = first && group.length === 1 ? await runAlone(first) : await runAll(group);
      await ofKeys.commit();
      await data.commit();
      return answers;
    },
    undo: async () => {
      await Promise.all([data.rollback(), ofKeys.rollback()]);
    },
  };
}

/**
 * Two processes wait for one key only where both make it at once. A wait counts as a conflict: no server sees a
 * deadlock across two databases.
 */
const BEGIN_KEYS = `begin isolation level repeatable read; set local lock_timeout = '300ms'`;

/** The keys of a group, in a transaction that begins with the first statement: most groups need none. */
function createLazyTransaction(session: PostgresSession) {
  const { connection } = session;
  let state: 'none' | 'reads' | 'writes' = 'none';
  const begin = (next: 'reads' | 'writes'): void => {
    if (state === 'none') session.send(BEGIN_KEYS);
    if (state !== 'writes') state = next;
  };
  const lazy: SqlConnection = {
    words: connection.words,
    all: (text, parameters) => {
      begin('reads');
      return connection.all(text, parameters);
    },
    run: (text, parameters) => {
      begin('writes');
      return connection.run(text, parameters);
    },
  };
  return {
    connection: lazy,
    commit: async (): Promise<void> => {
      const ended = state;
      state = 'none';
      if (ended === 'writes') await session.commit();
      if (ended === 'reads') session.send('commit');
    },
    rollback: async (): Promise<void> => {
      state = 'none';
      await session.rollback();
    },
  };
}
