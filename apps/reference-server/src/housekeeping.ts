/** Calls back once after so many milliseconds; what it answers with cancels that. */
export type StartTimer = (callback: () => void, delayInMs: number) => () => void;

/** What is done again and again, and by which clock. */
export interface HousekeepingOptions {
  /** One round of what is to be done, told how many there were before. */
  readonly work: (round: number) => Promise<void>;
  readonly everyInMs: number;
  /** Milliseconds since the epoch, or since anything else that does not jump. */
  readonly now: () => number;
  readonly startTimer: StartTimer;
  /** Told of a round that failed, after so many milliseconds; the next one comes all the same. */
  readonly onFailure: (error: unknown, durationInMs: number) => void;
}

/** Something that is done again and again. */
export interface Housekeeping {
  /** Lets a round under way end, does a last one, and none after it. */
  stop(): Promise<void>;
}

/**
 * Does rounds of work at fixed distances from the beginning, never two at the same time: a round that takes long
 * costs those it covers, and moves none of the others.
 */
export function startHousekeeping(options: HousekeepingOptions): Housekeeping {
  const { work, everyInMs, now, startTimer, onFailure } = options;
  const begunAt = now();
  let rounds = 0;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  let cancel: () => void = () => undefined;

  const runRound = async (): Promise<void> => {
    const startedAt = now();
    try {
      await work(rounds++);
    } catch (error) {
      onFailure(error, now() - startedAt);
    }
  };
  const wait = (): void => {
    const passed = now() - begunAt;
    const next = (Math.floor(passed / everyInMs) + 1) * everyInMs;
    cancel = startTimer(() => {
      running = runRound().then(() => {
        if (!stopped) wait();
      });
    }, next - passed);
  };
  wait();
  return {
    async stop() {
      stopped = true;
      cancel();
      await running;
      await runRound();
    },
  };
}

/** The machine's timer; one that waits keeps no process alive. */
export const startMachineTimer: StartTimer = (callback, delayInMs) => {
  const timer = setTimeout(callback, delayInMs).unref();
  return () => clearTimeout(timer);
};
