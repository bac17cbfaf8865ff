/** Items between one who brings them and one who takes what has gathered, bounded. */
export interface WaitingLine<T> {
  /** Adds items; resolves when there is room for more, to false when nobody takes them any more. */
  bring(items: readonly T[]): Promise<boolean>;
  /** No more will come; with an error, `take` throws it once everything before it is taken. */
  end(error?: unknown): void;
  /** What has gathered, at most `most` items: waits for the first, and is empty only after the end. */
  take(most: number): Promise<readonly T[]>;
  /** Takes no more; what waits is dropped. */
  leave(): void;
}

/** A waiting line that asks for patience when `bound` items or more wait. */
export function createWaitingLine<T>(bound: number): WaitingLine<T> {
  const waiting: T[] = [];
  let ended: { readonly error: unknown } | undefined;
  let left = false;
  let changed = Promise.withResolvers<void>();
  const change = (): void => {
    changed.resolve();
    changed = Promise.withResolvers();
  };
  return {
    async bring(items) {
      waiting.push(...items);
      change();
      while (waiting.length >= bound && !left) await changed.promise;
      return !left;
    },
    end(error) {
      ended ??= { error };
      change();
    },
    async take(most) {
      while (waiting.length === 0 && !ended && !left) await changed.promise;
      if (waiting.length === 0 && ended?.error !== undefined) throw ended.error;
      const items = waiting.splice(0, most);
      change();
      return items;
    },
    leave() {
      left = true;
      waiting.length = 0;
      change();
    },
  };
}
