/** Share of pairs of records that two ways of grouping them have in common (of both together), in 0…1. */
export function samePairs(one: readonly string[], other: readonly string[]): number {
  const pairsOf = (groups: readonly string[]): number => {
    const counts = new Map<string, number>();
    for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1);
    let sum = 0;
    for (const count of counts.values()) sum += (count * (count - 1)) / 2;
    return sum;
  };
  const both = pairsOf(one.map((group, at) => `${group}\n${other[at]}`));
  const all = pairsOf(one) + pairsOf(other);
  return all === 0 ? 1 : (2 * both) / all;
}
