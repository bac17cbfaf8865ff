import { createIssue } from '@contactpoint/contract';
import type { LedgerEntry } from '../ports.ts';
import { countAbsentRecords, toClosingRecord } from './absent-records.ts';
import { closeStop } from './guards.ts';
import { SEQUENCES_A_RUN, type OpenRun } from './open-run.ts';

/** With full snapshots: counts the records that are absent, and closes those that have been for long enough. */
export async function closeAbsent(run: OpenRun): Promise<void> {
  const { ledger, ledgerRun, mapping, tally, seen, options } = run;
  if (!mapping.record.snapshot || !ledger || !ledgerRun) return;
  const unreadable = [...run.inputs.values()].reduce(
    (sum, input) => sum + (input.role === 'records' ? input.unreadable : 0),
    0,
  );
  if (unreadable > 0) {
    tally.addIssue(createIssue('run.absence-unsure', { values: { count: unreadable } }), -1);
    return;
  }
  const { closeAfter = Infinity, closing } = mapping.policy;
  const isPresent = (recordId: string) => seen.has(recordId);
  const { count, known, due } = await countAbsentRecords(ledger, ledgerRun, { isPresent, closeAfter });
  tally.absent = count;
  if (due.length === 0) return;
  const confirmed = options.confirmed ?? [];
  const stop = closeStop({ toClose: due.length, known }, mapping.policy, confirmed);
  if (stop) run.stops.push(stop);
  if (stop || (closing === 'confirm' && !confirmed.includes('close'))) tally.awaitingClose = due.length;
  else await sendClosings(due, run);
}

async function sendClosings(due: readonly LedgerEntry[], run: OpenRun): Promise<void> {
  const { ledger, ledgerRun, mapping, suppliedAt, tally, fingerprinter, outlet } = run;
  if (!ledger || !ledgerRun) return;
  const marks = await ledger.find(due.map(({ recordId }) => recordId));
  const outgoing = due.map((entry, index) => {
    // Behind the sequences of all rows, so that a close is newer than whatever this run said before.
    const ordinal = tally.read + index;
    const sequence = ledgerRun.number * SEQUENCES_A_RUN + ordinal;
    const record = toClosingRecord(entry, { system: mapping.source.system, suppliedAt, sequence });
    return {
      record,
      ordinal,
      row: undefined,
      fingerprint: fingerprinter.fingerprint(record),
      mark: marks[index],
      shortcut: undefined,
    };
  });
  await outlet.push(outgoing);
  await outlet.drain();
}
