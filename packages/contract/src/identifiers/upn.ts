import { toCompact } from './digits.ts';
import { type Parsed, unusable, valid } from './parsed.ts';

/** Without I, O and S, which read as digits. A = 0 … Z = 22. */
const LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';
/** Check letter, LA, establishment, year, then a serial of three digits or, temporary, of two and a letter. */
const UPN_PATTERN = /^[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]$/;
/** Why a pupil has none; found in the UPN column itself. */
const UPN_UNKNOWN_PATTERN = /^UN(?:10|[1-9])$/;
const PLACEHOLDER_PATTERN = /^([0-9A-Z])\1*$/;

/** A unique pupil number, permanent or temporary: 13 characters with a check letter in front (CBDS P1). */
export function parseUpn(text: string): Parsed {
  const isCompact = UPN_PATTERN.test(text);
  const upn = isCompact ? text : toCompact(text);
  if (isCompact || UPN_PATTERN.test(upn)) {
    const letter = upnCheckLetter(upn);
    if (upn[0] === letter) return valid(upn);
    return {
      ...unusable('badCheck', 'upn.bad-check', text),
      suggestion: `The check letter of these digits is ${letter}; ask the school which of the characters is wrong.`,
    };
  }
  if (UPN_UNKNOWN_PATTERN.test(upn)) return unusable('notApplicable', 'upn.reason-instead', text);
  if (PLACEHOLDER_PATTERN.test(upn)) return unusable('placeholder', 'upn.placeholder', text);
  return unusable('badFormat', 'upn.bad-format', text);
}

/** Why a pupil has no UPN: `UN1` to `UN10`. */
export function parseUpnUnknownReason(text: string): Parsed {
  const reason = toCompact(text);
  return UPN_UNKNOWN_PATTERN.test(reason) ? valid(reason) : unusable('badFormat', 'upn.unknown-reason', text);
}

/** Whether a valid UPN is temporary: one school's, and no evidence of who the pupil is. */
export function isTemporaryUpn(value: string): boolean {
  return value.charCodeAt(12) > 0x39;
}

/** The letter that the other twelve characters ask for: Σ value × position, positions 2 to 13, mod 23. */
function upnCheckLetter(upn: string): string {
  let sum = 0;
  for (let index = 1; index < 13; index += 1) {
    const unit = upn.charCodeAt(index);
    sum += (unit <= 0x39 ? unit - 0x30 : LETTERS.indexOf(upn.charAt(index))) * (index + 1);
  }
  return LETTERS.charAt(sum % 23);
}
