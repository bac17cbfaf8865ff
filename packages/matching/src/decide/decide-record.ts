import { FIELDS, type MatchModel } from '../model/model.ts';
import { SHIPPED_FREQUENCIES } from '../model/name-frequencies.ts';
import { SHIPPED_MODEL } from '../model/shipped-model.ts';
import { NORM_VERSION } from '../normalise/norm-version.ts';
import type { ChildMembers, MemberFeatures } from '../ports.ts';
import { createBench, createTable, type EngineOptions } from './create-bench.ts';
import type {
  DecisionVersions,
  FieldEvidence,
  MatchCandidate,
  MatchDecision,
  MergeProposal,
} from './decision.ts';
import { describeJudgement } from './describe.ts';
import { judge, type Bench, type Judgement, type Ranked } from './judge.ts';
import type { CandidateChild } from './weigh.ts';

const SHOWN = 10;

/** Everything that the decision on one record depends on; kept, it replays to the same bits. */
export interface DecisionInput {
  readonly record: MemberFeatures;
  /** The children that share a key with it, its own among them; in any order. */
  readonly children: readonly ChildMembers[];
  /** The child that holds an earlier version of the record. */
  readonly current?: string | undefined;
  readonly crowdedKeys?: readonly string[];
  /** Every key that speaks of a name or birth date is crowded. */
  readonly tooMany?: boolean;
  /** Types of the keys that found each child. */
  readonly foundBy?: ReadonlyMap<string, readonly string[]>;
}

/** Decides on one record from values alone: the same input and options give the same bits, anywhere. */
export function decideRecord(input: DecisionInput, options: EngineOptions): MatchDecision {
  return createDecider(options).decide(input);
}

/** A decider keeps what it has computed for members, so that a batch pays for each once. */
export interface Decider {
  decide(input: DecisionInput): MatchDecision;
}

/** A decider for a run of records; memory grows with the distinct members it has seen. */
export function createDecider(options: EngineOptions): Decider {
  const bench = createBench(createTable(options), options);
  const rows = new Map<MemberFeatures, number>();
  const rowOf = (features: MemberFeatures): number => {
    const known = rows.get(features);
    if (known !== undefined) return known;
    const row = bench.table.add(features);
    rows.set(features, row);
    return row;
  };
  const model = options.model ?? SHIPPED_MODEL;
  const versions = {
    norm: NORM_VERSION,
    model: model.id,
    frequencies: (options.frequencies ?? SHIPPED_FREQUENCIES).id,
  };
  return {
    decide: (input) => {
      const members = new Map(
        input.children.flatMap((child) =>
          child.members.map((member): [number, MemberFeatures] => [rowOf(member), member]),
        ),
      );
      const children = input.children.flatMap(
        (child) => toCandidate(child, input.record.recordRef, rowOf) ?? [],
      );
      const question = {
        record: rowOf(input.record),
        recordRef: input.record.recordRef,
        children,
        current: children.some(({ childId }) => childId === input.current) ? input.current : undefined,
        own: input.current,
        tooMany: input.tooMany ?? false,
        enough: hasEnough(input.record),
      };
      return toDecision({ input, judgement: judge(bench, question), members, bench, model, versions });
    },
  };
}

/** The child without the record's own earlier version; undefined when it holds nothing else. */
function toCandidate(
  child: ChildMembers,
  recordRef: string,
  rowOf: (features: MemberFeatures) => number,
): CandidateChild | undefined {
  const others = child.members.filter((member) => member.recordRef !== recordRef);
  return others.length === 0 ? undefined : { ...child, rows: others.map(rowOf) };
}

/** Whether a record holds enough to be a child of its own: an identifier, or two of its names and birth date. */
export function hasEnough({
  nhsNumbers,
  upns,
  identifiers,
  given,
  family,
  dateOfBirth,
}: MemberFeatures): boolean {
  if (nhsNumbers.length + upns.length + identifiers.length > 0) return true;
  return Number(given.length > 0) + Number(family.length > 0) + Number(dateOfBirth !== undefined) >= 2;
}

