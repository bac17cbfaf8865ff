import type { CanonicalRecord } from '@contactpoint/contract';
import type { Ledger, LedgerEntry, LedgerRun } from '../ports.ts';

const PAGE = 1000;

/** Records that the ledger knows and a full snapshot does not hold. */
export interface AbsentRecords {
  /** All of them, closed ones left out. */
  readonly count: number;
  /** Known and not closed. */
  readonly known: number;
  /** Absent from enough snapshots in a row. */
  readonly due: readonly LedgerEntry[];
}

/**
 * Walks the ledger once: counts a miss for each record that this snapshot lacks, forgets the misses of those that
 * came back, and answers those that are due to be closed.
 */
export async function countAbsentRecords(
  ledger: Ledger,
  run: LedgerRun,
  options: { readonly isPresent: (recordId: string) => boolean; readonly closeAfter: number },
): Promise<AbsentRecords> {
  const due: LedgerEntry[] = [];
  let count = 0;
  for (let after: string | undefined; ;) {
    const page = await ledger.walk(after, PAGE);
    const changed = page.flatMap((entry) => {
      if (entry.closed) return [];
      const next = withMiss(entry, run, options.isPresent(entry.recordId));
      if (next.misses > 0) {
        count += 1;
        if (next.misses >= options.closeAfter) due.push(next);
      }
      return next === entry ? [] : [next];
    });
    if (changed.length > 0) await ledger.save(changed);
    after = page.at(-1)?.recordId;
    if (page.length < PAGE) return { count, known: await ledger.count(), due };
  }
}

function withMiss(entry: LedgerEntry, run: LedgerRun, present: boolean): LedgerEntry {
  if (present) return entry.misses === 0 ? entry : { ...entry, misses: 0 };
  // A run that goes on after it was cut off walks again over misses it has counted, and the same files again are
  // no other snapshot.
  return entry.missedIn === run.number || run.repeated
    ? entry
    : { ...entry, misses: entry.misses + 1, missedIn: run.number };
}

/** What tells the directory that a source no longer holds a record. */
export function toClosingRecord(
  entry: LedgerEntry,
  source: Omit<CanonicalRecord['source'], 'recordId'>,
): CanonicalRecord {
  return { source: { ...source, recordId: entry.recordId }, operation: 'close', completeness: 'partial' };
}
