import { randomUUID } from 'node:crypto';
import { keepHouse, type SequencerOptions, type Store } from '@contactpoint/directory';
import type { RequestLogEntry } from '@contactpoint/server';
import { startHousekeeping, type Housekeeping, type StartTimer } from './housekeeping.ts';

/** An audit entry stands in the signed tree about a second after it was written. */
const EVERY_IN_MS = 1_000;
/** What is forgotten by age can wait a minute where nothing else happens: an idle disk is left alone. */
const ROUNDS_A_MINUTE = 60;

/** What keeping a directory needs from outside. */
export interface KeepingOptions extends Pick<SequencerOptions, 'crypto' | 'keyring' | 'now'> {
  /** The store as it is now: a test may empty it. */
  readonly store: () => Store;
  readonly startTimer: StartTimer;
  /** Milliseconds; for the rounds, not for the directory. */
  readonly clock: () => number;
  /** Told of a round that failed. */
  readonly log: ((entry: RequestLogEntry) => void) | undefined;
}

/** Keeps the house of a directory as long as this process runs. */
export function keepDirectory({ store, startTimer, clock, log, ...options }: KeepingOptions): Housekeeping {
  const holder = randomUUID();
  return startHousekeeping({
    everyInMs: EVERY_IN_MS,
    now: clock,
    startTimer,
    work: async (round) => {
      const kept = store();
      if (round % ROUNDS_A_MINUTE !== 0 && (await isIdle(kept))) return;
      await keepHouse({ ...options, store: kept, holder });
    },
    onFailure: (error, durationInMs) => log?.(failureOf(error, durationInMs)),
  });
}

const isIdle = (store: Store): Promise<boolean> =>
  store.read(async ({ audit }) => (await audit.unsequenced(1)).length === 0);

/** A failed round as a line of the log: its message may hold data and is left out. */
const failureOf = (error: unknown, durationInMs: number): RequestLogEntry => ({
  requestId: randomUUID(),
  operation: 'keepHouse',
  status: 500,
  durationInMs,
  failure: { name: error instanceof Error ? error.name : typeof error, at: [] },
});
