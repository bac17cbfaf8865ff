import {
  compileMapping,
  loadTables,
  runMapping,
  type Bindings,
  type GuardName,
  type Mapper,
  type Mapping,
  type Quarantine,
  type RunOptions,
  type RunReport,
  type Source,
  type World,
} from '@contactpoint/adapter';
import { createSource, type SourceFile } from '@contactpoint/connectors';
import type { OpenedFeed } from '@contactpoint/connectors/feeds';
import { createError } from '@contactpoint/contract';
import { readFrame } from '../inputs/read-frame.ts';
import { createFileQuarantine } from '../outputs/file-quarantine.ts';
import type { Recipe } from '../outputs/recipe.ts';
import type { Outlets } from '../commands/run/open-outlets.ts';
import type { FeedInput } from './find-feed-input.ts';
import { createPartQuarantine, type PartQuarantine } from './part-quarantine.ts';
import { splitRounds } from './split-rounds.ts';
import { sumReports } from './sum-reports.ts';
import { watchRejections, type RejectionWatch } from './watch-rejections.ts';

/** A line that stands ready for the deliveries of one feed. */
export interface FeedLineOptions {
  readonly mapping: Mapping;
  readonly fed: FeedInput;
  readonly format: OpenedFeed['format'];
  /** Of the inputs that do not come by the feed; read again for every delivery. */
  readonly bindings: Required<Bindings>;
  readonly outlets: Outlets;
  readonly world: World;
  readonly recipe: Recipe;
  /** Folder for rows that could not be sent. */
  readonly quarantine: string;
  readonly confirmed: readonly GuardName[];
  readonly workers: number | undefined;
  readonly signal: AbortSignal;
}

/** How one delivery went: all that it held is at the directory or in the quarantine, and durable. */
export interface Taken {
  readonly report: RunReport;
  readonly setAside: string | undefined;
}

/** Takes deliveries of a feed through the line, one after another. */
export class FeedLine {
  readonly #options: FeedLineOptions;
  readonly #parts: PartQuarantine;
  readonly #rejections: RejectionWatch | undefined;
  #rows = 0;
  #mapper: Mapper | undefined;

  constructor(options: FeedLineOptions) {
    const { fed, recipe, world, outlets } = options;
    this.#options = options;
    if (outlets.to?.kind === 'directory') this.#rejections = watchRejections(outlets.to.sink);
    this.#parts = createPartQuarantine(options.quarantine, {
      input: fed.input,
      recipe,
      now: () => world.now(),
    });
  }

  /** Throws a `ContactPointError` when the run of the delivery could not finish. */
  take(file: SourceFile): Promise<Taken> {
    return this.#options.fed.transport.delivers === 'files' ? this.#takeFile(file) : this.#takePart(file);
  }

  async #takeFile(file: SourceFile): Promise<Taken> {
    const { fed, format, recipe, world } = this.#options;
    const quarantine = createFileQuarantine(this.#options.quarantine, {
      now: world.now(),
      recipe,
      inputOf: () => fed.input.name,
      frameOf: () => readFrame(file, fed.input),
    });
    try {
      const report = await this.#run(createSource(format, [file]), { quarantine });
      return { report, setAside: quarantine.folder };
    } finally {
      await quarantine.close();
    }
  }

  async #takePart(file: SourceFile): Promise<Taken> {
    const { fed, format, mapping } = this.#options;
    const keeper = this.#parts.begin(file);
    const source = keeper.watch(createSource(format, [file]));
    const rounds = fed.transport.delivers === 'messages' ? await this.#toRounds(source) : [source];
    let sum: RunReport | undefined;
    for (const round of rounds) {
      const report = await this.#runNext(round, keeper.quarantine);
      const rejected = await this.#rejections?.findRows(round, fed.input, () => this.#compile(round));
      await keeper.quarantine.put(rejected ?? []);
      sum = sum === undefined ? report : sumReports(sum, report, mapping.policy);
    }
    await keeper.keep();
    return { report: sum!, setAside: this.#parts.folder };
  }

  async #toRounds(source: Source): Promise<readonly Source[]> {
    this.#mapper ??= await this.#compile(source);
    return splitRounds(source, this.#options.fed.input, this.#mapper);
  }

  #compile(source: Source): Promise<Mapper> {
    const { fed, bindings, mapping } = this.#options;
    return compile(mapping, withSource(bindings, fed.input.name, source));
  }

  /** What is sent again after a failure has other numbers: those of the failure may be taken. */
  async #runNext(source: Source, quarantine: Quarantine): Promise<RunReport> {
    let rows = ROWS_OF_A_FAILURE;
    try {
      const report = await this.#run(source, { quarantine, firstRow: this.#rows });
      rows = report.balance.read;
      return report;
    } finally {
      this.#rows += rows;
    }
  }

  #run(source: Source, more: Pick<RunOptions, 'quarantine' | 'firstRow'>): Promise<RunReport> {
    const { mapping, fed, bindings, outlets, world, confirmed, workers, signal } = this.#options;
    return runMapping({
      mapping,
      ...withSource(bindings, fed.input.name, source),
      world,
      ...(this.#rejections && { to: { kind: 'directory', sink: this.#rejections.sink } }),
      ...(outlets.ledger && { ledger: outlets.ledger }),
      confirmed,
      // One request after another: messages about one child are then in order however long each takes.
      concurrency: workers ?? (fed.transport.delivers === 'messages' ? 1 : 4),
      signal,
      ...more,
    });
  }
}

/** More than a delivery of messages holds. */
const ROWS_OF_A_FAILURE = 1000;

function withSource(bindings: Required<Bindings>, name: string, source: Source): Required<Bindings> {
  return { ...bindings, sources: new Map([...bindings.sources, [name, source]]) };
}

async function compile(mapping: Mapping, { sources, tables, settings }: Required<Bindings>): Promise<Mapper> {
  const layouts = await Promise.all(
    [...sources].map(async ([name, one]) => [name, await one.layouts()] as const),
  );
  const loaded = await loadTables(mapping, tables);
  const compiled = compileMapping(mapping, { layouts: new Map(layouts), tables: loaded.tables, settings });
  if (compiled.mapper) return compiled.mapper;
  throw createError('run.mapping-refused', {
    values: { count: compiled.problems.length, first: mapping.file },
  });
}
