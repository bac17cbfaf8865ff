import type { EngineOptions } from '../decide/create-bench.ts';
import { matchRecords } from '../match-records.ts';
import { createMemoryIndex } from '../memory-index.ts';
import { byText } from '../order.ts';
import type { ChildMembers, MemberFeatures } from '../ports.ts';
import { joins, union, without, type Plan, type PlanScene } from './plan.ts';

/**
 * How a child's records would fall apart if they arrived today: groups of `recordRef`, the largest first.
 * Verified records stay together. One group means that the engine sees one child.
 */
export async function proposeSplit(
  child: ChildMembers,
  options: EngineOptions,
): Promise<readonly (readonly string[])[]> {
  const index = createMemoryIndex();
  let begun = 0;
  const newId = (): string => `part-${(begun += 1)}`;
  const isVerified = ({ recordRef }: MemberFeatures): boolean => child.verified.includes(recordRef);
  const verified = child.members.filter(isVerified);
  const core = newId();
  await index.apply(verified.map((member) => joins(core, member)));
  const rest = child.members.filter((member) => !isVerified(member));
  const { changes } = await matchRecords(index, rest, { ...options, newId });
  await index.apply(changes);
  const holders = await index.childrenByRecords(child.members.map(({ recordRef }) => recordRef));
  const groups = Map.groupBy(child.members, (_, at) => holders[at] ?? `alone-${at}`);
  return [...groups.values()]
    .map((members) => members.map(({ recordRef }) => recordRef))
    .sort((a, b) => b.length - a.length || byText(a[0]!, b[0]!));
}

/**
 * A child is several: the first group keeps the id, every further one becomes a child of its own, and all are
 * kept apart for good. Records in no group stay.
 */
export function splitChild(
  child: ChildMembers,
  groups: readonly (readonly string[])[],
  { at, newId }: PlanScene,
): Plan {
  const parts = groups.slice(1).map((refs) => ({
    childId: newId(),
    members: child.members.filter(({ recordRef }) => refs.includes(recordRef)),
  }));
  const moved = parts.flatMap(({ members }) => members.map(({ recordRef }) => recordRef));
  const ids = [child.childId, ...parts.map(({ childId }) => childId)];
  return {
    changes: parts.flatMap(({ childId, members }) => members.map((member) => joins(childId, member))),
    constraints: [
      {
        childId: child.childId,
        doNotLink: union(child.doNotLink, without(ids, child.childId)),
        doNotLinkRecords: union(child.doNotLinkRecords, moved),
        verified: without(child.verified, ...moved),
      },
      ...parts.map(({ childId, members }) => ({
        childId,
        doNotLink: union(child.doNotLink, without(ids, childId)),
        verified: members.map(({ recordRef }) => recordRef).filter((ref) => child.verified.includes(ref)),
        shielded: child.shielded,
        walled: child.walled,
      })),
    ],
    events: parts.map(({ childId }) => ({ childId, kind: 'splitFrom', otherId: child.childId, at })),
    links: parts.flatMap(({ childId, members }) =>
      members.map(({ recordRef }) => ({ recordRef, childId, class: 'manual' as const })),
    ),
    rematch: [],
  };
}
