import { isRecord, type CanonicalRecord } from '@contactpoint/contract';
import { TEXT } from '../mapping/language-inputs.ts';
import type { ValueTarget } from '../mapping/targets.ts';

/** The id of a record in its source. */
export const RECORD_ID: ValueTarget = { ...TEXT, longest: 128 };

/**
 * Whether the parts of a record whose values are all sound surely go together: what the schema says of more than
 * one field. Records of the rarer kinds are left to the schema itself.
 */
export function isSoundWhole(record: CanonicalRecord): boolean {
  const { operation, fromRecordId, child, involvements, notKnown } = record;
  if (operation !== 'upsert' || fromRecordId !== undefined || notKnown !== undefined) return false;
  if (child === undefined || child.returnIntention !== undefined) return false;
  if (involvements === undefined) return true;
  for (const { service, sensitive } of involvements) {
    if (sensitive !== undefined || service.category === 'sensitive') return false;
  }
  return true;
}

/** A check of what the line gives a record. One export gives nearly all of its records the same. */
export function createStampCheck(
  system: string,
): (suppliedAt: string, sequence: number | undefined) => boolean {
  let last: string | undefined;
  let lastIsSound = false;
  return (suppliedAt, sequence) => {
    if (suppliedAt !== last) {
      const source = { system, recordId: '1', suppliedAt };
      lastIsSound = isRecord({ source, operation: 'close', completeness: 'full' });
      last = suppliedAt;
    }
    return lastIsSound && (sequence === undefined || (Number.isSafeInteger(sequence) && sequence >= 0));
  };
}
