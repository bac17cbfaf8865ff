import { compareBirth } from './compare-birth.ts';
import { compareCarers, compareHomes } from './compare-home.ts';
import { compareIdentifiers } from './compare-identifiers.ts';
import { compareNames } from './compare-names.ts';
import type { Comparison } from './comparison.ts';

/** Compares every field of two rows; the result stands in the comparison until the next call. */
export function compareRows(cx: Comparison, a: number, b: number): void {
  compareNames(cx, a, b);
  compareBirth(cx, a, b);
  compareHomes(cx, a, b);
  compareIdentifiers(cx, a, b);
  compareCarers(cx, a, b);
}
