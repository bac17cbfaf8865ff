/** Hands batches from a writer to a reader, one at a time: neither runs ahead of the other. */
export interface Channel<T> extends AsyncIterable<T> {
  /** Resolves when the reader has taken every item. */
  write(items: readonly T[]): Promise<void>;
  /** Says that nothing more comes; with an error, the reader throws it. */
  end(error?: unknown): void;
}

/** A channel for one writer and one reader. */
export function createChannel<T>(): Channel<T> {
  let offered = Promise.withResolvers<readonly T[] | undefined>();
  let taken = Promise.withResolvers<void>();
  return {
    write(items) {
      offered.resolve(items);
      return taken.promise;
    },
    end(error) {
      if (error === undefined) offered.resolve(undefined);
      else offered.reject(error);
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const items = await offered.promise;
        if (items === undefined) return;
        yield* items;
        offered = Promise.withResolvers();
        const { resolve } = taken;
        taken = Promise.withResolvers();
        resolve();
      }
    },
  };
}
