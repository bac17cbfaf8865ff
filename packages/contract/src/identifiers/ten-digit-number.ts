import type { IdentifierType } from '../types.ts';
import { parseNhsNumber } from './nhs-number.ts';
import { parseUln } from './uln.ts';

/** An unlabelled number with what it was found to be. */
export interface ClassifiedNumber {
  readonly type: Extract<IdentifierType, 'nhsNumber' | 'uln'>;
  readonly value: string;
}

/**
 * Whether an unlabelled ten-digit number is an NHS number or a ULN; undefined when it is neither. It is never
 * both: their check digits are 11 − r and 10 − r of the same sum.
 */
export function classifyTenDigitNumber(text: string): ClassifiedNumber | undefined {
  const nhsNumber = parseNhsNumber(text);
  if (nhsNumber.status === 'valid') return { type: 'nhsNumber', value: nhsNumber.value };
  const uln = parseUln(text);
  return uln.status === 'valid' ? { type: 'uln', value: uln.value } : undefined;
}
