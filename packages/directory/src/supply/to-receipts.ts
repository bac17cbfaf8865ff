import { createIssue, type DiscrepancyNotice, type Receipt } from '@contactpoint/contract';
import type { Draft, Taken } from './draft.ts';
import type { Link, Linked } from './link-records.ts';
import { readRecordId } from './read-record-id.ts';

/** What receipts are made from. */
export interface Outcomes {
  readonly taken: readonly Taken[];
  readonly linked: Linked;
  /** Where records differ from the best view, by record key. */
  readonly discrepancies: ReadonlyMap<string, readonly DiscrepancyNotice[]>;
}

/** One receipt a draft, in order (SUPPLY-01). */
export function toReceipts(
  drafts: readonly Draft[],
  { taken, linked, discrepancies }: Outcomes,
): readonly Receipt[] {
  const takenBy = new Map<Draft, Taken>(taken.map((one) => [one.draft, one]));
  return drafts.map((draft) => {
    const one = takenBy.get(draft);
    const link = one && linked.links.get(one.recordKey);
    if (one === undefined || link === undefined) return rejected(draft);
    return receiptOf(one, link, discrepancies.get(one.recordKey) ?? []);
  });
}

const rejected = ({ ref, recordId, issues }: Draft): Receipt => ({
  ref,
  recordId,
  outcome: 'rejected',
  issues,
  discrepancies: [],
});

function receiptOf(taken: Taken, link: Link, discrepancies: readonly DiscrepancyNotice[]): Receipt {
  const { ref, recordId, record } = taken.draft;
  // A record linked to nobody says so, unless there is nothing of it to link.
  const isLost = link.answer === 'not-enough-data' && record.child !== undefined;
  return {
    ref,
    recordId,
    outcome: taken.outcome,
    ...(link.childRef !== undefined && { childRef: link.childRef }),
    match: link.answer,
    issues: isLost ? [...taken.issues, createIssue('directory.not-enough-data')] : taken.issues,
    discrepancies,
  };
}

/** Remembered receipts with the record ids of the request that came again. */
export const withRecordIds = (
  receipts: readonly Receipt[],
  records: readonly unknown[],
): readonly Receipt[] =>
  receipts.map((receipt) => ({ ...receipt, recordId: readRecordId(records[receipt.ref]) }));

/** How many receipts have each outcome. */
export function countOutcomes(receipts: readonly Receipt[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { outcome } of receipts) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
