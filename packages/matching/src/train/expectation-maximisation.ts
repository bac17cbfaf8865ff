import { FIELDS } from '../model/model.ts';
import { sharesOf, type LevelShares, type PairLevels } from './pair-levels.ts';

const WIDTH = FIELDS.length;
const MOST_ROUNDS = 40;
/** Rounds end when the share of matches moves by less. */
const SETTLED = 1e-5;

/** What one session of expectation maximisation found. */
export interface Session {
  /** Shares of levels among matches. */
  readonly matches: LevelShares;
  /** Share of the session's pairs that match. */
  readonly share: number;
  readonly rounds: number;
}

/**
 * Estimates the levels of matching pairs among blocked pairs, those of strangers being known. Fields in
 * `blocked` agree by the way the pairs were chosen and say nothing.
 */
export function maximise(
  pairs: PairLevels,
  strangers: LevelShares,
  options: {
    readonly start: LevelShares;
    readonly blocked: ReadonlySet<number>;
  },
): Session {
  const beliefs = new Float64Array(pairs.pairs);
  let matches = options.start;
  let share = 0.3;
  let rounds = 0;
  while (rounds < MOST_ROUNDS) {
    rounds += 1;
    const before = share;
    share = expect(pairs, { matches, strangers, share, blocked: options.blocked }, beliefs);
    matches = sharesOf(pairs, (pair) => beliefs[pair]!);
    if (Math.abs(share - before) < SETTLED) break;
  }
  return { matches, share, rounds };
}

/** What decides how likely a pair is a match. */
export interface Beliefs {
  readonly matches: LevelShares;
  readonly strangers: LevelShares;
  readonly share: number;
  readonly blocked: ReadonlySet<number>;
}

/** How likely each pair is a match, in 0…1. */
export function believe(pairs: PairLevels, evidence: Beliefs): Float64Array {
  const beliefs = new Float64Array(pairs.pairs);
  expect(pairs, evidence, beliefs);
  return beliefs;
}

/** Writes how likely each pair is a match; gives the mean. */
function expect(
  pairs: PairLevels,
  { matches, strangers, share, blocked }: Beliefs,
  beliefs: Float64Array,
): number {
  const ratios = FIELDS.map((_, field) =>
    matches[field]!.map((m, level) =>
      level === 0 || blocked.has(field) ? 1 : m / strangers[field]![level]!,
    ),
  );
  const prior = share / (1 - share);
  let sum = 0;
  for (let pair = 0; pair < pairs.pairs; pair += 1) {
    let odds = prior;
    for (let field = 0; field < WIDTH; field += 1)
      odds *= ratios[field]![pairs.levels[pair * WIDTH + field]!]!;
    const belief = odds / (1 + odds);
    beliefs[pair] = belief;
    sum += belief;
  }
  // A share of 0 or 1 could never be left again.
  return Math.min(0.999, Math.max(0.001, sum / Math.max(1, pairs.pairs)));
}
