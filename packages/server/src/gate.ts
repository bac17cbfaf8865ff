import { createError } from '@contactpoint/contract';

/** When to try again, for those for whom there is no room now. */
const RETRY_AFTER_IN_MS = 1_000;

/** Lets so many through at the same time and sends the rest away at once, so that those inside are not slowed. */
export interface Gate {
  /** Runs the work, or throws `server.busy`. */
  pass<T>(work: () => Promise<T>): Promise<T>;
}

export function createGate(most: number): Gate {
  let inside = 0;
  return {
    async pass(work) {
      if (inside >= most) throw createError('server.busy', { retryAfterInMs: RETRY_AFTER_IN_MS });
      inside++;
      try {
        return await work();
      } finally {
        inside--;
      }
    },
  };
}
