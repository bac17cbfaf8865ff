import {
  createMemorySource,
  type GuardName,
  type Mapping,
  type MappingProblem,
  type Source,
  type SourceBatch,
} from '@contactpoint/adapter';
import {
  createFileState,
  createMemoryState,
  openFeed,
  type FeedState,
  type OpenedFeed,
} from '@contactpoint/connectors/feeds';
import { openOutlets, defaultState, type Outlets } from '../commands/run/open-outlets.ts';
import { toRecipe } from '../commands/run/to-recipe.ts';
import type { Target } from '../commands/run/choose-target.ts';
import { checkColumns } from '../inputs/check-columns.ts';
import type { MappingDocument } from '../inputs/load-mapping.ts';
import { openInputs, type OpenInputs } from '../inputs/open-inputs.ts';
import { createNodeWorld } from '../node-world.ts';
import type { Terminal } from '../terminal.ts';
import { FeedLine } from './feed-line.ts';
import type { FeedInput } from './find-feed-input.ts';
import { createSessionLedger } from './session-ledger.ts';

/** A feed as it was asked for, nothing opened yet. */
export interface FeedJob {
  readonly mapping: Mapping;
  readonly document: MappingDocument;
  readonly fed: FeedInput;
  readonly target: Target;
  readonly settings: readonly string[];
  /** The ledger's file; the feed's own state lies beside it. */
  readonly state: string | undefined;
  readonly quarantine: string;
  readonly confirmed: readonly GuardName[];
  readonly workers: number | undefined;
  /** Called before each wait for a directory that does not answer. */
  readonly onWait: (waitInMs: number) => void;
}

/** A feed and the line that takes what it delivers. */
export interface FeedSession {
  readonly feed: OpenedFeed['feed'];
  readonly line: FeedLine;
  close(): Promise<void>;
}

interface OtherInputs {
  readonly inputs: OpenInputs;
  readonly problems: readonly MappingProblem[];
}

/** The inputs of a mapping but the one that comes by the feed, and what of the mapping does not fit them. */
export async function openOtherInputs({ mapping, document, fed, settings }: FeedJob): Promise<OtherInputs> {
  const others = new Map([...mapping.inputs].filter(([name]) => name !== fed.input.name));
  const opened = await openInputs({ ...mapping, inputs: others }, document, { words: [], settings });
  const inputs = { ...opened, tables: await holdTables(opened.tables) };
  const empty = createMemorySource([], { file: fed.input.name, open: true });
  const sources = new Map([...inputs.sources, [fed.input.name, empty]]);
  return { inputs, problems: await checkColumns(mapping, { ...inputs, sources }) };
}

/** Tables read once: every delivery asks for them. */
async function holdTables(tables: ReadonlyMap<string, Source>): Promise<ReadonlyMap<string, Source>> {
  const held = [...tables].map(async ([name, source]) => {
    const layouts = await source.layouts();
    const batches: SourceBatch[] = [];
    for await (const batch of source.read({})) batches.push(batch);
    const read = async function* () {
      yield* batches;
      await Promise.resolve();
    };
    return [name, { layouts: () => Promise.resolve(layouts), read }] as const;
  });
  return new Map(await Promise.all(held));
}

/** Opens directory, ledger and feed, in this order: a feed that two processes took would be taken twice. */
export async function openFeedSession(
  job: FeedJob,
  inputs: OpenInputs,
  terminal: Terminal,
): Promise<FeedSession> {
  const { mapping, document, fed, target, settings, confirmed, workers, quarantine, onWait } = job;
  const state = job.state ?? defaultState(mapping, document, target);
  const outlets = await openOutlets(target, { mapping, state, now: terminal.now, onWait });
  try {
    const { feed, format } = await openFeed(fed.input, {
      env: terminal.env,
      state: await openState(toFeedState(state, fed), target),
      now: () => terminal.now().getTime(),
      random: Math.random,
      baseFolder: document.folder,
    });
    const world = createNodeWorld(terminal);
    const line = new FeedLine({
      mapping: { ...mapping, inputs: new Map([...mapping.inputs, [fed.input.name, fed.input]]) },
      fed,
      format,
      bindings: inputs,
      outlets: fed.transport.delivers === 'files' ? outlets : inSession(outlets),
      world: {
        ...world,
        pause: (ms, signal) => {
          onWait(ms);
          return world.pause(ms, signal);
        },
      },
      recipe: toRecipe(document, { choice: { words: [], settings }, target, state, inputs }),
      quarantine,
      confirmed,
      workers,
      signal: terminal.signal,
    });
    return {
      feed,
      line,
      async close() {
        await feed.close();
        await outlets.close();
      },
    };
  } catch (error) {
    await outlets.close();
    throw error;
  }
}

function inSession(outlets: Outlets): Outlets {
  return outlets.ledger ? { ...outlets, ledger: createSessionLedger(outlets.ledger) } : outlets;
}

/** Beside the ledger, one for each way in: `source@directory.soap.json`. */
function toFeedState(state: string, { transport }: FeedInput): string {
  return `${state.replace(/(\.state)?\.sqlite$/, '')}.${transport.id}.json`;
}

/** What a feed remembers; a run that sends nothing leaves it as it was. */
async function openState(file: string, target: Target): Promise<FeedState> {
  const state = createFileState(file);
  return target.kind === 'directory' ? state : createMemoryState(await state.load());
}
