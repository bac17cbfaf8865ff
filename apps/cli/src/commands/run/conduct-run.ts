import { runMapping, type GuardName, type Ledger, type Mapping, type RunReport } from '@contactpoint/adapter';
import { chooseSpill } from '../../inputs/choose-spill.ts';
import { openFile } from '@contactpoint/connectors/transports/file';
import type { OpenInputs } from '../../inputs/open-inputs.ts';
import { readFrame } from '../../inputs/read-frame.ts';
import { createNodeWorld } from '../../node-world.ts';
import { createFileQuarantine, type FileQuarantine } from '../../outputs/file-quarantine.ts';
import type { Recipe } from '../../outputs/recipe.ts';
import { createProgressPrinter } from '../../print/progress.ts';
import type { Terminal } from '../../terminal.ts';
import type { Target } from './choose-target.ts';
import { openOutlets } from './open-outlets.ts';

/** One run with everything decided. */
export interface RunJob {
  readonly mapping: Mapping;
  readonly inputs: OpenInputs;
  readonly target: Target;
  /** How the run was asked for; its ledger is `recipe.state`. */
  readonly recipe: Recipe;
  /** Folder for rows that could not be sent. */
  readonly quarantine: string;
  readonly confirmed: readonly GuardName[];
  /** Requests under way at once. */
  readonly workers: number | undefined;
  /** Writes progress for machines as well. */
  readonly json: boolean;
  /** Ids that no row may have; see `RunOptions`. */
  readonly taken?: readonly string[] | undefined;
  /** Looks at the ledger through this, when given. */
  readonly throughLedger?: (ledger: Ledger) => Ledger;
}

/** How a run went, and where the rows are that it set aside. */
export interface RunResult {
  readonly report: RunReport;
  readonly setAside: string | undefined;
  /** Whether `replay` can send any of those rows. */
  readonly isRepairable: boolean;
}

const LAST_STEP = { directory: 'Sending', file: 'Writing', 'dry-run': 'Checking' } as const;

/** Runs a mapping with progress on the terminal, and lets go of everything however it ends. */
export async function conductRun(job: RunJob, terminal: Terminal): Promise<RunResult> {
  const { mapping, inputs, confirmed, workers, recipe, throughLedger = (ledger) => ledger } = job;
  const progress = createProgressPrinter(terminal, { lastStep: LAST_STEP[job.target.kind], json: job.json });
  const quarantine = openQuarantine(job, terminal);
  const { now } = terminal;
  const outlets = await openOutlets(job.target, { mapping, state: recipe.state, now, onWait: progress.wait });
  const spill = await chooseSpill(mapping, inputs.sources);
  const world = createNodeWorld(terminal);
  try {
    const report = await runMapping({
      mapping,
      ...inputs,
      world: {
        ...world,
        pause: (ms, signal) => {
          progress.wait(ms);
          return world.pause(ms, signal);
        },
      },
      ...(outlets.to && { to: outlets.to }),
      ...(outlets.ledger && { ledger: throughLedger(outlets.ledger) }),
      ...(spill && { spill }),
      quarantine,
      confirmed,
      ...(job.taken && { taken: job.taken }),
      ...(workers !== undefined && { concurrency: workers }),
      onProgress: progress.show,
      signal: terminal.signal,
    });
    await outlets.finish();
    return { report, setAside: quarantine.folder, isRepairable: quarantine.isRepairable };
  } finally {
    progress.clear();
    await spill?.close();
    await quarantine.close();
    await outlets.close();
  }
}

function openQuarantine({ mapping, inputs, recipe, quarantine }: RunJob, terminal: Terminal): FileQuarantine {
  const files = [...inputs.files].flatMap(([input, own]) => own.map((file) => ({ input, ...file })));
  const find = (exportName: string) => files.find(({ name }) => name === exportName);
  return createFileQuarantine(quarantine, {
    now: terminal.now(),
    recipe,
    inputOf: (exportName) => find(exportName)?.input ?? '',
    frameOf: async (exportName) => {
      const file = find(exportName);
      const input = mapping.inputs.get(file?.input ?? '');
      return file && input ? readFrame(await openFile(file.path), input) : undefined;
    },
  });
}
