import type { CanonicalRecord, Issue, Outcome } from '@contactpoint/contract';

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

/** Whether a record that was taken in said anything new. */
export const saysNew = ({ outcome }: Pick<Taken, 'outcome'>): boolean =>
  outcome !== 'unchanged' && outcome !== 'duplicate-in-batch';

/** A draft that was taken in: what became of it, and the source record it now is part of. */
export interface Taken {
  readonly draft: Draft & { readonly record: CanonicalRecord };
  readonly outcome: Outcome;
  readonly issues: readonly Issue[];
  readonly recordKey: string;
}
