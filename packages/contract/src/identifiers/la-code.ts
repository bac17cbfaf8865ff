import { AUTHORITY_NAMES } from '../codes/authorities.ts';
import { isDigits } from './digits.ts';
import { type Parsed, unusable, valid } from './parsed.ts';

/** A DfE local authority code: three digits, zeros in front kept, current or former. */
export function parseLaCode(text: string): Parsed {
  const digits = text.trim();
  if (!isDigits(digits, 3)) return unusable('badFormat', 'la-code.bad-format', text);
  if (isKnownLaCode(digits)) return valid(digits);
  const placeholder = /^(?:000|999)$/.test(digits);
  return placeholder
    ? unusable('placeholder', 'la-code.placeholder', text)
    : unusable('badCheck', 'la-code.unknown', text);
}

/** Whether a code is or was an authority's; the first test of a UPN's digits 2 to 4 (CIN rule 1530). */
export function isKnownLaCode(code: string): boolean {
  return code in AUTHORITY_NAMES || isUnnamedLaCode(Number(code));
}

/** Codes that CIN rule 1530 accepts beside England's named ones: Welsh, dissolved and abroad. */
const UNNAMED_RANGES: readonly (readonly [from: number, to: number])[] = [
  [1, 5], [660, 681], [701, 708], [820, 820],
]; // prettier-ignore

function isUnnamedLaCode(code: number): boolean {
  return UNNAMED_RANGES.some(([from, to]) => code >= from && code <= to);
}
