import type { CanonicalRecord, MatchAnswer } from '@contactpoint/contract';
import type { DecisionReason, MatchDecision, MilliBits } from '../decide/decision.ts';
import { decideRecord } from '../decide/decide-record.ts';
import { keyType, matchKeys } from '../keys/match-keys.ts';
import { toFeatures, toRecordRef } from '../normalise/to-features.ts';
import type { ChildMembers, MemberFeatures } from '../ports.ts';
import { BulkLinker, type BulkOptions } from './bulk-linker.ts';

/** What `clusterRecords` may be told; without options it reads what it needs from the records. */
export interface ClusterOptions extends BulkOptions {
  /** Keeps what `explain` needs, at about a kilobyte a record. */
  readonly explainable?: boolean;
}

/** One record with the child it was linked to. */
export interface ClusteredRecord {
  readonly source: string;
  readonly recordId: string;
  /** `child-1`, `child-2` … in the order in which children first appear; absent with not enough data. */
  readonly childId?: string;
  readonly outcome: MatchAnswer;
  readonly reason: DecisionReason;
  /** Evidence for the child it was linked to or, undecided, most resembles; 0 for none. */
  readonly score: MilliBits;
  /** The child that an undecided record may belong to. */
  readonly mayBeChildId?: string;
}

/** Records linked without a server. */
export interface Clusters {
  /** In the order given. */
  readonly records: readonly ClusteredRecord[];
  readonly children: number;
  /** Records that only a person can decide. */
  readonly reviews: number;
  /**
   * Why a record stands where it does, weighed against every other record as finally linked; undefined for an
   * unknown record. Needs `explainable`.
   */
  readonly explain: (source: string, recordId: string) => ClusterExplanation | undefined;
}

/** A decision with the features it was made from; holds the data of people. */
export interface ClusterExplanation {
  readonly decision: MatchDecision;
  readonly record: MemberFeatures;
  /** The records that the decision names, by `system|recordId`. */
  readonly members: ReadonlyMap<string, MemberFeatures>;
}

/**
 * Links records of one or several sources: the same judgement as one at a time, on a whole set. The same
 * records in another order give the same children.
 */
export async function clusterRecords(
  records: AsyncIterable<CanonicalRecord> | Iterable<CanonicalRecord>,
  options: ClusterOptions = {},
): Promise<Clusters> {
  const linker = new BulkLinker(options);
  const kept: MemberFeatures[] = [];
  const places: { readonly source: string; readonly recordId: string; readonly ref: string }[] = [];
  const known = new Set<string>();
  for await (const record of records) {
    const features = toFeatures(record);
    linker.add(features);
    if (options.explainable) kept.push(features);
    const ref = toRecordRef(record);
    if (known.has(ref)) continue;
    known.add(ref);
    places.push({ source: record.source.system, recordId: record.source.recordId, ref });
  }
  linker.link();
  const idOf = createChildIds();
  const clustered = places.map(({ source, recordId, ref }): ClusteredRecord => {
    const { childId, mayBe, ...decision } = linker.resultOf(ref);
    return {
      source,
      recordId,
      ...(childId === undefined ? {} : { childId: idOf(childId) }),
      ...decision,
      ...(mayBe === undefined || mayBe === childId ? {} : { mayBeChildId: idOf(mayBe) }),
    };
  });
  return {
    records: clustered,
    children: new Set(clustered.flatMap(({ childId }) => childId ?? [])).size,
    reviews: clustered.filter(({ outcome }) => outcome === 'possible').length,
    explain: (source, recordId) => explain({ linker, kept, idOf, options }, `${source}|${recordId}`),
  };
}

function createChildIds(): (child: number) => string {
  const ids = new Map<number, string>();
  return (child) => {
    const id = ids.get(child) ?? `child-${ids.size + 1}`;
    ids.set(child, id);
    return id;
  };
}

interface Scene {
  readonly linker: BulkLinker;
  readonly kept: readonly MemberFeatures[];
  readonly idOf: (child: number) => string;
  readonly options: ClusterOptions;
}

function explain({ linker, kept, idOf, options }: Scene, ref: string): ClusterExplanation | undefined {
  const row = linker.rowOf(ref);
  const record = row === undefined ? undefined : kept[row];
  if (row === undefined || record === undefined) return undefined;
  const members = new Map<string, MemberFeatures>();
  const children = linker.neighboursOf(row).map(({ number, ordinal, rows }): ChildMembers => {
    const features = rows.map((at) => kept[at]!);
    for (const member of features) members.set(member.recordRef, member);
    return { ...LOOSE, childId: idOf(number), ordinal, members: features };
  });
  const foundBy = new Map(children.map((child) => [child.childId, sharedKeys(record, child)]));
  const engine = { ...options, childrenCovered: linker.childrenCovered };
  const decision = decideRecord({ record, children, foundBy }, engine);
  return { decision, record, members };
}

/** Types of the keys that a record shares with any member of a child. */
function sharedKeys(record: MemberFeatures, { members }: ChildMembers): readonly string[] {
  const theirs = new Set(members.flatMap(matchKeys));
  return [
    ...new Set(
      matchKeys(record)
        .filter((key) => theirs.has(key))
        .map(keyType),
    ),
  ];
}

const LOOSE = {
  version: 0,
  shielded: false,
  walled: false,
  doNotLink: [],
  doNotLinkRecords: [],
  verified: [],
};
