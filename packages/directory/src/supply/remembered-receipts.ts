import type { CanonicalRecord, Receipt } from '@contactpoint/contract';
import { toRecordRef } from '@contactpoint/matching';
import type { CommandContext } from '../command-context.ts';
import { toRecordKey } from '../matching/index-context.ts';

/** What is remembered of a submission. */
export interface Remembered {
  readonly clientId: string;
  /** With the key of each record in place of its id, which is often a pupil's number. */
  readonly receipts: readonly Receipt[];
}

/** Receipts as they are remembered: of a rejected record nothing is kept, not even a key. */
export const withRecordKeys = (
  context: Pick<CommandContext, 'vault'>,
  receipts: readonly Receipt[],
  records: readonly unknown[],
): readonly Receipt[] =>
  receipts.map((receipt) => {
    const isKept = receipt.outcome !== 'rejected';
    const recordRef = isKept ? toRecordRef(records[receipt.ref] as CanonicalRecord) : '';
    return { ...receipt, recordId: isKept ? toRecordKey(context, recordRef) : '' };
  });
