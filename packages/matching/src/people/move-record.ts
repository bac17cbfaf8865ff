import type { ChildMembers, ConstraintChange, MemberFeatures } from '../ports.ts';
import { joins, union, without, type Plan, type PlanScene } from './plan.ts';

/** Who moves where. */
export interface Move {
  readonly record: MemberFeatures;
  /** The child that holds the record now, if any does. */
  readonly from: ChildMembers | undefined;
  readonly to: ChildMembers;
}

/** A person says that a record belongs to a child: it joins, and never moves by itself again. */
export function linkRecord({ record, from, to }: Move, { at }: Pick<PlanScene, 'at'>): Plan {
  const { recordRef } = record;
  const isLast = from !== undefined && from.members.every((member) => member.recordRef === recordRef);
  return {
    changes: [joins(to.childId, record)],
    constraints: [
      {
        childId: to.childId,
        verified: union(to.verified, [recordRef]),
        doNotLinkRecords: without(to.doNotLinkRecords, recordRef),
        shielded: to.shielded || (isLast && from.shielded),
      },
      ...(from === undefined || isLast
        ? []
        : [{ childId: from.childId, verified: without(from.verified, recordRef) }]),
    ],
    // A child that held nothing else was this one all along.
    events: isLast ? [{ childId: from.childId, kind: 'mergedInto', otherId: to.childId, at }] : [],
    links: [{ recordRef, childId: to.childId, class: 'verified' }],
    rematch: [],
  };
}

/**
 * A record does not belong to its child: it leaves for a child of its own, the two are kept apart for good,
 * and the record is matched again against everybody else. Undefined when the child does not hold it.
 */
export function unlinkRecord(
  child: ChildMembers,
  recordRef: string,
  { at, newId }: PlanScene,
): Plan | undefined {
  const record = child.members.find((member) => member.recordRef === recordRef);
  if (record === undefined) return undefined;
  const freed = newId();
  const constraints: readonly ConstraintChange[] = [
    {
      childId: child.childId,
      doNotLink: union(child.doNotLink, [freed]),
      doNotLinkRecords: union(child.doNotLinkRecords, [recordRef]),
      verified: without(child.verified, recordRef),
    },
    // What shielded the child may have been said of this record: it stays shielded until somebody decides.
    {
      childId: freed,
      doNotLink: union(child.doNotLink, [child.childId]),
      shielded: child.shielded,
      walled: child.walled,
    },
  ];
  return {
    changes: [joins(freed, record)],
    constraints,
    events: [{ childId: freed, kind: 'splitFrom', otherId: child.childId, at }],
    links: [{ recordRef, childId: freed, class: 'manual' }],
    rematch: [record],
  };
}
