import { type Parsed, unusable, valid } from './parsed.ts';

/** Narrower than RFC 5321 by what nobody means: no quotes, comments or address literals. */
const EMAIL_PATTERN =
  /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])$/u;
const LONGEST = 254;
const LONGEST_LOCAL_PART = 64;
const PLACEHOLDER_PATTERN = /^(?:none|no|noemail|unknown|n\/a|na|nil|null|test)(?:@.*)?$/;

/** An email address; the domain in small letters, the part before it as supplied. */
export function parseEmailAddress(text: string): Parsed {
  const address = text.trim();
  if (PLACEHOLDER_PATTERN.test(address.toLowerCase()))
    return unusable('placeholder', 'email.placeholder', text);
  const at = address.lastIndexOf('@');
  const value = address.slice(0, at) + address.slice(at).toLowerCase();
  const fits = value.length <= LONGEST && at <= LONGEST_LOCAL_PART;
  return fits && EMAIL_PATTERN.test(value) ? valid(value) : unusable('badFormat', 'email.bad-format', text);
}
