import type { IsoInstant } from '@contactpoint/contract';
import { matchKeys } from '../keys/match-keys.ts';
import { byText } from '../order.ts';
import type { ConstraintChange, MemberChange, MemberFeatures } from '../ports.ts';
import type { ChildEvent, LinkClass } from './link-history.ts';

/** What carrying out a decision of people takes; nothing is done until the caller applies all of it at once. */
export interface Plan {
  readonly changes: readonly MemberChange[];
  readonly constraints: readonly ConstraintChange[];
  readonly events: readonly ChildEvent[];
  /** Links that begin; those of the same records end. */
  readonly links: readonly PlannedLink[];
  /** Records to be matched again, against all but what has just been forbidden. */
  readonly rematch: readonly MemberFeatures[];
}

export interface PlannedLink {
  readonly recordRef: string;
  readonly childId: string;
  readonly class: LinkClass;
}

/** When people decide, and where a new child gets its id. */
export interface PlanScene {
  readonly at: IsoInstant;
  readonly newId: () => string;
}

/** The change by which a member belongs to a child. */
export const joins = (childId: string, features: MemberFeatures): MemberChange => ({
  childId,
  recordRef: features.recordRef,
  keys: matchKeys(features),
  features,
});

/** Distinct texts in order. */
export const union = (...lists: readonly (readonly string[])[]): readonly string[] =>
  [...new Set(lists.flat())].sort(byText);

/** A list without some of its texts. */
export const without = (list: readonly string[], ...gone: readonly string[]): readonly string[] =>
  list.filter((text) => !gone.includes(text));
