import { compareRows } from '../compare/compare-rows.ts';
import type { Comparison } from '../compare/comparison.ts';
import { FIELDS } from '../model/model.ts';

const WIDTH = FIELDS.length;

/** Compared pairs as levels, `FIELDS.length` bytes a pair; level 0 stands for a missing value. */
export class PairLevels {
  readonly #comparison: Comparison;
  levels: Uint8Array = new Uint8Array(1024 * WIDTH);
  pairs = 0;

  constructor(comparison: Comparison) {
    this.#comparison = comparison;
  }

  /** Compares two rows and keeps the levels, unless `keep` says otherwise. */
  add(a: number, b: number, keep: (levels: Int8Array) => boolean = () => true): void {
    compareRows(this.#comparison, a, b);
    if (!keep(this.#comparison.levels)) return;
    if ((this.pairs + 1) * WIDTH > this.levels.length) {
      const grown = new Uint8Array(this.levels.length * 2);
      grown.set(this.levels);
      this.levels = grown;
    }
    this.levels.set(this.#comparison.levels, this.pairs * WIDTH);
    this.pairs += 1;
  }
}

/** How often each level of each field occurs, in shares of the pairs that compare it. */
export type LevelShares = readonly Float64Array[];

/** Levels of any field, missing among them. */
export const MOST_LEVELS = 16;

/** Shares of levels among pairs, each counted by its weight (1 unless given); half a pair is added to each. */
export function sharesOf(
  { levels, pairs }: PairLevels,
  weight: (pair: number) => number = () => 1,
): LevelShares {
  return FIELDS.map((_, field) => {
    const counts = new Float64Array(MOST_LEVELS).fill(0.5);
    counts[0] = 0;
    for (let pair = 0; pair < pairs; pair += 1) {
      const level = levels[pair * WIDTH + field]!;
      if (level !== 0) counts[level]! += weight(pair);
    }
    const sum = counts.reduce((total, count) => total + count, 0);
    return counts.map((count) => count / sum);
  });
}
