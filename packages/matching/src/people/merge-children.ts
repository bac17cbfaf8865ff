import type { ChildMembers, ConstraintChange } from '../ports.ts';
import { joins, union, without, type Plan, type PlanScene } from './plan.ts';

/** Two children are one: the first created survives, and every restriction of either stays. */
export function mergeChildren(a: ChildMembers, b: ChildMembers, { at }: PlanScene): Plan {
  const [into, from] = a.ordinal < b.ordinal ? [a, b] : [b, a];
  return {
    changes: from.members.map((member) => joins(into.childId, member)),
    constraints: [mergedConstraints(into, from)],
    events: [{ childId: from.childId, kind: 'mergedInto', otherId: into.childId, at }],
    links: from.members.map(({ recordRef }) => ({ recordRef, childId: into.childId, class: 'verified' })),
    rematch: [],
  };
}

/** The stricter of both; that the two were once kept apart ends with the decision that they are one. */
function mergedConstraints(into: ChildMembers, from: ChildMembers): ConstraintChange {
  return {
    childId: into.childId,
    shielded: into.shielded || from.shielded,
    walled: into.walled || from.walled,
    doNotLink: without(union(into.doNotLink, from.doNotLink), into.childId, from.childId),
    doNotLinkRecords: without(
      union(into.doNotLinkRecords, from.doNotLinkRecords),
      ...from.members.map(({ recordRef }) => recordRef),
      ...into.members.map(({ recordRef }) => recordRef),
    ),
    verified: union(
      into.verified,
      from.verified,
      from.members.map(({ recordRef }) => recordRef),
    ),
  };
}

/** Two children are not one, whatever will resemble what: nothing links them again by itself. */
export function keepApart(a: ChildMembers, b: ChildMembers): Plan {
  return {
    changes: [],
    constraints: [
      { childId: a.childId, doNotLink: union(a.doNotLink, [b.childId]) },
      { childId: b.childId, doNotLink: union(b.doNotLink, [a.childId]) },
    ],
    events: [],
    links: [],
    rematch: [],
  };
}
