/**
 * log2 of a positive integer in milli-bits, rounded down; 0 for anything below 1. By integer squaring, so
 * that every engine gives the same bits.
 */
export function toMilliBits(count: number): number {
  let whole = 0;
  let rest = Math.max(1, Math.floor(count));
  while (rest >= 2 ** 31) {
    rest = Math.floor(rest / 2);
    whole += 1;
  }
  const exponent = 31 - Math.clz32(rest);
  // The mantissa stays within 1…2, scaled by 2^24, so that its square is exact in 53 bits.
  let mantissa = rest * 2 ** (24 - exponent);
  let fraction = 0;
  for (let step = 0; step < 14; step += 1) {
    mantissa = Math.floor((mantissa * mantissa) / 2 ** 24);
    fraction *= 2;
    if (mantissa >= 2 ** 25) {
      mantissa = Math.floor(mantissa / 2);
      fraction += 1;
    }
  }
  return (whole + exponent) * 1000 + Math.floor((fraction * 1000) / 2 ** 14);
}

/** Probability, in parts per million, of evidence in milli-bits of odds. */
export function toPartsPerMillion(score: number): number {
  const odds = 2 ** (score / 1000);
  return Math.round((1_000_000 * odds) / (1 + odds));
}
