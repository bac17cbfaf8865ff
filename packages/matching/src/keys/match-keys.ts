import type { MemberFeatures } from '../ports.ts';

/** The keys under which a record is found, as `type|value`, distinct and in a fixed order. */
export function matchKeys(features: MemberFeatures): readonly string[] {
  const keys = new Set<string>();
  for (const number of [...features.nhsNumbers, ...features.formerNhsNumbers]) keys.add(`nhs|${number}`);
  for (const upn of features.upns) keys.add(`upn|${upn}`);
  for (const identifier of features.identifiers) keys.add(`id|${identifier}`);
  const { dateOfBirth: dob } = features;
  if (dob !== undefined) {
    for (const family of features.family) keys.add(`dob-family|${dob}|${family}`);
    for (const { postcode } of features.addresses) keys.add(`dob-postcode|${dob}|${postcode}`);
  }
  return [...keys];
}

/** The type of a key: what stands before its first bar. */
export const keyType = (key: string): string => key.slice(0, key.indexOf('|'));
