import { createIssue } from '@contactpoint/contract';
import type { RecordWriter } from '../ports.ts';
import type { OpenRun } from './open-run.ts';
import { keepBack } from './quarantine-rows.ts';
import { Sender, type Outgoing, type Outlet } from './sender.ts';
import type { Tally } from './tally.ts';

/** A directory, a file, or nowhere. */
export function createOutlet(
  run: Omit<OpenRun, 'outlet'>,
  limits: { readonly batchSize: number; readonly concurrency: number },
): Outlet {
  const { to, world, signal } = run.options;
  if (!to) return countOnly(run.tally);
  if (to.kind === 'file') return writeRecords(to.writer, run.tally);
  return new Sender({
    sink: to.sink,
    world,
    tally: run.tally,
    fingerprinter: run.fingerprinter,
    ledger: run.ledger,
    run: run.ledgerRun,
    ...limits,
    signal,
    onRefused: (outgoing) => refuse(outgoing, run),
  });
}

function countOnly(tally: Tally): Outlet {
  return {
    push(records) {
      tally.ready += records.length;
      return Promise.resolve();
    },
    drain: () => Promise.resolve(),
    settle: () => Promise.resolve(),
  };
}

function writeRecords(writer: RecordWriter, tally: Tally): Outlet {
  return {
    async push(records) {
      if (records.length === 0) return;
      await writer.write(records.map(({ record }) => record));
      tally.written += records.length;
    },
    drain: () => Promise.resolve(),
    settle: () => Promise.resolve(),
  };
}

async function refuse({ row, ordinal, record, mark }: Outgoing, run: Omit<OpenRun, 'outlet'>): Promise<void> {
  if (!row) return;
  const issue = createIssue('run.request-refused', { place: row.source.place });
  const { recordId } = record.source;
  const item = {
    row,
    ordinal,
    print: '',
    mark,
    recordId,
    record,
    issues: [issue],
    leftOut: false,
    blocked: true,
  };
  await keepBack([item], run);
}
