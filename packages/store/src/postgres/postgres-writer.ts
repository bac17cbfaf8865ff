import type { StoreTransaction } from '@contactpoint/directory';
import { createWorkQueue, type Waiting, type WorkQueue } from '../sql/work-queue.ts';
import { isConflict, isRefusal } from './explain-failure.ts';
import type { GroupRunner } from './run-group.ts';

/** Works that one commit takes at most: more would hardly share its cost further, and would conflict with more. */
const WORKS_A_COMMIT = 16;

/** The second time nobody else writes, so that more than two are hardly ever needed. */
const ATTEMPTS = 5;

/** The one writer of this process; others write to the same databases. */
export function createPostgresWriter(runner: GroupRunner): WorkQueue<StoreTransaction> {
  const commitGroup = async (group: readonly Waiting<StoreTransaction>[]): Promise<void> => {
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
  return createWorkQueue({ atMost: WORKS_A_COMMIT, commit: commitGroup });
}
