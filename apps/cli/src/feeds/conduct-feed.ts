import type { Mapping, GuardName } from '@contactpoint/adapter';
import { chooseTarget } from '../commands/run/choose-target.ts';
import { DEFAULT_QUARANTINE } from '../commands/run/run.ts';
import { tellResult } from '../commands/run/tell-result.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { findSettings } from '../inputs/find-settings.ts';
import { loadMapping } from '../inputs/load-mapping.ts';
import { createPage } from '../print/page.ts';
import { isError, refuseMapping } from '../print/print-problems.ts';
import type { Terminal } from '../terminal.ts';
import { FeedPrinter } from './feed-printer.ts';
import { findFeedInput, type FeedChoice, type FeedInput } from './find-feed-input.ts';
import { openFeedSession, openOtherInputs, type FeedJob, type FeedSession } from './open-feed-session.ts';
import { takeDeliveries } from './take-deliveries.ts';

/** What somebody typed for a feed; both commands have these. */
export interface FeedOptions {
  readonly to: string | undefined;
  readonly credentials: string | undefined;
  readonly state: string | undefined;
  readonly quarantine: string | undefined;
  readonly set: readonly string[];
  readonly workers: number | undefined;
  readonly json: boolean;
  readonly 'dry-run'?: boolean;
  readonly report?: string | undefined;
}

/** One of the two ways in which a feed goes on. */
export interface FeedManner {
  readonly direction: 'listen' | 'pull';
  readonly choice?: FeedChoice;
  readonly confirmed?: readonly GuardName[];
  /** Called when the feed is open and its first delivery is awaited. */
  onOpen?(session: FeedSession, fed: FeedInput): Promise<void>;
}

/** Takes what a mapping's feed delivers until it ends or is told to stop, and says how it went however it ends. */
export async function conductFeed(
  typed: { readonly word: string; readonly options: FeedOptions },
  manner: FeedManner,
  terminal: Terminal,
): Promise<ExitCode> {
  const { options, word } = typed;
  const { direction, choice, confirmed = [] } = manner;
  const target = await chooseTarget({ 'dry-run': false, ...options, out: undefined });
  const { mapping, document, problems } = await loadMapping(word);
  if (!mapping) return refuseMapping(problems, terminal, options);
  const settings = findSettings([mapping], options.set, terminal.env);
  const fed = await findFeedInput(mapping, direction, choice);
  const printer = createPrinter(mapping, fed, { options, terminal });
  const { state, workers, quarantine = DEFAULT_QUARANTINE } = options;
  const decided = { mapping, document, fed, target, settings, state, quarantine, confirmed, workers };
  const job: FeedJob = { ...decided, onWait: (waitInMs) => printer.wait(waitInMs) };
  const others = await openOtherInputs(job);
  if (others.problems.some(isError)) return refuseMapping(others.problems, terminal, options);
  const session = await openFeedSession(job, others.inputs, terminal);
  let exitCode: ExitCode = EXIT.done;
  try {
    await manner.onOpen?.(session, fed);
    await takeDeliveries(session, {
      printer,
      signal: terminal.signal,
      goesOn: direction === 'listen',
      // Without a directory nothing leaves its source; what pages remember is then forgotten with the process.
      accepts: target.kind === 'directory' || fed.transport.delivers === 'pages',
    });
  } finally {
    printer.clear();
    await session.close();
    exitCode = await tellSum(printer, options, terminal);
  }
  return exitCode;
}

const UNITS = { files: 'file', pages: 'page', messages: 'batch' } as const;

function createPrinter(
  { policy }: Mapping,
  { transport }: FeedInput,
  { options, terminal }: { readonly options: FeedOptions; readonly terminal: Terminal },
): FeedPrinter {
  const unit = UNITS[transport.delivers];
  return new FeedPrinter(terminal, { unit, json: options.json, policy });
}

async function tellSum(
  { sum, setAside }: FeedPrinter,
  options: FeedOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  if (sum !== undefined)
    return tellResult(
      { report: sum, setAside, isRepairable: true },
      { ...options, out: undefined },
      terminal,
    );
  createPage(terminal).line('  Nothing came.');
  return EXIT.done;
}
