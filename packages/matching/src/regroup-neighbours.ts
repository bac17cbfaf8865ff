import type { CandidatePool } from './candidate-pool.ts';
import type { Decided, Decider, DecisionInput, LooseRecord } from './decide/decide-record.ts';
import type { MatchDecision, MergeProposal } from './decide/decision.ts';
import { nameGroups } from './decide/name-groups.ts';
import { isFree } from './decide/regroup.ts';
import { byText } from './order.ts';
import type { ChildMembers, MemberChange, MemberFeatures } from './ports.ts';

/** Records judged afresh at once: a neighbourhood of more is a crowd, not a family. */
const MOST_LOOSE = 60;

/** What matching works with for the length of a batch. */
export interface Session {
  readonly pool: CandidatePool;
  readonly decider: Decider;
  readonly newId: () => string;
  /** Empty where the house wants no fingerprints. */
  readonly inputsOf: (input: DecisionInput) => Pick<MatchDecision, 'inputs'>;
}

/** How the records around one that has come belong together now. */
export interface Regrouped {
  /** In order; the record's own among them. */
  readonly changes: readonly MemberChange[];
  /** Records that now belong to another child than before, the one that has come left out. */
  readonly moved: readonly MemberFeatures[];
  /** Children that are no more, by the ones they turned out to be. */
  readonly merges: readonly MergeProposal[];
  /** Ids that begin here. */
  readonly begun: ReadonlySet<string>;
}

/**
 * Judges the children near a record afresh, now that it is known: a record that had to stay alone may find its
 * child, and one that was taken for a twin goes where it belongs. Undefined when everything stays as decided.
 * Children on which people have decided something are never touched.
 */
export async function regroupNeighbours(
  { pool, decider, newId }: Session,
  record: MemberFeatures,
  { decision, near }: Decided,
): Promise<Regrouped | undefined> {
  if (near.every((id) => id === decision.childId)) return undefined;
  const ids = new Set([...near, ...(decision.childId === undefined ? [] : [decision.childId])]);
  const children = [...ids].flatMap((id) => pool.childOf(id) ?? []);
  const others = children.flatMap(({ members }) => members.filter((member) => !isSame(member, record)));
  if (!children.every(isFree) || others.length > MOST_LOOSE) return undefined;
  await pool.learn(others);
  const groups = decider.regroup(
    [record, ...others].map((features): LooseRecord => {
      const { children: all, tooMany } = pool.candidatesOf(features);
      const from = features === record ? decision.childId : decidedHolder(pool, features, decision);
      return { features, from, outside: all.filter(({ childId }) => !ids.has(childId)), tooMany };
    }),
  );
  if (groups === undefined) return undefined;
  const kept = nameGroups(groups, (id) => pool.childOf(id)?.ordinal ?? Number.MAX_SAFE_INTEGER);
  if (groups.every((group, at) => group.every(({ from }) => from === kept[at]))) return undefined;
  const begun = new Set<string>();
  const begin = (): string => {
    const id = newId();
    begun.add(id);
    return id;
  };
  const places = groups.flatMap((group, at) => {
    const to = kept[at] ?? begin();
    return group.map(({ features }): Place => ({ features, from: pool.holderOf(features.recordRef), to }));
  });
  return {
    changes: places.flatMap((place) => changesOf(pool, place, place.features === record)),
    moved: places.flatMap(({ features, from, to }) => (features === record || from === to ? [] : [features])),
    merges: mergesOf(children, places),
    begun,
  };
}

/** Where a record was, and where it belongs. */
interface Place {
  readonly features: MemberFeatures;
  readonly from: string | undefined;
  readonly to: string;
}

const isSame = (a: MemberFeatures, b: MemberFeatures): boolean => a.recordRef === b.recordRef;

/** The child that would hold a record were the decision carried out: of two that it makes one, the survivor. */
function decidedHolder(
  pool: CandidatePool,
  { recordRef }: MemberFeatures,
  { merges }: MatchDecision,
): string | undefined {
  const holder = pool.holderOf(recordRef);
  return merges.find(({ from, automatic }) => automatic && from === holder)?.into ?? holder;
}

function changesOf(
  pool: CandidatePool,
  { features, from, to }: Place,
  hasCome: boolean,
): readonly MemberChange[] {
  const { recordRef } = features;
  const leaves = { childId: from ?? '', recordRef, keys: [], features: undefined };
  const joins = { childId: to, recordRef, keys: pool.keysOf(features), features };
  if (from === to) return hasCome ? [joins] : [];
  return from === undefined ? [joins] : [leaves, joins];
}

/** Children none of whose records stay, by the child that most of them went to. */
function mergesOf(children: readonly ChildMembers[], places: readonly Place[]): readonly MergeProposal[] {
  return children.flatMap(({ childId }): MergeProposal[] => {
    const left = places.filter(({ from }) => from === childId);
    if (left.length === 0 || places.some(({ to }) => to === childId)) return [];
    const [into] = [...Map.groupBy(left, ({ to }) => to)].sort(
      ([a, one], [b, other]) => other.length - one.length || byText(a, b),
    )[0]!;
    return [{ from: childId, into, automatic: true }];
  });
}
