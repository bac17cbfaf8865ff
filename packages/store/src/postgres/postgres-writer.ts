import type { StoreTransaction } from '@contactpoint/directory';
import { isConflict, isRefusal } from './explain-failure.ts';
import type { GroupRunner, Waiting } from './run-group.ts';

/** Runs pieces of work one after another, each atomic, and commits those that are ready together. */
export interface PostgresWriter {
  /** Resolves once the work is durable. */
  run<T>(work: (transaction: StoreTransaction) => Promise<T>): Promise<T>;
  /** Waits for everything that was asked for. */
  finish(): Promise<void>;
}

/** Works that one commit takes at most: more would hardly share its cost further, and would conflict with more. */
const WORKS_A_COMMIT = 16;

/** The second time nobody else writes, so that more than two are hardly ever needed. */
const ATTEMPTS = 5;

/** The one writer of this process; others write to the same databases. */
export function createPostgresWriter(runner: GroupRunner): PostgresWriter {
  const queue: Waiting[] = [];
  let running: Promise<void> | undefined;

  const commitGroup = async (group: readonly Waiting[]): Promise<void> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        for (const answer of await runner.attempt(group, attempt === 1 ? 'shared' : 'alone')) answer();
        return;
      } catch (error) {
        await runner.undo();
        if (isConflict(error) && attempt < ATTEMPTS) continue;
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
