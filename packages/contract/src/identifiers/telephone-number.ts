import { type MetadataJson, parsePhoneNumberFromString } from 'libphonenumber-js/core';
import { GB_TELEPHONE_METADATA } from '../generated/gb-telephone-metadata.ts';
import { type Parsed, unusable, valid } from './parsed.ts';

/** The form of nine in ten, which needs no library: a national number of ten digits from 1, 2, 3, 5 or 7. */
const PLAIN_PATTERN = /^(?:\+44|0044)?0?([1-357][0-9]{9})$/;
const FOREIGN_PATTERN = /^(?:\+|00)(?!44)([1-9][0-9]{6,14})$/;
/** One repeated digit, or 1 to 9 in order, wherever the country code ends. */
const PLACEHOLDER_PATTERN = /^(?:\+?44|0{0,2}44)?0?(?:([0-9])\1*|123456789[0-9]*)$/;
/** National numbers of seven digits (Childline), nine and ten, by the lengths that each first digit has. */
const NATIONAL_PATTERN = /^(?:[1-357-9][0-9]{9}|[158][0-9]{8}|8[0-9]{6})$/;
const LONGEST = 35;

/**
 * A telephone number in E.164 (`+441514960123`), with `;ext=` before an extension (RFC 3966). Without a country
 * code it is British; of another country's only the length is looked at. Whether the number is in use nobody
 * can say from here: a list of ranges ages faster than this code.
 */
export function parseTelephoneNumber(text: string): Parsed {
  const compact = text.replaceAll(/[\s().\-\u2010-\u2015\u00A0]+/g, '');
  if (compact !== '' && PLACEHOLDER_PATTERN.test(compact)) {
    return unusable('placeholder', 'telephone.placeholder', text);
  }
  const plain = PLAIN_PATTERN.exec(compact);
  if (plain) return valid(`+44${plain[1]}`);
  const foreign = FOREIGN_PATTERN.exec(compact);
  if (foreign) return valid(`+${foreign[1]}`);
  const value = text.length <= LONGEST ? parseUnusual(compact) : undefined;
  if (value === undefined) return unusable('badFormat', 'telephone.bad-format', text);
  // The library reads past marks that hid a row of nines.
  return PLACEHOLDER_PATTERN.test(value)
    ? unusable('placeholder', 'telephone.placeholder', text)
    : valid(value);
}

/** As people dial it in Britain: `0151 496 0123`; another country's as it is stored. */
export function formatTelephoneNumber(value: string): string {
  const parsed = parsePhoneNumberFromString(value, metadata);
  return parsed?.countryCallingCode === '44' ? parsed.formatNational() : value;
}

const metadata = GB_TELEPHONE_METADATA as MetadataJson;

/** Short numbers, numbers from 8 and 9, extensions. */
function parseUnusual(compact: string): string | undefined {
  // The library takes 00 for part of the number once a country is assumed.
  const dialled = compact.replace(/^00/, '+').replace(/^\+440/, '+44');
  const parsed = parsePhoneNumberFromString(dialled, { defaultCountry: 'GB', extract: false }, metadata);
  if (parsed?.countryCallingCode !== '44' || !NATIONAL_PATTERN.test(parsed.nationalNumber)) return undefined;
  return parsed.ext === undefined ? parsed.number : `${parsed.number};ext=${parsed.ext}`;
}
