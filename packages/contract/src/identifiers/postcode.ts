import { toCompact } from './digits.ts';
import { type Parsed, unusable, valid } from './parsed.ts';

/** GDSC PostCode 2.0 without its space, and GIR 0AA. */
const POSTCODE_PATTERN =
  /^(?:GIR0AA|[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9](?:[0-9ABEHMNPRV-Y])?|[0-9][A-HJKPS-UW])[0-9][ABD-HJLNP-UW-Z]{2})$/;
/** The form in which most arrive: nothing then needs to be changed. */
const NORMAL_PATTERN = /^[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]{1,2}) [0-9][ABD-HJLNP-UW-Z]{2}$/;
/** The NHS's stand-ins for no fixed abode, abroad and unknown. */
const PSEUDO_PATTERN = /^ZZ99[0-9][A-Z]{2}$/;
const BFPO_PATTERN = /^BFPO([0-9]{1,4})$/;
const PLACEHOLDER_PATTERN = /^(?:(.)\1+|NOPOSTCODE|NOTKNOWN|UNKNOWN|NONE|NFA|NOFIXEDABODE|NA|N\/A|TBC)$/;

/** A postcode in capitals with one space before its last three characters, or `BFPO` with its number. */
export function parsePostcode(text: string): Parsed {
  if (NORMAL_PATTERN.test(text)) return valid(text);
  const compact = toCompact(text);
  if (POSTCODE_PATTERN.test(compact)) return valid(`${compact.slice(0, -3)} ${compact.slice(-3)}`);
  const office = BFPO_PATTERN.exec(compact);
  if (office) return valid(`BFPO ${Number(office[1])}`);
  if (PSEUDO_PATTERN.test(compact)) return unusable('placeholder', 'postcode.pseudo', text);
  if (PLACEHOLDER_PATTERN.test(compact)) return unusable('placeholder', 'postcode.placeholder', text);
  return unusable('badFormat', 'postcode.bad-format', text);
}
