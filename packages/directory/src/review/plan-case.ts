import {
  type ChildMembers,
  keepApart,
  matchKeys,
  type MemberChange,
  type MemberFeatures,
  planReview,
  type ReviewDecision,
} from '@contactpoint/matching';
import type { CommandContext } from '../command-context.ts';
import type { Refusal } from '../policy/admit.ts';
import type { Decided } from './apply-plan.ts';
import type { ReviewCase } from './load-cases.ts';

/** What somebody says of a review. */
export interface Verdict {
  readonly decision: 'same' | 'different';
  readonly candidateId?: string | undefined;
}

/** What carrying out a verdict takes; undefined where everything stands already, or why it may not be. */
export function planCase(
  scene: Pick<CommandContext, 'at' | 'newId'>,
  found: ReviewCase,
  verdict: Verdict,
): Decided | Refusal | undefined {
  if (found.row.kind === 'death') return planDeath(scene, found, verdict);
  if (verdict.decision === 'different') return isHeld(found) ? release(found) : decide(scene, found, APART);
  const chosen = chosenOf(found, verdict);
  if (chosen === undefined)
    return { refusal: 'directory.review-candidate-required', outcome: 'no-candidate' };
  if (neverJoins(found, chosen)) return NEVER_ONE;
  return isHeld(found) ? settle(found, chosen) : decide(scene, found, joining(found, chosen));
}

/** Of two that no person may make one. */
export const NEVER_ONE: Refusal = { refusal: 'directory.never-one-child', outcome: 'never-one-child' };
const APART = { kind: 'keep-apart' } as const;

/** Whether a shielded child holds the record until people decide. */
const isHeld = ({ member }: ReviewCase): boolean => member.shadowId !== null;

/** It is the child’s death, or the record is not the child’s. */
function planDeath(
  scene: Pick<CommandContext, 'at' | 'newId'>,
  found: ReviewCase,
  { decision }: Verdict,
): Decided | undefined {
  if (decision === 'same' || found.candidates.length === 0) return undefined;
  return isHeld(found) ? release(found) : decide(scene, found, { kind: 'unlink' });
}

const chosenOf = ({ candidates }: ReviewCase, { candidateId }: Verdict): ChildMembers | undefined =>
  candidateId === undefined && candidates.length === 1
    ? candidates[0]
    : candidates.find(({ childId }) => childId === candidateId);

/** Two children are one; of a record among others, it alone belongs to the other child. */
function joining({ row, holder }: ReviewCase, { childId }: ChildMembers): ReviewDecision {
  const isAlone = holder.members.length === 1;
  return { kind: row.kind === 'merge' || isAlone ? 'merge' : 'link', childId };
}

function decide(
  scene: Pick<CommandContext, 'at' | 'newId'>,
  { record, holder, candidates }: ReviewCase,
  decision: ReviewDecision,
): Decided | undefined {
  const [plan] = planReview(decision, { ...scene, record, child: holder, candidates });
  return plan && { plan, settled: [record.recordRef] };
}

/** What a shielded child held back is a child's for everybody now: its own, or the one it was held for. */
function settle({ record }: ReviewCase, { childId, verified }: ChildMembers): Decided {
  return {
    plan: {
      changes: [stands(childId, record)],
      constraints: [{ childId, verified: [...new Set([...verified, record.recordRef])].sort() }],
      events: [],
      rematch: [],
    },
    released: new Set([record.recordRef]),
  };
}

/** What a shielded child held back is not that child's: it stands where everybody may know it, and stays apart. */
function release({ record, own, candidates, holder }: ReviewCase): Decided {
  const others = candidates.filter(({ childId }) => childId !== own.childId);
  const plans = others.map((candidate) => keepApart(own, candidate));
  const apart = others.map(({ childId }) => childId);
  return {
    plan: {
      changes: [stands(own.childId, record)],
      constraints: [
        { childId: own.childId, doNotLink: [...new Set([...own.doNotLink, ...apart])].sort() },
        ...plans.flatMap(({ constraints }) => constraints.slice(1)),
        {
          childId: holder.childId,
          doNotLinkRecords: [...new Set([...holder.doNotLinkRecords, record.recordRef])].sort(),
        },
      ],
      events: [],
      rematch: [],
    },
    released: new Set([record.recordRef]),
  };
}

const stands = (childId: string, features: MemberFeatures): MemberChange => ({
  childId,
  recordRef: features.recordRef,
  keys: matchKeys(features),
  features,
});

/** The members that a verdict would join with a child’s. */
function neverJoins(found: ReviewCase, chosen: ChildMembers): boolean {
  const isMerge = joining(found, chosen).kind === 'merge' && !isHeld(found);
  const theirs = chosen.members.filter(({ recordRef }) => recordRef !== found.record.recordRef);
  return neverOne(isMerge ? found.holder.members : [found.record], theirs);
}

/** What no person may join: two valid NHS numbers of which none supersedes the other, and a new identity. */
export function neverOne(mine: readonly MemberFeatures[], theirs: readonly MemberFeatures[]): boolean {
  const share = sharesNumber(mine, theirs);
  const isNew = (members: readonly MemberFeatures[]): boolean =>
    members.some(({ newIdentity }) => newIdentity);
  return (numbered(mine) && numbered(theirs) && !share) || (isNew(mine) !== isNew(theirs) && !share);
}

const numbered = (members: readonly MemberFeatures[]): boolean =>
  members.some(({ nhsNumbers }) => nhsNumbers.length > 0);

function sharesNumber(mine: readonly MemberFeatures[], theirs: readonly MemberFeatures[]): boolean {
  const current = (members: readonly MemberFeatures[]) => members.flatMap(({ nhsNumbers }) => nhsNumbers);
  const former = (members: readonly MemberFeatures[]) =>
    members.flatMap(({ formerNhsNumbers }) => formerNhsNumbers);
  const meet = (a: readonly string[], b: readonly string[]): boolean => a.some((one) => b.includes(one));
  return (
    meet(current(mine), current(theirs)) ||
    meet(current(mine), former(theirs)) ||
    meet(former(mine), current(theirs))
  );
}
