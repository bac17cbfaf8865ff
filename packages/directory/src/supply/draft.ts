import type { CanonicalRecord, DiscrepancyNotice, Issue, Outcome, Receipt } from '@contactpoint/contract';
import type { Link } from './link-records.ts';

/** One record of a submission on its way to its receipt. */
export interface Draft {
  /** 0-based position in the request. */
  readonly ref: number;
  /** As it can be read; empty where it cannot. */
  readonly recordId: string;
  readonly issues: readonly Issue[];
  /** Undefined for one that is rejected. */
  readonly record?: CanonicalRecord;
}

/** A draft that was taken in: what became of it, and the source record it now is part of. */
export interface Taken {
  readonly draft: Draft & { readonly record: CanonicalRecord };
  readonly outcome: Outcome;
  readonly issues: readonly Issue[];
  readonly recordKey: string;
}

/** A receipt for a draft that was rejected. */
export const rejected = ({ ref, recordId, issues }: Draft): Receipt => ({
  ref,
  recordId,
  outcome: 'rejected',
  issues,
  discrepancies: [],
});

/** A receipt for a draft that was taken in. */
export function receiptOf(
  { draft: { ref, recordId }, outcome, issues }: Taken,
  { childId, childRef, answer }: Link,
  discrepancies: readonly DiscrepancyNotice[],
): Receipt {
  return {
    ref,
    recordId,
    outcome,
    ...(childId !== undefined && { childRef }),
    match: answer,
    issues,
    discrepancies,
  };
}
