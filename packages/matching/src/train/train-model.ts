import type { CanonicalRecord, IsoDate } from '@contactpoint/contract';
import { toMilliBits } from '../bits.ts';
import { Comparison, compileWeights } from '../compare/comparison.ts';
import { startOf, type FeatureTable } from '../compare/feature-table.ts';
import { createTable } from '../decide/create-bench.ts';
import { differsOnGiven } from '../decide/vetoes.ts';
import { sharesBirthAndHome } from '../decide/weigh.ts';
import { FIELD, FIELDS, type MatchModel, type Thresholds } from '../model/model.ts';
import type { NameTables } from '../model/name-frequencies.ts';
import { SHIPPED_MODEL } from '../model/shipped-model.ts';
import { toFeatures } from '../normalise/to-features.ts';
import { believe, maximise, type Session } from './expectation-maximisation.ts';
import { learnNames } from './learn-names.ts';
import { MOST_LEVELS, PairLevels, sharesOf, type LevelShares } from './pair-levels.ts';
import { toWeights, type Learned } from './to-weights.ts';

/** What training may be told. */
export interface TrainOptions {
  /** Name of the new model; part of every decision made with it. */
  readonly id: string;
  /** Day of training, for the provenance: the package has no clock. */
  readonly on: IsoDate;
  /** Keeps thresholds, household weights and whatever the records do not show. */
  readonly base?: MatchModel;
  /** False for records of people without brothers and sisters among them; see `MatchModel.families`. */
  readonly families?: boolean;
}

/** A model learned from records, with the names it was learned on: what `parseModel` reads. */
export interface TrainedModel {
  readonly model: MatchModel;
  readonly names: NameTables;
  /** Likely pairs that the step with most of them had to learn from; see `FEWEST_PAIRS`. */
  readonly pairs: number;
}

/** A model learned from fewer pairs says more of chance than of its records. */
export const FEWEST_PAIRS = 200;

/** Where no twin has to be told apart, what is likelier than not is linked. */
const THRESHOLDS_WITHOUT_FAMILIES = { match: 0, lead: 1_000, keep: 0 };
/** Pairs looked at in each step: shares settle before. */
const MOST_PAIRS = 400_000;
/** Pairs from all over: enough for the rarest chance agreement that counts. */
const ANY_PAIRS = 100_000;
/** Larger blocks hold strangers by the thousand and little else. */
const LARGEST_BLOCK = 200;
/** Pairs known by a shared identifier are preferred to guessed ones from here on. */
const LEAST_LABELLED = FEWEST_PAIRS;
/** Rounds in which strangers and matches are learned; in the second, what the first took for a match is no stranger. */
const ROUNDS = 2;

/**
 * Learns weights and name frequencies from records without labels: strangers from pairs far apart, matches
 * from pairs that share an identifier and by expectation maximisation within blocks of one name and of one
 * birth date. Pairs that look like twins teach nothing. The same records give the same model.
 */
export async function trainModel(
  records: AsyncIterable<CanonicalRecord> | Iterable<CanonicalRecord>,
  options: TrainOptions,
): Promise<TrainedModel> {
  const base = options.base ?? SHIPPED_MODEL;
  const families = options.families ?? base.families;
  const table = createTable({});
  for await (const record of records) table.add(toFeatures(record));
  const names = learnNames(table, options.id);
  const comparison = new Comparison(table, compileWeights(base, table.rows));
  const keep = (levels: Int8Array): boolean => !families || !looksLikeTwins(levels);
  const within = (...keys: readonly BlockKey[]): PairLevels =>
    pairsWithin(blocksBy(table, ...keys), { comparison, keep });
  const labelled = within(nhsNumbers, upns);
  const blocks = [
    { pairs: within(fullNames), blocked: NAME_FIELDS },
    { pairs: within(birthDates), blocked: BIRTH_FIELDS },
  ];
  const { learned, sessions } = learn({
    labelled,
    blocks,
    anyTwo: anyPairs(table, comparison),
    rows: table.rows,
  });
  const fields = toWeights(base, learned);
  const model: MatchModel = {
    ...base,
    id: options.id,
    families,
    thresholds: {
      ...base.thresholds,
      ...(families ? {} : THRESHOLDS_WITHOUT_FAMILIES),
      ...postcodeOf(base, fields, table),
    },
    frequencies: names.id,
    provenance: `Learned on ${options.on} from ${table.rows} records: ${labelled.pairs} pairs of a shared identifier, ${sessions.map(({ pairs, found }, at) => `${pairs.pairs} pairs of one ${SESSION_NAMES[at]} in ${found.rounds} rounds`).join(', ')}. Thresholds, household weights and fields too rare to learn from ${base.id}.`,
    fields,
  };
  return { model, names, pairs: Math.max(labelled.pairs, ...sessions.map(({ pairs }) => pairs.pairs)) };
}

