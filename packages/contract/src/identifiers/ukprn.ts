import { withoutSeparators } from './digits.ts';
import { type Parsed, unusable, valid } from './parsed.ts';

/** A UK provider reference number: eight digits, the first 1. */
export function parseUkprn(text: string): Parsed {
  const digits = withoutSeparators(text);
  if (/^9{8}$/.test(digits)) return unusable('placeholder', 'ukprn.placeholder', text);
  return /^1[0-9]{7}$/.test(digits) ? valid(digits) : unusable('badFormat', 'ukprn.bad-format', text);
}
