import type { Progress } from '../run-options.ts';
import { toInstant, type OpenRun } from './open-run.ts';
import { keepBackUnreadable } from './quarantine-rows.ts';
import { readRows, type InputBatch } from './read-rows.ts';

/** A batch of rows and where its first row stands in the run. */
export interface CountedBatch extends InputBatch {
  readonly ordinal: number;
}

/** The rows of all record inputs, counted; rows that cannot be read are kept back here. */
export async function* readBatches(run: OpenRun, step: Progress['step']): AsyncGenerator<CountedBatch> {
  const { tally, options, mapper } = run;
  let bytes = 0;
  let ordinal = options.firstRow ?? 0;
  const reading = { signal: options.signal, onBytes: (more: number) => void (bytes += more) };
  for await (const batch of readRows(mapper.tree.records.inputs, options.sources, reading)) {
    addInput(run, batch);
    if (step === 'send') await countBatch(batch, run);
    yield { ...batch, ordinal };
    ordinal += batch.records.length + batch.unreadable.length;
    options.onProgress?.(toProgress(run, { step, bytes, read: step === 'send' ? tally.read : ordinal }));
  }
}

async function countBatch(batch: InputBatch, run: OpenRun): Promise<void> {
  run.tally.read += batch.records.length + batch.unreadable.length;
  for (const issue of batch.issues) run.tally.addIssue(issue, -1);
  await keepBackUnreadable(batch.unreadable, run);
}

function addInput(run: OpenRun, { input, records, unreadable }: InputBatch): void {
  const { name } = input;
  const before = run.inputs.get(input) ?? { name, role: 'records' as const, rows: 0, unreadable: 0 };
  run.inputs.set(input, {
    ...before,
    rows: before.rows + records.length + unreadable.length,
    unreadable: before.unreadable + unreadable.length,
  });
}

function toProgress({ tally, options }: OpenRun, now: Pick<Progress, 'step' | 'bytes' | 'read'>): Progress {
  const sizes = [...options.sources.values()].map((source) => source.sizeInBytes);
  const total = sizes.includes(undefined)
    ? undefined
    : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  return {
    ...now,
    ...(total !== undefined && { totalBytes: total }),
    sent: tally.sent + tally.written,
    unchanged: tally.unchanged,
    quarantined: tally.quarantined,
    at: toInstant(options.world.now()),
  };
}
