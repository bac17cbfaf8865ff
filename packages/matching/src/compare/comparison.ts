import { toMilliBits } from '../bits.ts';
import { FIELD, FIELDS, type MatchModel } from '../model/model.ts';
import type { FeatureTable } from './feature-table.ts';

const WIDTH = 16;

/** A model as flat numbers: `field * WIDTH + level`, level 0 standing for a missing value. */
export interface CompiledWeights {
  readonly bits: Int32Array;
  readonly household: Int32Array;
  readonly rarityCaps: Int32Array;
}

const LEAST_POSTCODE_BITS = 4_000;

/**
 * The weights of a model as flat arrays, for a directory of so many children: few of them share a postcode,
 * so that the more there are, the more a shared one says.
 */
export function compileWeights({ fields, thresholds }: MatchModel, childrenCovered: number): CompiledWeights {
  const column = (): Int32Array => new Int32Array(FIELDS.length * WIDTH);
  const weights = { bits: column(), household: column(), rarityCaps: column() };
  for (const [field, id] of FIELDS.entries()) {
    for (const [at, level] of fields[id].entries()) {
      weights.bits[field * WIDTH + at + 1] = level.bits;
      weights.household[field * WIDTH + at + 1] = level.household;
      weights.rarityCaps[field * WIDTH + at + 1] = level.rarityCap ?? 0;
    }
  }
  const postcode = FIELD.place * WIDTH + 1;
  const scaled = weights.bits[postcode]! + toMilliBits(childrenCovered) - thresholds.postcodePrior;
  weights.bits[postcode] = Math.max(LEAST_POSTCODE_BITS, Math.min(thresholds.postcodeCap, scaled));
  return weights;
}

/** Where one pair of rows is compared: the level and the bits of each field, written over and over. */
export class Comparison {
  readonly table: FeatureTable;
  readonly weights: CompiledWeights;
  /** Level of each field, 1 the most alike; 0 when either side is missing. */
  readonly levels: Int8Array = new Int8Array(FIELDS.length);
  readonly bits: Int32Array = new Int32Array(FIELDS.length);
  readonly household: Int32Array = new Int32Array(FIELDS.length);

  constructor(table: FeatureTable, weights: CompiledWeights) {
    this.table = table;
    this.weights = weights;
  }

  /** Writes a field's level, with the bits its weight gives. */
  set(field: number, level: number): void {
    this.levels[field] = level;
    this.bits[field] = this.weights.bits[field * WIDTH + level]!;
    this.household[field] = this.weights.household[field * WIDTH + level]!;
  }

  /** Bits of a level that depends on the rarity of a name, in milli-bits. */
  rarityBits(field: number, level: number, rarity: number): number {
    const at = field * WIDTH + level;
    const cap = this.weights.rarityCaps[at]!;
    const bits = this.weights.bits[at]!;
    if (cap === 0) return bits;
    return Math.min(cap, bits + rarity);
  }
}
