import { withoutSeparators } from './digits.ts';
import { type Parsed, unusable, valid } from './parsed.ts';

/** An establishment's unique reference number in Get Information About Schools: six digits, the first not 0. */
export function parseSchoolUrn(text: string): Parsed {
  const urn = withoutSeparators(text);
  return /^[1-9][0-9]{5}$/.test(urn) ? valid(urn) : unusable('badFormat', 'urn.bad-format', text);
}

/** Ofsted's number of a children's home or other setting: SC and six digits, or six or seven digits. */
export function parseOfstedUrn(text: string): Parsed {
  const urn = withoutSeparators(text).toUpperCase();
  if (/^X+$/.test(urn)) return unusable('placeholder', 'urn.placeholder', text);
  return /^(?:SC[0-9]{6}|[1-9][0-9]{5,6})$/.test(urn)
    ? valid(urn)
    : unusable('badFormat', 'urn.bad-format', text);
}
