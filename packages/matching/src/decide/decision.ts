import type { MatchAnswer } from '@contactpoint/contract';

/** Thousandths of a bit of evidence (log2 of a likelihood ratio), always an integer. */
export type MilliBits = number;

/** Why a link is forbidden (`hard`) or must be decided by a person (`soft`). */
export interface Veto {
  readonly code: VetoCode;
  readonly strength: 'hard' | 'soft';
}
export type VetoCode =
  | 'different-nhs-number'
  | 'do-not-link'
  | 'identity-wall'
  | 'same-authoritative-source'
  | 'twin-guard'
  | 'multiple-birth'
  | 'sex-and-given-differ'
  | 'identifier-contradiction';

/** Why the outcome is what it is. */
export type DecisionReason =
  | 'no-candidate'
  | 'below-possible'
  | 'over-threshold'
  | 'only-fit-of-placeholder'
  | 'kept'
  | 'below-threshold'
  | 'no-lead'
  | 'fits-separated-children'
  | 'vetoed'
  | 'too-many'
  | 'too-little';

/** One line of the waterfall: how a field compared, in words and bits. */
export interface FieldEvidence {
  readonly field: string;
  /** Id of the comparison level (`exact`, `nickname`, `different`). */
  readonly level: string;
  readonly score: MilliBits;
}

/** A child that the record may belong to, with the evidence of its best member. */
export interface MatchCandidate {
  readonly childId: string;
  readonly score: MilliBits;
  /** The member record compared best. */
  readonly recordRef: string;
  readonly fields: readonly FieldEvidence[];
  readonly vetoes: readonly Veto[];
  /** Types of the keys that found it. */
  readonly foundBy: readonly string[];
  readonly shielded: boolean;
}

/** That two children are one, as the record at hand shows. */
export interface MergeProposal {
  readonly from: string;
  readonly into: string;
  /** True when the evidence suffices without a person; `matchRecords` has then merged them in its changes. */
  readonly automatic: boolean;
}

/** The versions that a replay needs to give the same bits. */
export interface DecisionVersions {
  readonly norm: number;
  readonly model: string;
  readonly frequencies: string;
}

/** What was decided on one record, and everything needed to explain and to replay it. */
export interface MatchDecision {
  readonly recordRef: string;
  readonly outcome: MatchAnswer;
  /** The outcome in the world that the supplier may know: hidden children removed before anything else. */
  readonly answer: MatchAnswer;
  readonly reason: DecisionReason;
  /** The child the record belongs to from now on; absent only when there is not enough data. */
  readonly childId?: string;
  /** True when `childId` came from `newId`. */
  readonly created: boolean;
  /** The child that held an earlier version of the record, when it is another one. */
  readonly previousChildId?: string;
  /** Evidence for the child that it matches, or else for the best candidate, prior included; 0 without one. */
  readonly score: MilliBits;
  /** Distance to the next candidate; equals `score` without one. */
  readonly lead: MilliBits;
  /** At most ten, best first, equal scores in order of child id. Those at or above 0 are the weak edges. */
  readonly candidates: readonly MatchCandidate[];
  /** Those of the candidate that `score` is of. */
  readonly vetoes: readonly Veto[];
  readonly merges: readonly MergeProposal[];
  /** The record must be held shielded: a candidate at or above 0 is shielded. */
  readonly inheritsShield: boolean;
  /** The review is for the shielding role alone: a candidate is shielded, behind a wall or of a new identity. */
  readonly restricted: boolean;
  /** Types of the keys that too many children share: not followed, or only to those that share another key. */
  readonly crowdedKeys: readonly string[];
  readonly versions: DecisionVersions;
  /** Keyed fingerprint of the record, its candidates and the prior; see `MatchOptions.fingerprint`. */
  readonly inputs?: string;
  /** One plain sentence, without anybody's data. */
  readonly explanation: string;
}
