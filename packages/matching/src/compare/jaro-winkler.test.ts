import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jaroWinkler, MAX_LENGTH, type TokenRuns } from './jaro-winkler.ts';

function runsOf(...tokens: readonly string[]): TokenRuns {
  const text = tokens.join('');
  let at = 0;
  return {
    chars: Uint16Array.from(text, (letter) => letter.charCodeAt(0)),
    starts: Int32Array.from(tokens, (token) => (at += token.length) - token.length),
    lengths: Uint8Array.from(tokens, (token) => token.length),
  };
}
const similarity = (a: string, b: string): number => jaroWinkler(runsOf(a, b), 0, 1);

describe('jaroWinkler', () => {
  // Published examples of Winkler (1990) and the usual reference values, rounded down to thousandths.
  it.each([
    ['MARTHA', 'MARHTA', 960],
    ['DIXON', 'DICKSONX', 812],
    ['DWAYNE', 'DUANE', 839],
    ['JELLYFISH', 'SMELLYFISH', 896],
    ['ABROMS', 'ABRAMS', 922],
    ['CRATE', 'TRACE', 733],
    ['SMITH', 'SMITH', 1000],
    ['SMITH', 'JONES', 0],
    ['A', 'B', 0],
    ['', 'ANN', 0],
  ])('finds %s and %s alike by %i thousandths', (a, b, want) => {
    expect(Math.abs(similarity(a, b) - want)).toBeLessThanOrEqual(1);
  });

  const names = fc.string({ unit: fc.constantFrom(...'ABCDE'), maxLength: MAX_LENGTH });
  it('is symmetric, whole, and within 0 and 1000', () => {
    fc.assert(
      fc.property(names, names, (a, b) => {
        const there = similarity(a, b);
        expect(there).toBe(similarity(b, a));
        expect(Number.isInteger(there) && there >= 0 && there <= 1000).toBe(true);
      }),
    );
  });

  it('is 1000 for equal names and for no others', () => {
    fc.assert(
      fc.property(names, names, (a, b) => {
        fc.pre(a !== '');
        expect(similarity(a, a)).toBe(1000);
        expect(similarity(a, b) === 1000).toBe(a === b);
      }),
    );
  });
});
