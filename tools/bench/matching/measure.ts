/** One record after linking: the truth, the answer, and what accuracy is split by. */
export interface Linked {
  readonly label: string;
  readonly cluster: string;
  /** Children of one birth share it; undefined for single births. */
  readonly twins?: number | undefined;
  readonly household?: number | undefined;
  readonly group?: string | undefined;
  /** Sent to a person. */
  readonly review?: boolean;
}

/** Accuracy of a set of clusters. Shares in 0…1. */
export interface Accuracy {
  readonly records: number;
  /** Pairs of records that share a cluster, against pairs that share a child. */
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Whole clusters that are exactly one child's records. */
  readonly clusterPrecision: number;
  readonly clusterRecall: number;
  readonly clusterF1: number;
  /** Births of several children of which two share a cluster. */
  readonly twinsMixed: number;
  readonly twinGroups: number;
  /** Pairs of brothers and sisters of different births who share a cluster. */
  readonly siblingsLinked: number;
  readonly reviewShare: number;
  readonly recallByGroup: Readonly<Record<string, number>>;
}

const pairs = (count: number): number => (count * (count - 1)) / 2;
const f1Of = (precision: number, recall: number): number =>
  precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);

function groupBy<K>(linked: readonly Linked[], key: (one: Linked) => K | undefined): Map<K, Linked[]> {
  const groups = new Map<K, Linked[]>();
  for (const one of linked) {
    const value = key(one);
    if (value === undefined) continue;
    const group = groups.get(value);
    if (group === undefined) groups.set(value, [one]);
    else group.push(one);
  }
  return groups;
}

const truePairs = (groups: Iterable<readonly Linked[]>, key: (one: Linked) => string): number => {
  let sum = 0;
  for (const group of groups) for (const part of groupBy(group, key).values()) sum += pairs(part.length);
  return sum;
};

/** Measures clusters against their labels. */
export function measure(linked: readonly Linked[]): Accuracy {
  const clusters = groupBy(linked, ({ cluster }) => cluster);
  const children = groupBy(linked, ({ label }) => label);
  const found = [...clusters.values()].reduce((sum, { length }) => sum + pairs(length), 0);
  const wanted = [...children.values()].reduce((sum, { length }) => sum + pairs(length), 0);
  const right = truePairs(clusters.values(), ({ label }) => label);
  const precision = found === 0 ? 1 : right / found;
  const recall = wanted === 0 ? 1 : right / wanted;
  const exact = [...clusters.values()].filter((group) => isWhole(group, children)).length;
  const births = [...groupBy(linked, ({ twins }) => twins).values()];
  return {
    records: linked.length,
    precision,
    recall,
    f1: f1Of(precision, recall),
    clusterPrecision: exact / clusters.size,
    clusterRecall: exact / children.size,
    clusterF1: f1Of(exact / clusters.size, exact / children.size),
    twinGroups: births.length,
    twinsMixed: births.filter(mixes).length / Math.max(1, births.length),
    siblingsLinked: countSiblings(clusters.values()),
    reviewShare: linked.filter(({ review }) => review).length / Math.max(1, linked.length),
    recallByGroup: recallByGroup(linked),
  };
}

function isWhole(group: readonly Linked[], children: ReadonlyMap<string, readonly Linked[]>): boolean {
  const label = group[0]!.label;
  return group.every((one) => one.label === label) && children.get(label)?.length === group.length;
}

function mixes(birth: readonly Linked[]): boolean {
  return [...groupBy(birth, ({ cluster }) => cluster).values()].some(
    (group) => new Set(group.map(({ label }) => label)).size > 1,
  );
}

function countSiblings(clusters: Iterable<readonly Linked[]>): number {
  let sum = 0;
  for (const cluster of clusters) {
    for (const home of groupBy(cluster, ({ household }) => household).values()) {
      const births = new Map(home.map(({ label, twins }) => [label, twins ?? label]));
      if (new Set(births.values()).size > 1) sum += 1;
    }
  }
  return sum;
}

function recallByGroup(linked: readonly Linked[]): Readonly<Record<string, number>> {
  const groups = [...groupBy(linked, ({ group }) => group)];
  return Object.fromEntries(
    groups.map(([group, members]) => {
      const wanted = truePairs([members], ({ label }) => label);
      const right = truePairs(groupBy(members, ({ cluster }) => cluster).values(), ({ label }) => label);
      return [group, wanted === 0 ? 1 : right / wanted];
    }),
  );
}
