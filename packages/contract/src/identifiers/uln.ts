import { isDigits, sumOfTens, tenthDigit, withoutSeparators } from './digits.ts';
import { type Parsed, unusable, valid } from './parsed.ts';

/** What the individualised learner record writes for "unknown". */
const UNKNOWN = '9999999999';

/** A unique learner number: ten digits, the first not 0; 10 − (Σ mod 11) must be the last, and Σ mod 11 not 0. */
export function parseUln(text: string): Parsed {
  const digits = isDigits(text, 10) ? text : withoutSeparators(text);
  if (digits === UNKNOWN) return unusable('placeholder', 'uln.placeholder', text);
  if (!isDigits(digits, 10) || digits.startsWith('0')) return unusable('badFormat', 'uln.bad-format', text);
  const rest = sumOfTens(digits) % 11;
  if (rest === 0 || tenthDigit(digits) !== 10 - rest) return unusable('badCheck', 'uln.bad-check', text);
  return valid(digits);
}
