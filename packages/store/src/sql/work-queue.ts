/** A piece of work that waits to be done, and who waits for it. */
export interface Waiting<Context> {
  readonly work: (context: Context) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Runs pieces of work one after another, each atomic, and commits those that are ready together. */
export interface WorkQueue<Context> {
  /** Resolves once the work is durable. */
  run<T>(work: (context: Context) => Promise<T>): Promise<T>;
  /** Waits for everything that was asked for. */
  finish(): Promise<void>;
}

/** How works are done in groups. */
export interface WorkQueueOptions<Context> {
  /** Works that one group holds at most. */
  readonly atMost: number;
  /** Does the works of a group and answers whoever waits for them, in their order; throws nothing. */
  readonly commit: (group: readonly Waiting<Context>[]) => Promise<void>;
  /** Waited for before each group is taken: what has arrived meanwhile belongs to it. */
  readonly gather?: () => Promise<unknown>;
}

/** A queue whose works are done a group at a time, as soon as there are any. */
export function createWorkQueue<Context>(options: WorkQueueOptions<Context>): WorkQueue<Context> {
  const { atMost, commit, gather } = options;
  const queue: Waiting<Context>[] = [];
  let running: Promise<void> | undefined;
  const drain = async (): Promise<void> => {
    while (queue.length > 0) {
      if (gather) await gather();
      await commit(queue.splice(0, atMost));
    }
    running = undefined;
  };
  return {
    run: <T>(work: (context: Context) => Promise<T>) =>
      new Promise<T>((resolve, reject) => {
        queue.push({ work, resolve: resolve as (value: unknown) => void, reject });
        running ??= drain();
      }),
    finish: async () => {
      while (running) await running;
    },
  };
}
