import type { Discrepancy } from './find-discrepancies.ts';

/** A discrepancy under way with its supplier. */
export interface OpenThread {
  readonly id: string;
  readonly kind: Discrepancy['kind'];
  /** As in the discrepancy that opened it. */
  readonly thread: string;
  /** The supplier has answered that its value is right: it stays quiet until either side changes. */
  readonly disputed: boolean;
}

/** What a fresh look at a record does to its open threads. */
export interface Reconciled {
  /** Differences nobody was told of yet. */
  readonly opened: readonly Discrepancy[];
  readonly kept: readonly OpenThread[];
  /** The data agrees, or the best value is another one: they close themselves. */
  readonly closed: readonly OpenThread[];
}

/** Compares the open threads of one record with what is found now: one thread a difference, none twice. */
export function reconcileThreads(open: readonly OpenThread[], found: readonly Discrepancy[]): Reconciled {
  const keyOf = ({ kind, thread }: Pick<Discrepancy, 'kind' | 'thread'>): string => `${kind}|${thread}`;
  const still = new Set(found.map(keyOf));
  const known = new Set(open.map(keyOf));
  return {
    opened: found.filter((one) => !known.has(keyOf(one))),
    kept: open.filter((thread) => still.has(keyOf(thread))),
    closed: open.filter((thread) => !still.has(keyOf(thread))),
  };
}
