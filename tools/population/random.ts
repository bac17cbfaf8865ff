import { createSeededRandom } from '@contactpoint/contract/suite';

/** Draws that depend on the seed alone. */
export interface Draw {
  /** In [0, 1). */
  (): number;
  /** Whether something of this probability happens. */
  readonly chance: (probability: number) => boolean;
  /** A whole number from `least` to `most`, both included. */
  readonly between: (least: number, most: number) => number;
  readonly pick: <T>(choices: readonly T[]) => T;
  /** An index by weights that are already summed up (ascending). */
  readonly weighted: (cumulative: Float64Array) => number;
}

/** A source of draws for one seed. */
export function createDraw(seed: number): Draw {
  const random = createSeededRandom(seed);
  const between = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1));
  return Object.assign(() => random(), {
    chance: (probability: number) => random() < probability,
    between,
    pick: <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T,
    weighted: (cumulative: Float64Array) => search(cumulative, random() * (cumulative.at(-1) ?? 0)),
  });
}

function search(cumulative: Float64Array, target: number): number {
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[middle]! > target) high = middle;
    else low = middle + 1;
  }
  return low;
}
