import { loadCandidates, type CandidatePool } from './candidate-pool.ts';
import type { EngineOptions } from './decide/create-bench.ts';
import type { MatchDecision } from './decide/decision.ts';
import { createDecider, type Decided, type DecisionInput } from './decide/decide-record.ts';
import { DEFAULT_CAP } from './keys/default-cap.ts';
import { regroupNeighbours, type Regrouped, type Session } from './regroup-neighbours.ts';
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
  /**
   * A keyed hash of the house: given one, every decision carries the fingerprint of all that it depended on,
   * so that what is replayed can be shown to be what was decided.
   */
  readonly fingerprint?: (text: string) => string;
}

/** The decisions on a batch, one a record in order, and what they change in the index. */
export interface MatchResult {
  readonly decisions: readonly MatchDecision[];
  /**
   * Decisions on records of earlier batches that belong to another child now that these are known, in the
   * order in which they were made; `previousChildId` names the child each has left.
   */
  readonly reconsidered: readonly MatchDecision[];
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
  const session: Session = {
    pool,
    decider: createDecider(options),
    newId: options.newId,
    inputsOf: createFingerprints(options),
  };
  const decisions: MatchDecision[] = [];
  const reconsidered: MatchDecision[] = [];
  const changes: MemberChange[] = [];
  for (const supplied of records) {
    const record = keepIdentity(pool, supplied);
    const { decided, isWhole } = decideInPool(session, record, options);
    // Around a child that the supplier may not know of nothing moves by itself.
    const regrouped =
      isWhole && mayRegroup(decided) ? await regroupNeighbours(session, record, decided) : undefined;
    const step =
      regrouped === undefined
        ? carryOut(session, decided.decision, record)
        : carryOutRegrouped(session, record, { decided, regrouped });
    decisions.push(step.decision);
    reconsidered.push(...step.reconsidered);
    changes.push(...step.changes);
    await pool.catchUp();
  }
  return { decisions, reconsidered, changes };
}

/** A new identity once stated holds of a record for good: a later version that leaves it out takes no wall down. */
function keepIdentity(pool: CandidatePool, record: MemberFeatures): MemberFeatures {
  const holder = record.newIdentity ? undefined : pool.holderOf(record.recordRef);
  if (holder === undefined) return record;
  const earlier = pool.childOf(holder)?.members.find(({ recordRef }) => recordRef === record.recordRef);
  return earlier?.newIdentity === true ? { ...record, newIdentity: true } : record;
}

/** What one record does; the pool has it already. */
interface Step {
  readonly decision: MatchDecision;
  readonly reconsidered: readonly MatchDecision[];
  readonly changes: readonly MemberChange[];
}

function decideInPool(
  { pool, decider, inputsOf }: Session,
  record: MemberFeatures,
  { project = seenBySource }: MatchOptions,
): { readonly decided: Decided; readonly isWhole: boolean } {
  const input: DecisionInput = { record, ...pool.candidatesOf(record) };
  const { decision, near } = decider.decide(input);
  const visible = input.children.flatMap((child) => project(child, record) ?? []);
  const isWhole =
    visible.length === input.children.length && visible.every((child, at) => child === input.children[at]);
  const answer = isWhole
    ? decision.outcome
    : decider.decide({ ...input, children: visible }).decision.outcome;
  return { decided: { decision: { ...decision, answer, ...inputsOf(input) }, near }, isWhole };
}

/** A record that stays where it was throws no new light; nor does one that says too little. */
const mayRegroup = ({ decision: { reason, outcome, childId, previousChildId } }: Decided): boolean =>
  outcome !== 'not-enough-data' &&
  reason !== 'kept' &&
  !(outcome === 'possible' && childId !== undefined) &&
  previousChildId === undefined;

function carryOut({ pool, newId }: Session, decided: MatchDecision, record: MemberFeatures): Step {
  const begins = decided.outcome !== 'not-enough-data' && decided.childId === undefined;
  const decision = begins ? { ...decided, childId: newId(), created: true } : decided;
  const changes = changesOf(pool, decision, record);
  pool.apply(changes);
  return { decision, reconsidered: [], changes };
}

/** The decision as it stands among the children as they are now, and that on every record that has moved. */
function carryOutRegrouped(
  { pool, decider, inputsOf }: Session,
  record: MemberFeatures,
  { decided, regrouped }: { readonly decided: Decided; readonly regrouped: Regrouped },
): Step {
  const { changes, moved, merges, begun } = regrouped;
  const before = new Map([record, ...moved].map(({ recordRef }) => [recordRef, pool.holderOf(recordRef)]));
  pool.apply(changes);
  const redecide = (features: MemberFeatures): MatchDecision => {
    const { recordRef } = features;
    const input = { record: features, ...pool.candidatesOf(features), current: undefined };
    const childId = pool.holderOf(recordRef)!;
    const previous = before.get(recordRef);
    return {
      ...decider.decide(input).decision,
      ...inputsOf(input),
      childId,
      created: begun.has(childId),
      ...(previous === undefined || previous === childId ? {} : { previousChildId: previous }),
      merges: [],
    };
  };
  const decision = redecide(record);
  const answer =
    decided.decision.answer === decided.decision.outcome ? decision.outcome : decided.decision.answer;
  return { decision: { ...decision, answer, merges }, reconsidered: moved.map(redecide), changes };
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
  const absorbed = merges
    .filter(({ automatic }) => automatic)
    .flatMap(({ from }) => pool.childOf(from)?.members ?? []);
  const moved = absorbed.filter((member) => member.recordRef !== recordRef);
  return [...left, ...joins(features), ...moved.flatMap(joins)];
}

/** The fingerprint of an input, where the house wants one. */
function createFingerprints({ fingerprint, childrenCovered, authoritativeSystems = [] }: MatchOptions) {
  return ({ foundBy: _, ...input }: DecisionInput): Pick<MatchDecision, 'inputs'> => {
    if (fingerprint === undefined) return {};
    void _;
    return { inputs: fingerprint(JSON.stringify({ ...input, childrenCovered, authoritativeSystems })) };
  };
}

function seenBySource(child: ChildMembers, { recordRef }: MemberFeatures): ChildMembers | undefined {
  return !child.shielded || child.members.some((member) => member.recordRef === recordRef)
    ? child
    : undefined;
}
