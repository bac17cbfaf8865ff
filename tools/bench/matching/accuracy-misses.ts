import {
  decideRecord,
  toFeatures,
  type EngineOptions,
  type MatchDecision,
  type MemberFeatures,
} from '../../../packages/matching/src/index.ts';
import { matchKeys } from '../../../packages/matching/src/keys/match-keys.ts';
import type { Contest } from './compete.ts';

/** Why records of one child were not linked, in the order in which tables name it. */
export const CAUSES = [
  'two valid NHS numbers: one is the twin’s',
  'no name or number tells it from a twin',
  'a number agrees; name and birth date do not',
  'alike, but below the threshold',
  'strangers on the evidence',
  'nothing in common to be found by',
  'the pair alone links; other records stand between',
] as const;
export type Cause = (typeof CAUSES)[number];

/** Pairs of records of one child that are in different clusters, by why the smaller part did not join the larger. */
export function countMisses(
  { records, truth }: Contest,
  clusters: readonly string[],
  options: EngineOptions,
): ReadonlyMap<Cause, number> {
  const counts = new Map<Cause, number>();
  for (const group of Map.groupBy(truth.keys(), (at) => truth[at]!.label).values()) {
    const parts = [...Map.groupBy(group, (at) => clusters[at]!).values()].sort((a, b) => b.length - a.length);
    const featuresOf = (part: readonly number[]): readonly MemberFeatures[] =>
      part.map((at) => toFeatures(records[at]!));
    for (const [at, part] of parts.entries()) {
      if (at === 0) continue;
      const larger = parts.slice(0, at).reduce((sum, { length }) => sum + length, 0);
      for (const record of featuresOf(part)) {
        const cause = causeOf(record, featuresOf(parts[0]!), options);
        counts.set(cause, (counts.get(cause) ?? 0) + larger);
      }
    }
  }
  return counts;
}

function causeOf(record: MemberFeatures, members: readonly MemberFeatures[], options: EngineOptions): Cause {
  const keys = new Set(members.flatMap(matchKeys));
  if (!matchKeys(record).some((key) => keys.has(key))) return 'nothing in common to be found by';
  return fromDecision(decideRecord({ record, children: [{ ...CHILD, members }] }, options));
}

const CHILD = {
  childId: 'child',
  version: 0,
  ordinal: 0,
  shielded: false,
  walled: false,
  doNotLink: [],
  doNotLinkRecords: [],
  verified: [],
};

function fromDecision({ outcome, candidates: [best] }: MatchDecision): Cause {
  if (outcome === 'matched') return 'the pair alone links; other records stand between';
  const codes = best?.vetoes.map(({ code }) => code) ?? [];
  if (codes.includes('different-nhs-number')) return 'two valid NHS numbers: one is the twin’s';
  if (codes.includes('identifier-contradiction') || codes.includes('sex-and-given-differ'))
    return 'a number agrees; name and birth date do not';
  if (codes.length > 0) return 'no name or number tells it from a twin';
  return best === undefined ? 'strangers on the evidence' : 'alike, but below the threshold';
}
