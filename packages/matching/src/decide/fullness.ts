import { toSharedName } from '../model/shared-names.ts';
import type { MemberFeatures } from '../ports.ts';

/** Whether a record holds enough to be a child of its own: an identifier, or two of its names and birth date. */
export function hasEnough({
  nhsNumbers,
  upns,
  identifiers,
  given,
  family,
  dateOfBirth,
}: MemberFeatures): boolean {
  if (nhsNumbers.length + upns.length + identifiers.length > 0) return true;
  return Number(given.length > 0) + Number(family.length > 0) + Number(dateOfBirth !== undefined) >= 2;
}

/** How much a record says: identifiers first, then names, birth date and home. */
export function fullnessOf(features: MemberFeatures): number {
  const { nhsNumbers, upns, given, family, dateQuality, addresses, sex, carers } = features;
  return (
    4 * Math.min(1, nhsNumbers.length) +
    3 * Math.min(1, upns.length) +
    3 * Math.min(1, given.length) +
    Math.min(2, given.filter((token) => toSharedName(token) === undefined).length) +
    2 * Math.min(1, family.length) +
    (dateQuality === 'full' ? 3 : dateQuality === undefined ? 0 : 1) +
    (addresses.some(({ postcode }) => postcode !== undefined) ? 2 : 0) +
    (sex === undefined ? 0 : 1) +
    Math.min(1, carers.length)
  );
}