interface Outcome {
  readonly input: DecisionInput;
  readonly judgement: Judgement;
  readonly members: ReadonlyMap<number, MemberFeatures>;
  readonly bench: Bench;
  readonly model: MatchModel;
  readonly versions: DecisionVersions;
}

function toDecision(all: Outcome): MatchDecision {
  const { input, judgement, versions } = all;
  const { outcome, reason, ranked, lead } = judgement;
  const candidates = ranked.slice(0, SHOWN).map((candidate) => toShown(candidate, all));
  const [best] = candidates;
  return {
    recordRef: input.record.recordRef,
    outcome,
    answer: outcome,
    reason,
    created: false,
    ...placeOf(input, judgement),
    score: best?.score ?? 0,
    lead,
    candidates,
    vetoes: best?.vetoes ?? [],
    inheritsShield: ranked.some(({ child }) => child.shielded),
    restricted: outcome !== 'matched' && ranked.some(({ child }) => child.shielded || child.walled),
    crowdedKeys: input.crowdedKeys ?? [],
    versions,
    explanation: describe(all),
  };
}

/** The child that holds the record from now on, and the one that held it, if that is another. */
function placeOf(
  { current }: DecisionInput,
  { child, outcome, same, leaves }: Judgement,
): Pick<MatchDecision, 'childId' | 'previousChildId' | 'merges'> {
  const merges = child === undefined ? [] : toMerges(child, same);
  const survivor = merges.find(({ automatic }) => automatic)?.into;
  const stays = outcome !== 'not-enough-data' && !leaves;
  const childId = survivor ?? child?.childId ?? (stays ? current : undefined);
  return {
    ...(childId === undefined ? {} : { childId }),
    ...(current === undefined || current === childId ? {} : { previousChildId: current }),
    merges,
  };
}

const describe = ({ judgement, model, bench }: Outcome): string =>
  describeJudgement(judgement, {
    levelOf: (field, level) => model.fields[field][level - 1]?.id ?? '',
    thresholds: bench.thresholds,
  });

/** Of children that are one, the first created survives. */
function toMerges(child: CandidateChild, same: Judgement['same']): readonly MergeProposal[] {
  const joined = [child, ...same.filter(({ automatic }) => automatic).map((other) => other.child)];
  const survivor = joined.reduce((first, other) => (other.ordinal < first.ordinal ? other : first));
  const absorbed = joined.filter((other) => other !== survivor);
  const proposed = same.filter(({ automatic }) => !automatic).map((other) => other.child);
  return [
    ...absorbed.map(({ childId }) => ({ from: childId, into: survivor.childId, automatic: true })),
    ...proposed.map(({ childId }) => ({ from: childId, into: survivor.childId, automatic: false })),
  ];
}

function toShown(
  { child, score, strangerScore, bestRow, levels, bits, vetoes }: Ranked,
  { model, members, input }: Outcome,
): MatchCandidate {
  const fields: FieldEvidence[] = [];
  for (const [at, field] of FIELDS.entries()) {
    const level = model.fields[field][levels[at]! - 1];
    if (level !== undefined) fields.push({ field, level: level.id, score: bits[at]! });
  }
  const evidence = fields.reduce((sum, field) => sum + field.score, 0);
  fields.push({ field: 'prior', level: 'childrenCovered', score: strangerScore - evidence });
  if (score < strangerScore)
    fields.push({ field: 'household', level: 'siblingWouldShare', score: score - strangerScore });
  return {
    childId: child.childId,
    score,
    recordRef: members.get(bestRow)?.recordRef ?? '',
    fields,
    vetoes,
    foundBy: input.foundBy?.get(child.childId) ?? [],
    shielded: child.shielded,
  };
}
