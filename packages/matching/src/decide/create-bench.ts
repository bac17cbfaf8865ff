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

/** An empty table with everything that judges its rows. */
export function createBench(options: EngineOptions): Bench {
  const { childrenCovered, model = SHIPPED_MODEL, frequencies = SHIPPED_FREQUENCIES } = options;
  const table = new FeatureTable(new TokenTable(frequencies));
  const comparison = new Comparison(table, compileWeights(model, childrenCovered));
  const { thresholds } = model;
  const priors = { stranger: -toMilliBits(childrenCovered), household: thresholds.household };
  const authoritativeSystems = new Set(
    (options.authoritativeSystems ?? []).map((system) => table.text(system)),
  );
  return { table, scorer: new ChildScorer(comparison, priors), thresholds, authoritativeSystems };
}
