import { toCompact } from './digits.ts';
import { type Parsed, unusable, valid } from './parsed.ts';

/** HMRC NIM39110: first letter not D F I Q U V, second not these nor O, some pairs never used; suffix A to D. */
const NINO_PATTERN = /^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]?$/;
/** TN stood for "temporary number" and carries a date of birth. */
const TEMPORARY_PATTERN = /^TN[0-9]{6}[A-Z]?$/;

/** A National Insurance number, with or without its suffix. It has no check digit. */
export function parseNationalInsuranceNumber(text: string): Parsed {
  const number = toCompact(text);
  if (NINO_PATTERN.test(number)) return valid(number);
  if (TEMPORARY_PATTERN.test(number)) {
    return unusable('placeholder', 'national-insurance-number.placeholder', text);
  }
  return unusable('badFormat', 'national-insurance-number.bad-format', text);
}
