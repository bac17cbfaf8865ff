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
import { describeDecision } from './describe.ts';
import { fullnessOf, hasEnough } from './fullness.ts';
import { judge, type Bench, type Judgement, type Ranked } from './judge.ts';
import { hasNewIdentity } from './vetoes.ts';
import { regroup } from './regroup.ts';
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
  return createDecider(options).decide(input).decision;
}

/** A decision, and whose records it throws light on. */
export interface Decided {
  readonly decision: MatchDecision;
  /** Children alike enough, or perhaps a twin, in any order. */
  readonly near: readonly string[];
}

/** A record that may find itself in another child; see `regroup`. */
export interface LooseRecord {
  readonly features: MemberFeatures;
  /** The child that holds it. */
  readonly from: string | undefined;
  /** Children that share a key with it and are not judged afresh. */
  readonly outside: readonly ChildMembers[];
  readonly tooMany: boolean;
}

/** A record of a group, and the child it comes from. */
export interface GroupedRecord {
  readonly features: MemberFeatures;
  readonly from: string | undefined;
}

/** A decider keeps what it has computed for members, so that a batch pays for each once. */
export interface Decider {
  decide(input: DecisionInput): Decided;
  /** The records that belong together; see `regroup`. */
  regroup(loose: readonly LooseRecord[]): readonly (readonly GroupedRecord[])[] | undefined;
}

/** A decider for a run of records; memory grows with the distinct members it has seen. */
export function createDecider(options: EngineOptions): Decider {
  const bench = createBench(createTable(options), options);
  const rows = new Map<MemberFeatures, number>();
  const features: MemberFeatures[] = [];
  const rowOf = (member: MemberFeatures): number => {
    const known = rows.get(member);
    if (known !== undefined) return known;
    const row = bench.table.add(member);
    rows.set(member, row);
    features[row] = member;
    return row;
  };
  const model = options.model ?? SHIPPED_MODEL;
  const versions = {
    norm: NORM_VERSION,
    model: model.id,
    frequencies: (options.frequencies ?? SHIPPED_FREQUENCIES).id,
  };
  const candidatesOf = (children: readonly ChildMembers[], recordRef: string): readonly CandidateChild[] =>
    children.flatMap((child) => toCandidate(child, recordRef, rowOf) ?? []);
  return {
    decide: (input) => {
      const { record, current, tooMany = false } = input;
      const children = candidatesOf(input.children, record.recordRef);
      const judgement = judge(bench, {
        record: rowOf(record),
        recordRef: record.recordRef,
        children,
        current: children.some(({ childId }) => childId === current) ? current : undefined,
        own: current,
        tooMany,
        enough: hasEnough(record),
        renewed: record.newIdentity && earlierOf(input)?.newIdentity === false,
      });
      return {
        decision: toDecision({ input, judgement, features, bench, model, versions }),
        near: judgement.near.map(({ childId }) => childId),
      };
    },
    regroup: (loose) =>
      regroup(
        bench,
        loose.map(({ features: record, from, outside, tooMany }) => ({
          row: rowOf(record),
          recordRef: record.recordRef,
          fullness: fullnessOf(record),
          named: record.given.length > 0,
          enough: hasEnough(record),
          tooMany,
          from,
          outside: candidatesOf(outside, record.recordRef),
        })),
      )?.map((group) => group.map(({ row, from }) => ({ features: features[row]!, from }))),
  };
}

/** The record's own earlier version. */
const earlierOf = ({ record, children, current }: DecisionInput): MemberFeatures | undefined =>
  children
    .find(({ childId }) => childId === current)
    ?.members.find(({ recordRef }) => recordRef === record.recordRef);

/** The child without the record's own earlier version; undefined when it holds nothing else. */
function toCandidate(
  child: ChildMembers,
  recordRef: string,
  rowOf: (features: MemberFeatures) => number,
): CandidateChild | undefined {
  const others = child.members.filter((member) => member.recordRef !== recordRef);
  return others.length === 0 ? undefined : { ...child, rows: others.map(rowOf) };
}

interface Outcome {
  readonly input: DecisionInput;
  readonly judgement: Judgement;
  /** By row. */
  readonly features: readonly MemberFeatures[];
  readonly bench: Bench;
  readonly model: MatchModel;
  readonly versions: DecisionVersions;
}

function toDecision(all: Outcome): MatchDecision {
  const { input, judgement, versions, bench } = all;
  const isApart = ({ child }: Ranked): boolean =>
    child.shielded || child.walled || hasNewIdentity(bench.table, child.rows);
  const { outcome, reason, ranked, about, lead } = judgement;
  const candidates = ranked.slice(0, SHOWN).map((candidate) => toShown(candidate, all));
  return {
    recordRef: input.record.recordRef,
    outcome,
    answer: outcome,
    reason,
    created: false,
    ...placeOf(input, judgement),
    score: about?.score ?? 0,
    lead,
    candidates,
    vetoes: about?.vetoes ?? [],
    inheritsShield: ranked.some(({ child }) => child.shielded),
    restricted: outcome !== 'matched' && ranked.some(isApart),
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

function describe({ judgement: { reason, about, lead }, model, bench }: Outcome): string {
  const shown = about && { fields: fieldsOf(about, model), vetoes: about.vetoes };
  return describeDecision({ reason, score: about?.score ?? 0, lead, about: shown }, bench.thresholds);
}

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

/** The fields that were compared, in order. */
function fieldsOf({ levels, bits }: Ranked, model: MatchModel): FieldEvidence[] {
  const fields: FieldEvidence[] = [];
  for (const [at, field] of FIELDS.entries()) {
    const level = model.fields[field][levels[at]! - 1];
    if (level !== undefined) fields.push({ field, level: level.id, score: bits[at]! });
  }
  return fields;
}

function toShown(ranked: Ranked, { model, features, input }: Outcome): MatchCandidate {
  const { child, score, strangerScore, bestRow, vetoes } = ranked;
  const fields = fieldsOf(ranked, model);
  const evidence = fields.reduce((sum, field) => sum + field.score, 0);
  fields.push({ field: 'prior', level: 'childrenCovered', score: strangerScore - evidence });
  if (score < strangerScore)
    fields.push({ field: 'household', level: 'siblingWouldShare', score: score - strangerScore });
  return {
    childId: child.childId,
    score,
    recordRef: features[bestRow]?.recordRef ?? '',
    fields,
    vetoes,
    foundBy: input.foundBy?.get(child.childId) ?? [],
    shielded: child.shielded,
  };
}
