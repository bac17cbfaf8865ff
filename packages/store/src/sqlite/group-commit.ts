import type { DatabaseSync } from 'node:sqlite';
import { createWorkQueue, type Waiting, type WorkQueue } from '../sql/work-queue.ts';

/** Works that one commit takes at most, so that the first of them never waits long. */
const WORKS_A_COMMIT = 64;

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
}): WorkQueue<void> {
  /** Runs one work, and tells how to answer it once the group is durable. */
  const runOne = async ({ work, resolve, reject }: Waiting<void>): Promise<() => void> => {
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
  const runAlone = async ({ work, resolve }: Waiting<void>): Promise<() => void> => {
    const value = await work();
    return () => resolve(value);
  };
  const commitGroup = async (group: readonly Waiting<void>[]): Promise<void> => {
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
      // Of a database that was closed meanwhile nothing is left to undo, and to ask it would throw.
      for (const database of [data, keys])
        if (database.isOpen && database.isTransaction) database.exec('rollback');
      for (const { reject } of group) reject(error);
    }
  };
  return createWorkQueue({
    atMost: WORKS_A_COMMIT,
    commit: commitGroup,
    gather: () => new Promise(setImmediate),
  });
}
