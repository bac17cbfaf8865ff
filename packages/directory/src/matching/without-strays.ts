import type { MatchIndex, MemberFeatures } from '@contactpoint/matching';

/**
 * An index in which records that now carry another valid NHS number than the rest of their child are members of
 * nothing yet. Matching would keep them where they are and ask people; two numbers never share a child, not
 * even while people are asked (MATCH-02).
 */
export async function withoutStrays(
  index: MatchIndex,
  records: readonly MemberFeatures[],
): Promise<MatchIndex> {
  const numbered = records.filter(({ nhsNumbers }) => nhsNumbers.length > 0);
  const holders = await index.childrenByRecords(numbered.map(({ recordRef }) => recordRef));
  const children = await index.members([...new Set(holders.filter((childId) => childId !== undefined))]);
  const membersOf = new Map(
    children.flatMap((child) => (child ? [[child.childId, child.members] as const] : [])),
  );
  const strays = new Set(
    numbered.flatMap((record, at) =>
      isStray(record, membersOf.get(holders[at] ?? '') ?? []) ? [record.recordRef] : [],
    ),
  );
  if (strays.size === 0) return index;
  return {
    ...index,
    childrenByRecords: async (recordRefs) =>
      (await index.childrenByRecords(recordRefs)).map((childId, at) =>
        strays.has(recordRefs[at] ?? '') ? undefined : childId,
      ),
    members: async (childIds) =>
      (await index.members(childIds)).map((child) => {
        const members = child?.members.filter(({ recordRef }) => !strays.has(recordRef)) ?? [];
        return child && members.length > 0 ? { ...child, members } : undefined;
      }),
  };
}

function isStray(record: MemberFeatures, members: readonly MemberFeatures[]): boolean {
  const others = members.filter(({ recordRef }) => recordRef !== record.recordRef);
  const numbers = others.flatMap(({ nhsNumbers }) => nhsNumbers);
  return numbers.length > 0 && !others.some((other) => mayShare(record, other));
}

/** One number in common, or one that the other's has replaced. */
function mayShare(a: MemberFeatures, b: MemberFeatures): boolean {
  const share = (of: readonly string[], among: readonly string[]): boolean =>
    of.some((one) => among.includes(one));
  return (
    share(a.nhsNumbers, b.nhsNumbers) ||
    share(a.nhsNumbers, b.formerNhsNumbers) ||
    share(a.formerNhsNumbers, b.nhsNumbers)
  );
}
