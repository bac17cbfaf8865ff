import { isDigits, sumOfTens, tenthDigit, withoutSeparators } from './digits.ts';
import { type Parsed, unusable, valid } from './parsed.ts';

/** Ten digits that pass the check and are nobody's. Every repdigit passes, because 54 ≡ −1 (mod 11). */
const NOT_REAL = new Set([
  ...Array.from('0123456789', (digit) => digit.repeat(10)),
  '0123456789',
  '9876543210',
]);

/** An NHS number: ten digits, mod 11 (NHS Data Dictionary), spaces and hyphens allowed on the way in. */
export function parseNhsNumber(text: string): Parsed {
  const digits = isDigits(text, 10) ? text : withoutSeparators(text);
  if (!isDigits(digits, 10)) return unusable('badFormat', 'nhs-number.bad-format', text);
  if (tenthDigit(digits) !== nhsCheckDigit(digits)) return unusable('badCheck', 'nhs-number.bad-check', text);
  if (isNobodys(digits)) return unusable('placeholder', 'nhs-number.placeholder', text);
  return valid(digits);
}

/** The number in the groups in which people read it out: `943 476 5919`. */
export function formatNhsNumber(value: string): string {
  return `${value.slice(0, 3)} ${value.slice(3, 6)} ${value.slice(6)}`;
}

/** Two of its steps from digit to digit tell nearly every number from those: a set would hash each of them. */
function isNobodys(digits: string): boolean {
  const step = digits.charCodeAt(1) - digits.charCodeAt(0);
  return digits.charCodeAt(9) - digits.charCodeAt(8) === step && NOT_REAL.has(digits);
}

/** 0 to 9, or 10 for a number that is never issued. */
function nhsCheckDigit(digits: string): number {
  const rest = 11 - (sumOfTens(digits) % 11);
  return rest === 11 ? 0 : rest;
}
