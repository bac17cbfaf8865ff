import { isTemporaryUpn, parseNhsNumber, parseUpn, type Identifier } from '@contactpoint/contract';
import type { MemberFeatures } from '../ports.ts';

type Identifiers = Pick<MemberFeatures, 'nhsNumbers' | 'formerNhsNumbers' | 'upns' | 'identifiers'>;

const SIGNS = /[^A-Z0-9]/g;

/** The identifiers that are evidence: valid, permanent, and unique somewhere. */
export function identifiersOf(identifiers: readonly Identifier[]): Identifiers {
  const current = new Set<string>();
  const former = new Set<string>();
  const upns = new Set<string>();
  const others = new Set<string>();
  for (const { type, value, issuer, supersededBy } of identifiers) {
    if (type === 'nhsNumber') {
      addNumber(supersededBy === undefined ? current : former, value);
      if (supersededBy !== undefined) addNumber(current, supersededBy);
    } else if (type === 'upn' || type === 'formerUpn') {
      const upn = parseUpn(value);
      if (upn.status === 'valid' && !isTemporaryUpn(upn.value)) upns.add(upn.value);
    } else if (type === 'uln' || issuer !== undefined) {
      others.add(`${type}|${issuer ?? ''}|${value.toUpperCase().replace(SIGNS, '')}`);
    }
  }
  return {
    nhsNumbers: [...current],
    formerNhsNumbers: [...former],
    upns: [...upns],
    identifiers: [...others],
  };
}

function addNumber(numbers: Set<string>, value: string): void {
  const number = parseNhsNumber(value);
  if (number.status === 'valid') numbers.add(number.value);
}
