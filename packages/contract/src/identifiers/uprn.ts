import { type Parsed, unusable, valid } from './parsed.ts';

/** A unique property reference number: at most twelve digits, compared without zeros in front. */
export function parseUprn(text: string): Parsed {
  const digits = text.trim();
  if (!/^[0-9]{1,12}$/.test(digits)) return unusable('badFormat', 'uprn.bad-format', text);
  const value = digits.replace(/^0+/, '');
  return value === '' || /^9{8,}$/.test(value)
    ? unusable('placeholder', 'uprn.placeholder', text)
    : valid(value);
}
