import {
  createMemoryIndex,
  matchRecords,
  toFeatures,
  type ConstraintChange,
  type MatchDecision,
  type MatchIndex,
  type MatchOptions,
} from '../src/index.ts';
import type { CanonicalRecord } from '@contactpoint/contract';

/** A directory of invented children in memory, to which records come one batch after another. */
export interface World {
  readonly index: MatchIndex;
  submit(...records: readonly CanonicalRecord[]): Promise<readonly MatchDecision[]>;
  constrain(...changes: readonly ConstraintChange[]): Promise<void>;
  /** The child that holds a record. */
  holder(ref: string): Promise<string | undefined>;
}

/** A town of 50,000 children unless told otherwise, with ids `c1`, `c2` … in order of creation. */
export function inventWorld(options: Partial<MatchOptions> = {}): World {
  const { cap } = options;
  const index = createMemoryIndex(cap === undefined ? {} : { cap });
  let begun = 0;
  const given: MatchOptions = {
    childrenCovered: 50_000,
    newId: () => `c${(begun += 1)}`,
    ...options,
  };
  return {
    index,
    submit: async (...records) => {
      const { decisions, changes } = await matchRecords(index, records.map(toFeatures), given);
      await index.apply(changes);
      return decisions;
    },
    constrain: (...changes) => index.constrain(changes),
    holder: async (ref) => (await index.childrenByRecords([ref]))[0],
  };
}

/** What a decision comes to. */
export const brief = ({ outcome, reason, childId }: MatchDecision): readonly unknown[] => [
  outcome,
  reason,
  childId,
];
