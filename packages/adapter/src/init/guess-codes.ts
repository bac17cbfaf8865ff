import type { FlowValue } from './flow-yaml.ts';

type Guess = readonly (readonly [RegExp, string])[];

/** The crosswalk of codes for sex and gender of every system known; DOMAIN lists whose they are. */
const SEXES: Guess = [
  [/^(m|male|man|boy|1|01)$/i, 'male'],
  [/^(f|female|woman|girl|2|02)$/i, 'female'],
  [/^(u|unknown|not known|0|00)$/i, 'notKnown'],
  [/^(i|x|indeterminate|not specified|9|09|o|other|n|non.?binary)$/i, 'notSpecified'],
];

const IDENTIFIER_TYPES: Guess = [
  [/former.*(upn|pupil)/i, 'formerUpn'],
  [/upn|unique pupil/i, 'upn'],
  [/uln|unique learner/i, 'uln'],
  [/nhs/i, 'nhsNumber'],
  [/national insurance|^ni(no)?$/i, 'nationalInsuranceNumber'],
  [/case|local|yot|legacy/i, 'localId'],
];

const ADDRESS_USES: Guess = [
  [/home|main|curr|perm|primary|usual/i, 'current'],
  [/prev|former|old|past/i, 'former'],
  [/last/i, 'lastKnown'],
];

function guess(codes: readonly string[], by: Guess): { readonly [code: string]: FlowValue } | undefined {
  const found = codes.flatMap((code) => {
    const word = by.find(([pattern]) => pattern.test(code))?.[1];
    return word ? [[code, word] as const] : [];
  });
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

/** A table for the codes of a sex or gender column; all usual ones where the column shows none. */
export function guessSexes(codes: readonly string[]): { readonly [code: string]: FlowValue } {
  return guess(codes, SEXES) ?? { M: 'male', F: 'female' };
}

/** A table for the codes that say of which kind an identifier is. */
export function guessIdentifierTypes(
  codes: readonly string[],
): { readonly [code: string]: FlowValue } | undefined {
  return guess(codes, IDENTIFIER_TYPES);
}

/** A table for the codes that say of which kind an address is; a placement is nobody's ordinary address. */
export function guessAddressUses(
  codes: readonly string[],
): { readonly [code: string]: FlowValue } | undefined {
  return guess(codes, ADDRESS_USES);
}
