import type { MatchAnswer } from '@contactpoint/contract';
import { loadCandidates, type CandidatePool } from './candidate-pool.ts';
import type { MatchDecision } from './decide/decision.ts';
import { decideRecord } from './decide/decide-record.ts';
import { matchKeys } from './keys/match-keys.ts';
import type { ChildMembers, MatchIndex, MemberChange, MemberFeatures } from './ports.ts';

/** What `matchRecords` needs of the house. */
export interface MatchOptions {
  /** A fresh opaque id for a child; called once for each child that begins. */
  readonly newId: () => string;
  /** Children that the directory covers (not records): the prior of any two being one. */
  readonly childrenCovered: number;
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
  const pool = await loadCandidates(index, records);
  const decisions: MatchDecision[] = [];
  const changes: MemberChange[] = [];
  for (const record of records) {
    const decision = decideInPool(pool, record, options);
    decisions.push(decision);
    const step = changesOf(decision, record);
    changes.push(...step);
    pool.apply(step);
  }
  return { decisions, changes };
}

function decideInPool(pool: CandidatePool, record: MemberFeatures, options: MatchOptions): MatchDecision {
  const { children, current, crowdedKeys, foundBy } = pool.candidatesOf(record);
  const project = options.project ?? seenBySource;
  const context = { childrenCovered: options.childrenCovered, crowdedKeys, foundBy, current };
  const internal = decideRecord(record, children, context);
  const visible = children.flatMap((child) => project(child, record) ?? []);
  const answer: MatchAnswer =
    visible.length === children.length ? internal.outcome : decideRecord(record, visible, context).outcome;
  return { ...internal, ...placeOf(internal, current, options.newId), answer };
}

function placeOf(
  { outcome, childId }: Pick<MatchDecision, 'outcome' | 'childId'>,
  current: string | undefined,
  newId: () => string,
): Pick<MatchDecision, 'childId' | 'created' | 'previousChildId'> {
  const previous = current !== undefined && current !== childId ? { previousChildId: current } : {};
  if (outcome === 'not-enough-data') return { created: false, ...previous };
  if (childId !== undefined) return { childId, created: false, ...previous };
  return { childId: newId(), created: true, ...previous };
}

function changesOf(
  { childId, previousChildId }: MatchDecision,
  features: MemberFeatures,
): readonly MemberChange[] {
  const { recordRef } = features;
  const left: MemberChange[] =
    previousChildId === undefined
      ? []
      : [{ childId: previousChildId, recordRef, keys: [], features: undefined }];
  return childId === undefined
    ? left
    : [...left, { childId, recordRef, keys: matchKeys(features), features }];
}

function seenBySource(child: ChildMembers, { recordRef }: MemberFeatures): ChildMembers | undefined {
  return !child.shielded || child.members.some((member) => member.recordRef === recordRef)
    ? child
    : undefined;
}
