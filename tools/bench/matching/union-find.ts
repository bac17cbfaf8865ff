/** Sets that grow together: the whole of what baselines know of clusters. */
export interface UnionFind {
  join(a: number, b: number): void;
  find(a: number): number;
}

/** `count` sets of one. */
export function createUnionFind(count: number): UnionFind {
  const parents = Int32Array.from({ length: count }, (_, at) => at);
  const find = (a: number): number => {
    let at = a;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at]!]!;
      at = parents[at]!;
    }
    return at;
  };
  return { find, join: (a, b) => void (parents[find(a)] = find(b)) };
}
