import { isDigits } from './digits.ts';
import { type Parsed, unusable, valid } from './parsed.ts';

/** A DfE establishment number: LA (3 digits) and establishment (4), also written `201/1234`. */
export function parseLaestab(text: string): Parsed {
  const digits = text.replaceAll(/[\s/-]+/g, '');
  if (!isDigits(digits, 7)) return unusable('badFormat', 'laestab.bad-format', text);
  return digits.endsWith('0000') ? unusable('placeholder', 'laestab.placeholder', text) : valid(digits);
}
