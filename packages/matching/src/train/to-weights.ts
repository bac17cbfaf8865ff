import { FIELDS, type FieldId, type LevelWeight, type MatchModel } from '../model/model.ts';
import type { LevelShares } from './pair-levels.ts';

/** No level counts for more than this, in milli-bits: what a finite set shows of rare levels is chance. */
const MOST_BITS = 20_000;

/** Shares of levels among matches and strangers, and for how many pairs of each field they speak. */
export interface Learned {
  readonly matches: LevelShares;
  readonly strangers: LevelShares;
  /** Matching pairs that compare each field. */
  readonly compared: readonly number[];
}

/** Fewer matching pairs than this leave a field as the base model has it. */
const LEAST_PAIRS = 50;

/** The fields of a model as learned, in whole milli-bits and never falling with likeness. */
export function toWeights(base: MatchModel, learned: Learned): MatchModel['fields'] {
  const fields = FIELDS.map((id, field): [FieldId, readonly LevelWeight[]] => {
    const levels = base.fields[id];
    // That names stand exchanged has one level: nothing shows how often they do not.
    if (levels.length === 1 || learned.compared[field]! < LEAST_PAIRS) return [id, levels];
    const bits = levels.map((_, at) => bitsOf(learned, field, at + 1));
    const smooth = neverFalling(bits);
    return [
      id,
      levels.map((level, at) => withBits(level, smooth[at]!, logOf(learned.matches[field]![at + 1]!))),
    ];
  });
  return Object.fromEntries(fields) as MatchModel['fields'];
}

const logOf = (share: number): number => Math.round(1000 * Math.log2(share));

function bitsOf({ matches, strangers }: Learned, field: number, level: number): number {
  const bits = Math.round(1000 * Math.log2(matches[field]![level]! / strangers[field]![level]!));
  return Math.max(-MOST_BITS, Math.min(MOST_BITS, bits));
}

/** A level that depends on rarity takes its share among matches; rarity stands for that among strangers. */
function withBits(level: LevelWeight, bits: number, share: number): LevelWeight {
  if (level.rarityCap === undefined) return { ...level, bits };
  if (level.id === 'exact') return { ...level, bits: share };
  return { ...level, rarityCap: bits };
}

/** The nearest numbers that do not rise from the most to the least alike: neighbours out of order are averaged. */
function neverFalling(values: readonly number[]): readonly number[] {
  const runs: { sum: number; count: number }[] = [];
  for (const value of values) {
    runs.push({ sum: value, count: 1 });
    while (runs.length > 1) {
      const [one, two] = [runs.at(-2)!, runs.at(-1)!];
      if (one.sum / one.count >= two.sum / two.count) break;
      runs.splice(-2, 2, { sum: one.sum + two.sum, count: one.count + two.count });
    }
  }
  return runs.flatMap(({ sum, count }) => Array.from({ length: count }, () => Math.round(sum / count)));
}
