import { describe, expect, it } from 'vitest';
import { toMilliBits, toPartsPerMillion } from './bits.ts';

describe('toMilliBits', () => {
  it.each([
    [0, 0],
    [1, 0],
    [2, 1000],
    [3, 1584],
    [4, 2000],
    [1000, 9965],
    [13_000, 13_666],
    [1_000_000, 19_931],
    [14_000_000, 23_738],
  ])('gives the log2 of %i as %i milli-bits', (count, bits) => {
    expect(toMilliBits(count)).toBe(bits);
  });

  it('never decreases and stays within one milli-bit of the true logarithm', () => {
    let before = 0;
    for (let count = 1; count < 5_000_000; count = Math.ceil(count * 1.01)) {
      const bits = toMilliBits(count);
      expect(bits).toBeGreaterThanOrEqual(before);
      expect(Math.abs(bits - 1000 * Math.log2(count))).toBeLessThanOrEqual(1.1);
      before = bits;
    }
  });
});

describe('toPartsPerMillion', () => {
  it.each([
    [0, 500_000],
    [10_000, 999_024],
    [-10_000, 976],
  ])('reads %i milli-bits as %i in a million', (score, ppm) => {
    expect(toPartsPerMillion(score)).toBe(ppm);
  });
});
