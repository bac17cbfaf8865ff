import { findHeader } from '../compile/unknown-columns.ts';
import type { RunStatistics } from '../ports.ts';
import { findDrift, findStops } from './guards.ts';
import { toLineRows } from './map-rows.ts';
import { mapBatch } from './sift.ts';
import { toInstant, type OpenRun } from './open-run.ts';
import { readBatches } from './read-batches.ts';

/**
 * Looks at all rows before any is sent, when there is something to compare them with or when one error stops
 * all. Answers whether the run may go on.
 */
export async function surveyInputs(run: OpenRun): Promise<boolean> {
  const { allOrNothing } = run.mapping.policy;
  if (run.mode !== 'directory' || (run.history.length === 0 && !allOrNothing)) return true;
  run.surveyed = true;
  const before = run.options.world.now().getTime();
  let rows = 0;
  let blocked = 0;
  for await (const batch of readBatches(run, 'survey')) {
    const attached = await run.joined.attach(batch.input, batch.records);
    run.columns.add(attached, batch.ordinal);
    rows += batch.records.length + batch.unreadable.length;
    blocked += batch.unreadable.length;
    if (allOrNothing) blocked += mapBatch(toLineRows(attached), run).filter((item) => item.blocked).length;
  }
  run.drift.push(...findDrift(toStatistics(run, rows), run.history, run.mapping.policy));
  run.stops.push(...findStops(run.drift, run.options.confirmed ?? []));
  if (allOrNothing && blocked > 0) {
    const sentence = `${blocked} of ${rows} rows have an error, and the mapping says that all are sent or none.`;
    run.stops.push({ code: 'guard.all-or-nothing', sentence });
  }
  run.tally.read = run.stops.length > 0 ? rows : 0;
  run.tally.ready = run.tally.read;
  run.durations.survey = run.options.world.now().getTime() - before;
  if (run.stops.length > 0) return false;
  // All rows are read and counted once more.
  for (const input of run.mapper.tree.records.inputs) run.inputs.delete(input);
  return true;
}

/** What later runs compare themselves with. */
export function toStatistics(run: OpenRun, rows: number): RunStatistics {
  const { ledgerRun, startedAt, columns, tally, mapper } = run;
  const { matchRate } = tally;
  const header = findHeader(mapper.tree.records);
  return {
    run: ledgerRun?.number ?? 0,
    startedAt: toInstant(startedAt),
    rows,
    columns: columns.columns,
    ...(header && { header }),
    ...(matchRate !== undefined && { matchRate }),
  };
}
