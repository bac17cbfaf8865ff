import type { DecisionReason, MatchDecision, MilliBits, Veto } from '../decide/decision.ts';
import type { ChildMembers, MemberFeatures } from '../ports.ts';
import { keepApart, mergeChildren } from './merge-children.ts';
import { linkRecord, unlinkRecord } from './move-record.ts';
import { splitChild } from './split-child.ts';
import type { Plan, PlanScene } from './plan.ts';

/** What a person is asked about one record, or about two children that a record seems to join. */
export interface Review {
  readonly recordRef: string;
  /** The child that holds the record meanwhile. */
  readonly childId: string;
  readonly reason: DecisionReason | 'may-be-one';
  /** Best first; none where the children that it may be are too many to name. */
  readonly candidates: readonly ReviewCandidate[];
  /** For the shielding role alone. */
  readonly restricted: boolean;
  readonly explanation: string;
}

export interface ReviewCandidate {
  readonly childId: string;
  readonly score: MilliBits;
  readonly vetoes: readonly Veto[];
}

/** The part of a review that says which children it is about. */
export interface ReviewedChildren {
  readonly childId: string;
  readonly candidates: readonly { readonly childId: string }[];
}

/**
 * The reviews that a decision asks for: of an undecided record, and of merges that need a person. What people
 * have separated is not asked again; a record that too many children may be is asked about without any of them.
 */
export function toReviews(decision: MatchDecision): readonly Review[] {
  const { recordRef, childId, outcome, reason, candidates, restricted, explanation, merges } = decision;
  if (childId === undefined) return [];
  const base = { recordRef, childId, restricted, explanation };
  const shown = candidates
    .filter((candidate) => candidate.childId !== childId)
    .filter(({ vetoes }) => !vetoes.some(({ code }) => code === 'do-not-link'))
    .map(({ childId: id, score, vetoes }) => ({ childId: id, score, vetoes }));
  const isAsked = outcome === 'possible' && (shown.length > 0 || reason === 'too-many');
  const undecided = isAsked ? [{ ...base, reason, candidates: shown }] : [];
  const asked = merges
    .filter(({ automatic }) => !automatic)
    .map(({ from, into }): Review => {
      const other = from === childId ? into : from;
      return {
        ...base,
        reason: 'may-be-one',
        candidates: shown.filter((candidate) => candidate.childId === other),
      };
    })
    .filter((review) => review.candidates.length > 0);
  return [...undecided, ...asked];
}

/**
 * A review as it stands after what happened meanwhile: candidates that were merged are their survivors, those
 * that are gone drop out. Undefined when nothing is left to decide.
 */
export function refreshReview<T extends ReviewedChildren>(
  review: T,
  resolve: (childId: string) => string | undefined,
): T | undefined {
  const childId = resolve(review.childId);
  if (childId === undefined) return undefined;
  const seen = new Set([childId]);
  const candidates = review.candidates.flatMap((candidate): T['candidates'][number][] => {
    const now = resolve(candidate.childId);
    if (now === undefined || seen.has(now)) return [];
    seen.add(now);
    return [{ ...candidate, childId: now }];
  });
  return candidates.length === 0 ? undefined : { ...review, childId, candidates };
}

/** What a person may decide on a review. */
export type ReviewDecision =
  | { readonly kind: 'link'; readonly childId: string }
  | { readonly kind: 'merge'; readonly childId: string }
  | { readonly kind: 'keep-apart' }
  | { readonly kind: 'unlink' }
  | { readonly kind: 'split'; readonly groups: readonly (readonly string[])[] };

/** What a decision on a review needs to know, as it stands now. */
export interface ReviewScene extends PlanScene {
  readonly record: MemberFeatures;
  /** The child that holds the record. */
  readonly child: ChildMembers;
  /** The candidates of the refreshed review. */
  readonly candidates: readonly ChildMembers[];
}

/** The plan of a decision; none when it names a child that is not a candidate of the review. */
export function planReview(decision: ReviewDecision, scene: ReviewScene): readonly Plan[] {
  const { record, child, candidates } = scene;
  const chosen =
    'childId' in decision ? candidates.find(({ childId }) => childId === decision.childId) : undefined;
  switch (decision.kind) {
    case 'link':
      return chosen === undefined ? [] : [linkRecord({ record, from: child, to: chosen }, scene)];
    case 'merge':
      return chosen === undefined ? [] : [mergeChildren(child, chosen, scene)];
    case 'keep-apart':
      return keepAllApart(child, candidates);
    case 'unlink':
      return [unlinkRecord(child, record.recordRef, scene) ?? []].flat();
    case 'split':
      return [splitChild(child, decision.groups, scene)];
  }
}

/** One plan for all: the child's own list is written once, with every candidate on it. */
function keepAllApart(child: ChildMembers, candidates: readonly ChildMembers[]): readonly Plan[] {
  const plans = candidates.map((candidate) => keepApart(child, candidate));
  const doNotLink = [...new Set([...child.doNotLink, ...candidates.map(({ childId }) => childId)])].sort();
  const constraints = [
    { childId: child.childId, doNotLink },
    ...plans.flatMap((plan) => plan.constraints.slice(1)),
  ];
  return plans.length === 0 ? [] : [{ ...plans[0]!, constraints }];
}
