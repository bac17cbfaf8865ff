import {
  type ChildMembers,
  type MatchDecision,
  matchRecords,
  type MatchResult,
  type MemberChange,
  type MemberFeatures,
} from '@contactpoint/matching';
import type { CommandContext } from '../command-context.ts';
import type { DirectoryIndex } from './match-index.ts';
import { createVisibleIndex } from './visible-index.ts';
import { withoutStrays } from './without-strays.ts';

/**
 * Decides on records and applies it. Where a shielded child may be concerned, it is decided twice: as things
 * are, and as they would be were the shielded child not there. What belongs to a shielded child, or may, is
 * held with it (SHIELD-04); everything else, and every answer, follows the world that people may know, so that
 * it tells nothing of the other (SHIELD-03).
 */
export async function decideInBothWorlds(
  { newId, policy, vault }: CommandContext,
  index: DirectoryIndex,
  features: readonly MemberFeatures[],
): Promise<MatchResult> {
  const options = {
    newId,
    childrenCovered: policy.childrenCovered,
    project: (child: ChildMembers) => child,
  };
  const real = await matchRecords(await withoutStrays(index, features), features, options);
  if (!index.concernsShielded()) {
    await index.apply(real.changes);
    return real;
  }
  const visibleIndex = await withoutStrays(createVisibleIndex(index, vault), features);
  const visible = await matchRecords(visibleIndex, features, options);
  const result = await join(index, real, visible);
  const shadows = new Map(
    visible.decisions.flatMap(({ recordRef, childId }) =>
      childId === undefined ? [] : [[recordRef, childId] as const],
    ),
  );
  await index.applyHeld(result.changes, { shielded: beginShielded(real.decisions), shadows });
  return result;
}

/** Children that begin shielded, because what began them may belong to a shielded child. */
const beginShielded = (decisions: readonly MatchDecision[]): ReadonlySet<string> =>
  new Set(
    decisions.flatMap(({ childId, created, inheritsShield }) =>
      created && inheritsShield && childId !== undefined ? [childId] : [],
    ),
  );

/** Of each record the decision that holds: the real one for what is held, the visible one for the rest. */
async function join(index: DirectoryIndex, real: MatchResult, visible: MatchResult): Promise<MatchResult> {
  const shielded = await findShielded(index, real);
  const isHeld = ({ childId }: Pick<MatchDecision, 'childId'>): boolean =>
    childId !== undefined && shielded.has(childId);
  const held = new Set(real.decisions.filter(isHeld).map(({ recordRef }) => recordRef));
  const own = new Set(real.decisions.map(({ recordRef }) => recordRef));
  const seen = await findSeen(
    index,
    visible.changes.map(({ recordRef }) => recordRef).filter((ref) => !own.has(ref)),
  );
  const changes: readonly MemberChange[] = [
    ...real.changes.filter((change) =>
      own.has(change.recordRef) ? held.has(change.recordRef) : isHeld(change),
    ),
    ...visible.changes.filter(({ recordRef }) =>
      own.has(recordRef) ? !held.has(recordRef) : seen.has(recordRef),
    ),
  ];
  const decisions = real.decisions.map((decision, at): MatchDecision => {
    const other = visible.decisions[at] ?? decision;
    return { ...(held.has(decision.recordRef) ? decision : other), answer: other.outcome };
  });
  return { decisions, changes };
}

async function findShielded(
  index: DirectoryIndex,
  { decisions, changes }: MatchResult,
): Promise<ReadonlySet<string>> {
  const childIds = [...new Set(changes.map(({ childId }) => childId))];
  const loaded = await index.load(childIds);
  const already = loaded.flatMap((one) => (one?.child.shielded ? [one.child.childId] : []));
  return new Set([...already, ...beginShielded(decisions)]);
}

/** Those of these records that are held in no shielded child. */
async function findSeen(index: DirectoryIndex, recordRefs: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await index.rowsOf(recordRefs);
  return new Set(recordRefs.filter((_, at) => rows[at]?.shadowId === null));
}
