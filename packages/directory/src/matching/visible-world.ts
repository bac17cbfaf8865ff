import type { ChildMembers, MemberFeatures } from '@contactpoint/matching';
import type { DirectoryIndex } from './match-index.ts';

/**
 * A child as the supplier of a record may know it, for the answer it is given. Of a shielded child a source
 * knows its own record; records that joined it since know one another, as if they were a child of their own
 * (SHIELD-03). Everything else of it is hidden before anything is compared.
 */
export function inVisibleWorld(
  index: DirectoryIndex,
  child: ChildMembers,
  { recordRef }: MemberFeatures,
): ChildMembers | undefined {
  if (!child.shielded) return child;
  const isOwn = (member: MemberFeatures): boolean => member.recordRef === recordRef;
  const members = child.members.some((member) => isOwn(member) && index.isSeen(member.recordRef))
    ? child.members.filter(isOwn)
    : child.members.filter((member) => !index.isSeen(member.recordRef));
  return members.length === 0 ? undefined : { ...child, shielded: false, members };
}