/** Where the postcode weight was learned, it holds for as many children as it was learned from. */
function postcodeOf(
  { thresholds: { postcodePrior, postcodeCap }, fields: { place } }: MatchModel,
  learned: MatchModel['fields'],
  table: FeatureTable,
): Pick<Thresholds, 'postcodePrior' | 'postcodeCap'> {
  if (learned.place === place) return { postcodePrior, postcodeCap };
  return {
    postcodePrior: toMilliBits(largestSource(table)),
    postcodeCap: Math.max(postcodeCap, learned.place[0]!.bits),
  };
}

/** Rows of the system with most of them: most sources hold a child once. */
function largestSource({ systems, rows }: FeatureTable): number {
  const counts = new Map<number, number>();
  for (const system of systems.values.subarray(0, rows)) counts.set(system, (counts.get(system) ?? 0) + 1);
  return Math.max(1, ...counts.values());
}

const SESSION_NAMES = ['name', 'birth date'] as const;
const NAME_FIELDS = new Set([FIELD.swapped, FIELD.given, FIELD.middle, FIELD.family]);
const BIRTH_FIELDS = new Set([FIELD.dateOfBirth]);

const looksLikeTwins = (levels: Int8Array): boolean => sharesBirthAndHome(levels) && differsOnGiven(levels);

/** Pairs of rows from all over the table, whatever they are. */
function anyPairs({ rows }: FeatureTable, comparison: Comparison): PairLevels {
  const pairs = new PairLevels(comparison);
  const half = Math.floor((rows - 1) / 2);
  const offsets = Math.min(half, Math.ceil(ANY_PAIRS / Math.max(1, rows)));
  const step = Math.max(1, Math.ceil(rows / ANY_PAIRS));
  for (let at = 1; at <= offsets; at += 1) {
    const offset = Math.floor((at * half) / offsets);
    for (let row = 0; row < rows; row += step) pairs.add(row, (row + offset) % rows);
  }
  return pairs;
}

/** Texts or numbers under which rows stand together. */
type BlockKey = (table: FeatureTable, row: number) => readonly (number | string)[];

const fullNames: BlockKey = ({ names, nameEnds }, row) => {
  const at = startOf(nameEnds, row);
  if (at === nameEnds.values[row]) return [];
  const [given, family] = [names.values[at + 2]!, names.values[at + 5]!];
  return given < 0 || family < 0 ? [] : [`${given} ${family}`];
};
const birthDates: BlockKey = ({ years, months, days }, row) =>
  days.values[row] === 0 ? [] : [years.values[row]! * 10_000 + months.values[row]! * 100 + days.values[row]!];
const nhsNumbers: BlockKey = ({ nhsNumbers: list, nhsEnds }, row) =>
  [...list.values.subarray(startOf(nhsEnds, row), nhsEnds.values[row])].filter((number) => number > 0);
const upns: BlockKey = ({ upns: list, upnEnds }, row) =>
  [...list.values.subarray(startOf(upnEnds, row), upnEnds.values[row])].map((number) => -number);

function blocksBy(table: FeatureTable, ...keys: readonly BlockKey[]): Iterable<readonly number[]> {
  const blocks = new Map<number | string, number[]>();
  for (let row = 0; row < table.rows; row += 1) {
    for (const key of keys.flatMap((keysOf) => keysOf(table, row))) {
      const block = blocks.get(key);
      if (block === undefined) blocks.set(key, [row]);
      else block.push(row);
    }
  }
  return blocks.values();
}

