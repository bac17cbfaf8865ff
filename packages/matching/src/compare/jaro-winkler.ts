/** Characters of a token that count; names agree or differ well before. */
export const MAX_LENGTH = 32;

/** Tokens as runs of char codes in one array: token `t` is `chars[starts[t] … starts[t] + lengths[t])`. */
export interface TokenRuns {
  readonly chars: Uint16Array;
  readonly starts: Int32Array;
  /** At most `MAX_LENGTH` each, so that matched places fit one 32-bit mask. */
  readonly lengths: Uint8Array;
}

const COMMON_PREFIX = 4;

/** Jaro–Winkler similarity of two tokens in thousandths, 1000 when equal; by integers, without allocation. */
export function jaroWinkler(runs: TokenRuns, a: number, b: number): number {
  const lengthA = runs.lengths[a]!;
  const lengthB = runs.lengths[b]!;
  if (lengthA === 0 || lengthB === 0) return 0;
  const { chars } = runs;
  const fromA = runs.starts[a]!;
  const fromB = runs.starts[b]!;
  const reach = Math.max(0, (Math.max(lengthA, lengthB) >> 1) - 1);
  let seenA = 0;
  let seenB = 0;
  let matches = 0;
  for (let i = 0; i < lengthA; i += 1) {
    const char = chars[fromA + i];
    const last = Math.min(lengthB - 1, i + reach);
    for (let j = Math.max(0, i - reach); j <= last; j += 1) {
      if (((seenB >>> j) & 1) !== 0 || chars[fromB + j] !== char) continue;
      seenA |= 1 << i;
      seenB |= 1 << j;
      matches += 1;
      break;
    }
  }
  if (matches === 0) return 0;
  let misplaced = 0;
  let j = 0;
  for (let i = 0; i < lengthA; i += 1) {
    if (((seenA >>> i) & 1) === 0) continue;
    while (((seenB >>> j) & 1) === 0) j += 1;
    if (chars[fromA + i] !== chars[fromB + j]) misplaced += 1;
    j += 1;
  }
  const product = lengthA * lengthB;
  const numerator = matches * matches * (lengthA + lengthB) + (matches - (misplaced >> 1)) * product;
  const jaro = Math.floor((1000 * numerator) / (3 * product * matches));
  const longest = Math.min(COMMON_PREFIX, lengthA, lengthB);
  let prefix = 0;
  while (prefix < longest && chars[fromA + prefix] === chars[fromB + prefix]) prefix += 1;
  return jaro + Math.floor((prefix * (1000 - jaro)) / 10);
}
