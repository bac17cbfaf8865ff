import { loadCandidates, type CandidatePool } from './candidate-pool.ts';
import type { EngineOptions } from './decide/create-bench.ts';
import type { MatchDecision } from './decide/decision.ts';
import { createDecider, type Decider, type DecisionInput } from './decide/decide-record.ts';
import { DEFAULT_CAP } from './keys/default-cap.ts';
import type { ChildMembers, MatchIndex, MemberChange, MemberFeatures } from './ports.ts';

/** What `matchRecords` needs of the house. */
export interface MatchOptions extends EngineOptions {
  /** A fresh opaque id for a child; called once for each child that begins. */
  readonly newId: () => string;
  /** above how many children the index crowds a key: `DEFAULT_CAP` unless told. */
  readonly cap?: number;
  /**
   * The child as the supplier of the record may know it, for the answer; undefined when not at all. By
   * default a shielded child is known only to the source of the record itself.
   */
  readonly project?: (child: ChildMembers, record: MemberFeatures) => ChildMembers | undefined;
}

/** The decisions on a batch, one a record in order, and what they change in the index. */
export interface MatchResult {
  readonly decisions: readonly MatchDecision[];
  /** To be applied, with the decisions kept, in one transaction. */
  readonly changes: readonly MemberChange[];
}

/**
 * Decides for each record which child it belongs to, as if they came one after another: a batch of any size
 * and single records give the same children. Reads the index set-wise and changes nothing in it.
 */
export async function matchRecords(
  index: MatchIndex,
  records: readonly MemberFeatures[],
  options: MatchOptions,
): Promise<MatchResult> {
  const pool = await loadCandidates(index, records, options.cap ?? DEFAULT_CAP);
  const decider = createDecider(options);
  const decisions: MatchDecision[] = [];
  const changes: MemberChange[] = [];
  for (const record of records) {
    const decision = decideInPool({ pool, decider }, record, options);
    decisions.push(decision);
    const step = changesOf(pool, decision, record);
    changes.push(...step);
    pool.apply(step);
  }
  return { decisions, changes };
}

function decideInPool(
  { pool, decider }: { readonly pool: CandidatePool; readonly decider: Decider },
  record: MemberFeatures,
  options: MatchOptions,
): MatchDecision {
  const input: DecisionInput = { record, ...pool.candidatesOf(record) };
  const internal = decider.decide(input);
  const project = options.project ?? seenBySource;
  const visible = input.children.flatMap((child) => project(child, record) ?? []);
  const hidden =
    visible.length < input.children.length || visible.some((child, at) => child !== input.children[at]);
  const answer = hidden ? decider.decide({ ...input, children: visible }).outcome : internal.outcome;
  return { ...internal, ...placeOf(internal, options.newId), answer };
}

function placeOf({ outcome, childId }: MatchDecision, newId: () => string): Partial<MatchDecision> {
  return outcome === 'not-enough-data' || childId !== undefined ? {} : { childId: newId(), created: true };
}

function changesOf(
  pool: CandidatePool,
  decision: MatchDecision,
  features: MemberFeatures,
): readonly MemberChange[] {
  const { childId, previousChildId, merges } = decision;
  const joins = (member: MemberFeatures): MemberChange[] =>
    childId === undefined
      ? []
      : [{ childId, recordRef: member.recordRef, keys: pool.keysOf(member), features: member }];
  const { recordRef } = features;
  const left: MemberChange[] =
    previousChildId === undefined
      ? []
      : [{ childId: previousChildId, recordRef, keys: [], features: undefined }];
  const absorbed = merges.filter(({ automatic }) => automatic).flatMap(({ from }) => pool.membersOf(from));
  const moved = absorbed.filter((member) => member.recordRef !== recordRef);
  return [...left, ...joins(features), ...moved.flatMap(joins)];
}

function seenBySource(child: ChildMembers, { recordRef }: MemberFeatures): ChildMembers | undefined {
  return !child.shielded || child.members.some((member) => member.recordRef === recordRef)
    ? child
    : undefined;
}
