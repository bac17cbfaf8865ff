import type { DatabaseSync } from 'node:sqlite';

/** Runs pieces of work one after another, each atomic, and commits those that are ready together. */
export interface GroupCommit {
  /** Resolves once the work is durable. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Waits for everything that was asked for. */
  finish(): Promise<void>;
}

/** Works that one commit takes at most, so that the first of them never waits long. */
const WORKS_A_COMMIT = 64;

interface Waiting {
  readonly work: () => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The one writer of a directory's databases. Keys commit before what is sealed with them: a key without data
 * opens nothing, and data without its key would be lost.
 */
export function createGroupCommit({
  data,
  keys,
}: {
  readonly data: DatabaseSync;
  readonly keys: DatabaseSync;
}): GroupCommit {
  const queue: Waiting[] = [];
  let running: Promise<void> | undefined;

  /** Runs one work, and tells how to answer it once the group is durable. */
  const runOne = async ({ work, resolve, reject }: Waiting): Promise<() => void> => {
    data.exec('savepoint work');
    try {
      const value = await work();
      data.exec('release work');
      return () => resolve(value);
    } catch (error) {
      data.exec('rollback to work; release work');
      return () => reject(error);
    }
  };
  const runAlone = async ({ work, resolve }: Waiting): Promise<() => void> => {
    const value = await work();
    return () => resolve(value);
  };
  const commitGroup = async (group: readonly Waiting[]): Promise<void> => {
    try {
      keys.exec('begin immediate');
      data.exec('begin immediate');
      const answers: (() => void)[] = [];
      // Undoing one work alone takes a copy of every page it changes: only works that share a commit need it.
      const run = group.length === 1 ? runAlone : runOne;
      for (const waiting of group) answers.push(await run(waiting));
      keys.exec('commit');
      data.exec('commit');
      for (const answer of answers) answer();
    } catch (error) {
      for (const database of [data, keys]) if (database.isTransaction) database.exec('rollback');
      for (const { reject } of group) reject(error);
    }
  };
  const drain = async (): Promise<void> => {
    while (queue.length > 0) {
      // What has arrived meanwhile shares the next commit.
      await new Promise(setImmediate);
      await commitGroup(queue.splice(0, WORKS_A_COMMIT));
    }
    running = undefined;
  };
  return {
    run: <T>(work: () => Promise<T>) =>
      new Promise<T>((resolve, reject) => {
        queue.push({ work, resolve: resolve as (value: unknown) => void, reject });
        running ??= drain();
      }),
    finish: async () => {
      while (running) await running;
    },
  };
}
