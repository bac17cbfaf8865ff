import { createError, createIssue, type CanonicalRecord } from '@contactpoint/contract';
import type { Row } from '../compile/frame.ts';
import type { LedgerMark, RowShortcut } from '../ports.ts';
import { filledParts } from './field-counts.ts';
import { mapRows, type Item, type LineRow } from './map-rows.ts';
import { SEQUENCES_A_RUN, type OpenRun } from './open-run.ts';
import { hashText } from './row-hash.ts';
import { keepBack } from './quarantine-rows.ts';
import { wasRejectedForGood, type Outgoing } from './sender.ts';

/** An item that may go on: it has a record. */
export type WholeItem = Item & { readonly recordId: string; readonly record: CanonicalRecord };

/**
 * Rows that must be mapped: a record id may occur once in a run, and a row that the ledger knows as it stands, and
 * as one without any issue, would only make again what was sent before.
 */
export async function keepUnknown(
  rows: readonly Row[],
  ordinal: number,
  run: OpenRun,
): Promise<readonly LineRow[]> {
  const { printRow, hashRow, mapper } = run;
  const ids = rows.map(mapper.idOf);
  const marks = await findMarks(ids, run);
  const unknown: LineRow[] = [];
  const repeated: LineRow[] = [];
  rows.forEach((row, index) => {
    const id = ids[index];
    const print = printRow?.(row) ?? '';
    const mark = marks[index];
    const met = id === undefined ? 'new' : run.seen.meet(id, printRow ? hashText(print) : hashRow(row));
    if (met === 'same') run.tally.addOutcome('duplicate-in-batch');
    else if (met === 'other') repeated.push({ row, ordinal: ordinal + index, print, mark });
    else if (isKnown(mark, print, run)) countKnown(mark, run);
    else unknown.push({ row, ordinal: ordinal + index, print, mark });
  });
  await keepBackRepeated(repeated, run);
  return unknown;
}

async function findMarks(
  ids: readonly (string | undefined)[],
  { ledger }: OpenRun,
): Promise<readonly (LedgerMark | undefined)[]> {
  // No record has an empty id.
  return ledger ? ledger.find(ids.map((id) => id ?? '')) : [];
}

type KnownMark = LedgerMark & { readonly shortcut: RowShortcut };

function isKnown(mark: LedgerMark | undefined, print: string, { ledgerRun }: OpenRun): mark is KnownMark {
  return mark?.shortcut?.print === print && mark.run !== ledgerRun?.number;
}

function countKnown({ shortcut }: KnownMark, { tally, fields }: OpenRun): void {
  tally.unchanged += 1;
  fields.add(shortcut.parts);
}

/** Of rows with one id the first counts; one that says other things waits until somebody has decided. */
async function keepBackRepeated(rows: readonly LineRow[], run: OpenRun): Promise<void> {
  const column = run.mapper.columnOf('/source/recordId');
  const items = rows.map((row): Item => {
    const place = { ...row.row.source.place, ...(column !== undefined && { column }) };
    const issues = [createIssue('mapping.repeated-record', { place })];
    const recordId = run.mapper.idOf(row.row);
    return { ...row, recordId, record: undefined, issues, leftOut: false, blocked: true };
  });
  run.tally.withErrors += items.length;
  await keepBack(items, run);
}

/** Rows as items of the line. */
export function mapBatch(rows: readonly LineRow[], run: OpenRun): readonly Item[] {
  const { mapper, mapping, options, suppliedAt, ledgerRun } = run;
  return mapRows(rows, {
    mapper,
    policy: mapping.policy,
    checks: options.checks ?? [],
    suppliedAt,
    firstSequence: ledgerRun && ledgerRun.number * SEQUENCES_A_RUN,
  });
}

/** Puts rows aside that must wait for a person or that the mapping leaves out; answers the others. */
export async function keepWhole(items: readonly Item[], run: OpenRun): Promise<readonly WholeItem[]> {
  const { tally, mapping } = run;
  const whole: WholeItem[] = [];
  const blocked: Item[] = [];
  for (const item of items) {
    if (item.issues.length > 0 && item.issues.some(({ severity }) => severity === 'error')) {
      tally.withErrors += 1;
      if (mapping.policy.onIssue === 'stop') throw stopped(item);
    }
    if (item.leftOut) tally.leftOut += 1;
    else if (item.blocked) blocked.push(item);
    else if (isWhole(item)) {
      whole.push(item);
      for (const issue of item.issues) tally.addIssue(issue, item.ordinal);
    }
  }
  await keepBack(blocked, run);
  return whole;
}

function isWhole(item: Item): item is WholeItem {
  return item.record !== undefined && item.recordId !== undefined;
}

function stopped({ row }: Item) {
  const { file, row: number = 0 } = row.source.place;
  return createError('run.stopped-on-issue', { values: { file, row: number } });
}

/** Records whose content the ledger does not know yet. */
export async function keepChanged(items: readonly WholeItem[], run: OpenRun): Promise<readonly Outgoing[]> {
  const { tally, ledger, ledgerRun, fingerprinter, fields } = run;
  const changed: Outgoing[] = [];
  const shortcuts: (RowShortcut & { readonly recordId: string })[] = [];
  for (const { record, recordId, ordinal, row, mark, print, issues } of items) {
    const parts = filledParts(record);
    fields.add(parts);
    // Without a ledger there is nothing to compare a fingerprint with.
    const fingerprint = ledger ? fingerprinter.fingerprint(record) : '';
    const shortcut = issues.length === 0 ? { print, parts } : undefined;
    const standing = standingOf(mark, fingerprint, run);
    if (standing === 'changed') {
      changed.push({ record, ordinal, row, fingerprint, mark, shortcut });
    } else {
      tally.unchanged += 1;
      if (standing === 'rejected') tally.rejectedBefore += 1;
      else if (shortcut) shortcuts.push({ recordId, ...shortcut });
    }
  }
  if (ledgerRun && shortcuts.length > 0) await ledger?.putShortcuts(shortcuts);
  return changed;
}

/** How a record stands to what the ledger knows of it; what this very run sent is looked at again by the sender. */
function standingOf(
  mark: LedgerMark | undefined,
  fingerprint: string,
  { ledgerRun }: OpenRun,
): 'changed' | 'unchanged' | 'rejected' {
  if (!mark || mark.run === ledgerRun?.number) return 'changed';
  if (mark.fingerprint === fingerprint) return 'unchanged';
  return wasRejectedForGood(mark, fingerprint) ? 'rejected' : 'changed';
}
