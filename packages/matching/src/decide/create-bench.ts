import { toMilliBits } from '../bits.ts';
import { Comparison, compileWeights } from '../compare/comparison.ts';
import { FeatureTable } from '../compare/feature-table.ts';
import { TokenTable } from '../compare/token-table.ts';
import type { MatchModel, NameFrequencies } from '../model/model.ts';
import { SHIPPED_FREQUENCIES } from '../model/name-frequencies.ts';
import { SHIPPED_MODEL } from '../model/shipped-model.ts';
import type { Bench } from './judge.ts';
import { ChildScorer } from './score-child.ts';

/** What decides besides the records: the model, its frequencies, and how many children there are. */
export interface EngineOptions {
  /** Children that the directory covers (not records): the prior of any two records being one child. */
  readonly childrenCovered: number;
  /** A model that `parseModel` accepted; the shipped one by default. */
  readonly model?: MatchModel;
  readonly frequencies?: NameFrequencies;
  /** Systems in which every record is another child, such as a register of births. */
  readonly authoritativeSystems?: readonly string[];
}

/** An empty table for the records of one run. */
export function createTable({
  frequencies = SHIPPED_FREQUENCIES,
}: Pick<EngineOptions, 'frequencies'>): FeatureTable {
  return new FeatureTable(new TokenTable(frequencies));
}

/** Everything that judges the rows of a table. */
export function createBench(table: FeatureTable, options: EngineOptions): Bench {
  const { childrenCovered, model = SHIPPED_MODEL, authoritativeSystems = [] } = options;
  const { thresholds, families } = model;
  const comparison = new Comparison(table, compileWeights(model, childrenCovered));
  const priors = {
    stranger: -toMilliBits(childrenCovered),
    household: families ? thresholds.household : undefined,
  };
  return {
    table,
    scorer: new ChildScorer(comparison, priors),
    thresholds,
    families,
    authoritativeSystems: new Set(authoritativeSystems.map((system) => table.text(system))),
  };
}
