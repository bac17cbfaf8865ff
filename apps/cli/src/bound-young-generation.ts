import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Enough for every batch of every format to die young; with a quarter of it the line takes twice as long. */
const ENOUGH_IN_BYTES = 16 * 1024 * 1024;
const LOOK_EVERY_MS = 50;

/**
 * Keeps the memory of a long run flat. V8 doubles the room for young objects whenever as much as it holds has
 * survived, however long that took: every stream that lasts gets to 100 MB of it in the end, and needs 16. A flag of
 * the whole process, so only a program may set it, never a library; it does not keep the process alive.
 */
export function boundYoungGeneration(): void {
  const timer = setInterval(() => {
    const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
    if (young && young.space_size < ENOUGH_IN_BYTES) return;
    setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(timer);
  }, LOOK_EVERY_MS);
  timer.unref();
}
