import { createError, createIssue, type CanonicalRecord } from '@contactpoint/contract';
import type { Row } from '../compile/frame.ts';
import { mapRows, type Item } from './map-rows.ts';
import { SEQUENCES_A_RUN, type OpenRun } from './open-run.ts';
import { keepBack } from './quarantine-rows.ts';
import type { Outgoing } from './sender.ts';

/** An item that may go on: it has a record. */
export type WholeItem = Item & { readonly recordId: string; readonly record: CanonicalRecord };

/** Rows as items of the line. */
export function mapBatch(rows: readonly Row[], ordinal: number, run: OpenRun): readonly Item[] {
  const { mapper, mapping, options, suppliedAt, ledgerRun } = run;
  const first = ledgerRun && ledgerRun.number * SEQUENCES_A_RUN;
  return mapRows(rows, ordinal, {
    mapper,
    policy: mapping.policy,
    checks: options.checks ?? [],
    suppliedAt,
    sequenceOf: first === undefined ? undefined : (at) => first + at,
  });
}

/** Puts rows aside that must wait for a person or that the mapping leaves out; answers the others. */
export async function keepWhole(items: readonly Item[], run: OpenRun): Promise<readonly WholeItem[]> {
  const { tally, fields, mapping } = run;
  const whole: WholeItem[] = [];
  const blocked: Item[] = [];
  for (const item of items) {
    if (item.issues.some(({ severity }) => severity === 'error')) {
      tally.withErrors += 1;
      if (mapping.policy.onIssue === 'stop') throw stopped(item);
    }
    if (item.leftOut) tally.leftOut += 1;
    else if (item.blocked) blocked.push(item);
    else if (isWhole(item)) {
      whole.push(item);
      fields.add(item.record);
      for (const issue of item.issues) tally.addIssue(issue, item.ordinal);
    }
  }
  for (const { recordId } of blocked) if (recordId !== undefined) run.seen.meet(recordId, '');
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

/** Records whose content the ledger does not know yet. A record id may occur once in a run. */
export async function keepChanged(items: readonly WholeItem[], run: OpenRun): Promise<readonly Outgoing[]> {
  const { tally, ledger, ledgerRun, fingerprinter } = run;
  const once = await keepFirst(
    items.map((item) => ({ ...item, fingerprint: fingerprinter.fingerprint(item.record) })),
    run,
  );
  if (!ledger) return once.map((item) => ({ ...item, mark: undefined }));
  const marks = await ledger.find(once.map((item) => item.recordId));
  const changed: Outgoing[] = [];
  once.forEach((item, index) => {
    const mark = marks[index];
    if (mark?.fingerprint === item.fingerprint && mark.run !== ledgerRun?.number) tally.unchanged += 1;
    else changed.push({ ...item, mark });
  });
  return changed;
}

/** Of rows with one id the first counts; one that says the same is a duplicate, one that says other waits. */
async function keepFirst<T extends WholeItem & { readonly fingerprint: string }>(
  items: readonly T[],
  run: OpenRun,
): Promise<readonly T[]> {
  const others: Item[] = [];
  const first = items.filter((item) => {
    const met = run.seen.meet(item.recordId, item.fingerprint);
    if (met === 'same') run.tally.addOutcome('duplicate-in-batch');
    if (met === 'other') {
      const column = run.mapper.columnOf('/source/recordId');
      const place = { ...item.row.source.place, ...(column !== undefined && { column }) };
      others.push({ ...item, issues: [createIssue('mapping.repeated-record', { place })] });
    }
    return met === 'new';
  });
  run.tally.withErrors += others.length;
  await keepBack(others, run);
  return first;
}
