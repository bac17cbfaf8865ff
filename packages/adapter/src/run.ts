import { closeAbsent } from './line/close-absent.ts';
import { openRun, type OpenRun } from './line/open-run.ts';
import { readBatches } from './line/read-batches.ts';
import { keepChanged, keepUnknown, keepWhole, mapBatch } from './line/sift.ts';
import { surveyInputs } from './line/survey.ts';
import { closeRun } from './report/close-run.ts';
import type { RunReport } from './report/run-report.ts';
import type { RunOptions } from './run-options.ts';

/**
 * The line, from files to receipts: read → join → leave aside rows that the ledger knows → map, validate, check →
 * keep back what must wait → fingerprint and compare with the ledger → send in batches, each answer written to the
 * ledger → report.
 *
 * Delivery is at least once and writes are idempotent, so a run that was killed at any moment is simply run
 * again: it goes on where it stood and ends as if it had never been cut off. Throws a `ContactPointError` when
 * the run cannot finish; what is wrong with the data stands in the report.
 */
export async function runMapping(options: RunOptions): Promise<RunReport> {
  const run = await openRun(options);
  try {
    await run.joined.load(options.sources, options);
    if (!(await surveyInputs(run))) return await closeRun(run);
    await sendRows(run);
    await closeAbsent(run);
    return await closeRun(run);
  } finally {
    // An answer that is still on its way belongs into the ledger, whatever stopped the run.
    await run.outlet.settle();
  }
}

async function sendRows(run: OpenRun): Promise<void> {
  const { world } = run.options;
  const before = world.now().getTime();
  for await (const batch of readBatches(run, 'send')) {
    const rows = await run.joined.attach(batch.input, batch.records);
    if (!run.surveyed) run.columns.add(rows, batch.ordinal);
    const unknown = await keepUnknown(rows, batch.ordinal, run);
    const items = mapBatch(unknown, run);
    const whole = await keepWhole(items, run);
    const changed = await keepChanged(whole, run);
    await run.outlet.push(changed);
  }
  await run.outlet.drain();
  run.durations.send = world.now().getTime() - before;
}
