import {
  runMapping,
  type Bindings,
  type GuardName,
  type Mapping,
  type RunReport,
} from '@contactpoint/adapter';
import { createNodeWorld } from '../../node-world.ts';
import { createFileQuarantine } from '../../outputs/file-quarantine.ts';
import { createProgressPrinter } from '../../print/progress.ts';
import type { Terminal } from '../../terminal.ts';
import type { Target } from './choose-target.ts';
import { openOutlets } from './open-outlets.ts';

/** One run with everything decided. */
export interface RunJob {
  readonly mapping: Mapping;
  readonly bindings: Required<Bindings>;
  readonly target: Target;
  /** The ledger's file. */
  readonly state: string;
  /** Folder for rows that could not be sent. */
  readonly quarantine: string;
  readonly confirmed: readonly GuardName[];
  /** Requests under way at once. */
  readonly workers: number | undefined;
  /** Writes progress for machines as well. */
  readonly json: boolean;
}

const LAST_STEP = { directory: 'Sending', file: 'Writing', 'dry-run': 'Checking' } as const;

/** Runs a mapping with progress on the terminal, and lets go of everything however it ends. */
export async function conductRun(job: RunJob, terminal: Terminal): Promise<RunReport> {
  const { mapping, bindings, confirmed, workers } = job;
  const progress = createProgressPrinter(terminal, { lastStep: LAST_STEP[job.target.kind], json: job.json });
  const quarantine = createFileQuarantine(job.quarantine, terminal.now());
  const outlets = await openOutlets(job.target, {
    mapping,
    state: job.state,
    now: terminal.now,
    onWait: progress.wait,
  });
  const world = createNodeWorld(terminal);
  try {
    const report = await runMapping({
      mapping,
      ...bindings,
      world: {
        ...world,
        pause: (ms, signal) => {
          progress.wait(ms);
          return world.pause(ms, signal);
        },
      },
      ...(outlets.to && { to: outlets.to }),
      ...(outlets.ledger && { ledger: outlets.ledger }),
      quarantine,
      confirmed,
      ...(workers !== undefined && { concurrency: workers }),
      onProgress: progress.show,
      signal: terminal.signal,
    });
    await outlets.finish();
    return report;
  } finally {
    progress.clear();
    await quarantine.close();
    await outlets.close();
  }
}
