import type { StoreTransaction } from '@contactpoint/directory';
import { createSqlTransaction } from '../sql/sql-transaction.ts';
import type { SqlConnection } from '../sql/sql-connection.ts';
import { isConflict, isRefusal } from './explain-failure.ts';
import type { PostgresSession } from './postgres-session.ts';

/** Runs pieces of work one after another, each atomic, and commits those that are ready together. */
export interface PostgresWriter {
  /** Resolves once the work is durable. */
  run<T>(work: (transaction: StoreTransaction) => Promise<T>): Promise<T>;
  /** Waits for everything that was asked for. */
  finish(): Promise<void>;
}

/** The two databases that a change writes to. */
export interface WriterSessions {
  readonly data: PostgresSession;
  readonly keys: PostgresSession;
}

/** Works that one commit takes at most: more would hardly share its cost further, and would conflict with more. */
const WORKS_A_COMMIT = 16;

/** The second time nobody else writes, so that more than two are hardly ever needed. */
const ATTEMPTS = 5;

/**
 * Whoever writes holds this table, together with others or, after a conflict, alone. It is taken before the
 * snapshot, so that whoever waited for it sees what it waited for.
 */
const TURNS = { shared: 'row exclusive', alone: 'exclusive' } as const;
type Turn = keyof typeof TURNS;

interface Waiting {
  readonly work: (transaction: StoreTransaction) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}
type Answers = readonly (() => void)[];

/**
 * The one writer of this process; others write to the same databases. Keys commit before what is sealed with
 * them: a key without data opens nothing, and data without its key would be lost.
 */
export function createPostgresWriter({ data, keys }: WriterSessions): PostgresWriter {
  const keyring = createLazyTransaction(keys);
  const transaction = createSqlTransaction({ data: data.connection, keys: keyring.connection });
  const queue: Waiting[] = [];
  let running: Promise<void> | undefined;

  /** Runs one work of several, and tells how to answer it once all are durable. Throws what a statement came to. */
  const runOne = async ({ work, resolve, reject }: Waiting): Promise<() => void> => {
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
  const runAll = async (group: readonly Waiting[]): Promise<Answers> => {
    const answers: (() => void)[] = [];
    for (const waiting of group) {
      data.send(answers.length === 0 ? 'savepoint work' : 'release work; savepoint work');
      answers.push(await runOne(waiting));
    }
    return answers;
  };
  const runAlone = async ({ work, resolve }: Waiting): Promise<Answers> => {
    const value = await work(transaction);
    return [() => resolve(value)];
  };
  const attempt = async (group: readonly Waiting[], turn: Turn): Promise<Answers> => {
    await Promise.all([data.open(), keys.open()]);
    data.send(`begin isolation level serializable; lock table writing in ${TURNS[turn]} mode`);
    const [first] = group;
    const answers = first && group.length === 1 ? await runAlone(first) : await runAll(group);
    await keyring.commit();
    await data.commit();
    return answers;
  };
  const undo = async (): Promise<void> => {
    await Promise.all([data.rollback(), keyring.rollback()]);
  };
  const commitGroup = async (group: readonly Waiting[]): Promise<void> => {
    for (let turn = 1; ; turn += 1) {
      try {
        for (const answer of await attempt(group, turn === 1 ? 'shared' : 'alone')) answer();
        return;
      } catch (error) {
        await undo();
        if (isConflict(error) && turn < ATTEMPTS) continue;
        if (group.length === 1 || !isRefusal(error)) return group.forEach(({ reject }) => reject(error));
        // One of them was refused: each finds out alone whether it was the one.
        for (const waiting of group) await commitGroup([waiting]);
        return;
      }
    }
  };
  const drain = async (): Promise<void> => {
    while (queue.length > 0) await commitGroup(queue.splice(0, WORKS_A_COMMIT));
    running = undefined;
  };
  return {
    run: <T>(work: (transaction: StoreTransaction) => Promise<T>) =>
      new Promise<T>((resolve, reject) => {
        queue.push({ work, resolve: resolve as (value: unknown) => void, reject });
        running ??= drain();
      }),
    finish: async () => {
      while (running) await running;
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