function pairsWithin(
  blocks: Iterable<readonly number[]>,
  { comparison, keep }: { readonly comparison: Comparison; readonly keep: (levels: Int8Array) => boolean },
): PairLevels {
  const pairs = new PairLevels(comparison);
  for (const block of blocks) {
    if (block.length > LARGEST_BLOCK) continue;
    for (let i = 1; i < block.length; i += 1)
      for (let j = 0; j < i; j += 1) pairs.add(block[i]!, block[j]!, keep);
    if (pairs.pairs >= MOST_PAIRS) break;
  }
  return pairs;
}

/** Pairs that agree on some fields by the way they were chosen. */
interface Block {
  readonly pairs: PairLevels;
  readonly blocked: ReadonlySet<number>;
}

interface BlockedSession extends Block {
  readonly found: Session;
}

/** What `learn` looks at: pairs known to match, pairs of one name or birth date, and any pairs of the rows. */
interface Lesson {
  readonly labelled: PairLevels;
  readonly blocks: readonly Block[];
  readonly anyTwo: PairLevels;
  readonly rows: number;
}

/** Levels of matches and of strangers, each by what the other leaves. */
function learn({ labelled, blocks, anyTwo, rows }: Lesson): {
  readonly learned: Learned;
  readonly sessions: readonly BlockedSession[];
} {
  let strangers = sharesOf(anyTwo);
  for (let round = 1; ; round += 1) {
    const sessions = blocks.map((block): BlockedSession => ({
      ...block,
      found: maximise(block.pairs, strangers, { start: firstGuess(), blocked: block.blocked }),
    }));
    const { matches, compared } = combine({ labelled, sessions });
    if (round === ROUNDS) return { learned: { matches, compared, strangers }, sessions };
    const beliefs = believe(anyTwo, { matches, strangers, share: 1 / Math.max(2, rows), blocked: NOTHING });
    strangers = sharesOf(anyTwo, (pair) => 1 - beliefs[pair]!);
  }
}

const NOTHING: ReadonlySet<number> = new Set();

/** Matches agree nine times in ten; the rest is spread evenly. */
const firstGuess = (): LevelShares =>
  FIELDS.map(() =>
    Float64Array.from({ length: MOST_LEVELS }, (_, level) =>
      level === 0 ? 0 : level === 1 ? 0.9 : 0.1 / (MOST_LEVELS - 2),
    ),
  );

/** Each field from labelled pairs where there are enough, otherwise from the sessions not blocked on it. */
function combine({
  labelled,
  sessions,
}: {
  readonly labelled: PairLevels;
  readonly sessions: readonly BlockedSession[];
}): {
  readonly matches: LevelShares;
  readonly compared: readonly number[];
} {
  const ofLabelled = sharesOf(labelled);
  const chosen = FIELDS.map((_, field) => {
    const direct = comparedIn(labelled, field);
    if (direct >= LEAST_LABELLED && !IDENTIFIER_FIELDS.has(field))
      return { shares: ofLabelled[field]!, compared: direct };
    const usable = sessions.filter(({ blocked }) => !blocked.has(field));
    const weights = usable.map(({ pairs, found }) => comparedIn(pairs, field) * found.share);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const shares = Float64Array.from({ length: MOST_LEVELS }, (_, level) =>
      usable.reduce(
        (sum, { found }, at) => sum + (found.matches[field]![level]! * weights[at]!) / (total || 1),
        0,
      ),
    );
    return { shares, compared: total };
  });
  return { matches: chosen.map(({ shares }) => shares), compared: chosen.map(({ compared }) => compared) };
}

/** Labelled pairs agree on these because they were chosen so. */
const IDENTIFIER_FIELDS = new Set([FIELD.nhsNumber, FIELD.upn]);

function comparedIn({ levels, pairs }: PairLevels, field: number): number {
  let count = 0;
  for (let pair = 0; pair < pairs; pair += 1) if (levels[pair * FIELDS.length + field] !== 0) count += 1;
  return count;
}
