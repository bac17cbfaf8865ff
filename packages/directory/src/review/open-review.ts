import type { ReviewItem } from '@contactpoint/contract';
import type { MatchDecision } from '@contactpoint/matching';
import type { CommandContext } from '../command-context.ts';
import type { Command } from '../commands.ts';
import { findShownDeaths } from '../deaths/find-deaths.ts';
import { denied, type Handled } from '../handled.ts';
import { type AdmittedUser, admitUser, factsBefore } from '../policy/admit.ts';
import type { ReviewRow } from '../rows.ts';
import { type LoadedChild, loadChildren } from '../view/load-children.ts';
import { compareCase } from './compare-case.ts';
import { identityOf, knownStatements } from './identity.ts';
import { loadCases, type ReviewCase } from './load-cases.ts';
import { mayDecide, NO_REVIEW } from './may-decide.ts';

const MINUTE_IN_MS = 60_000;
const MILLIBITS = 1_000;

/**
 * Takes a review for one person and shows what it is about (MATCH-05): for a while nobody else sees it, and who
 * has seen it may decide.
 */
export async function openReview(
  context: CommandContext,
  command: Command<'openReview'>,
): Promise<Handled<ReviewItem>> {
  const { tx, at, now, policy } = context;
  const facts = factsBefore(command, command.accessContext);
  const reviewer = await admitUser(context, command, 'review');
  if ('refusal' in reviewer) return denied(facts, reviewer);
  const [row] = await tx.reviews.find([command.reviewId]);
  const [found] = row ? await loadCases(context, [row]) : [];
  if (!found || !mayDecide(context, reviewer, found)) return denied(facts, NO_REVIEW);
  const subjects = subjectsOf(found);
  if (isClaimedByAnother(found.row, { at, userId: reviewer.user.userId }))
    return denied(facts, { refusal: 'directory.review-claimed', outcome: 'claimed' }, ...subjects);
  const claimedUntil = new Date(now + policy.reviewClaimMinutes * MINUTE_IN_MS).toISOString();
  const claimed: ReviewRow = {
    ...found.row,
    // What is decided is decided on the children that were seen.
    candidates: found.row.kind === 'death' ? [] : found.candidates.map(({ childId }) => childId),
    claimedBy: reviewer.user.userId,
    claimedUntil,
  };
  await tx.reviews.put([claimed]);
  const answer = await toItem(context, reviewer, { ...found, row: claimed });
  const fields = found.restricted ? 'limited' : 'full';
  return { answer, facts: { ...facts, kind: 'disclosure', outcome: 'review-opened', fields, subjects } };
}

/** The children that a review shows. */
export const subjectsOf = ({ holder, candidates }: ReviewCase): readonly string[] => [
  ...new Set([holder.childId, ...candidates.map(({ childId }) => childId)]),
];

/** Whether somebody else has a review open at this moment. */
const isClaimedByAnother = (
  { claimedBy, claimedUntil }: ReviewRow,
  { at, userId }: { readonly at: string; readonly userId: string },
): boolean => claimedBy !== null && claimedBy !== userId && claimedUntil !== null && claimedUntil > at;

async function toItem(
  context: CommandContext,
  reviewer: AdmittedUser,
  found: ReviewCase,
): Promise<ReviewItem> {
  const { row, member, holder, candidates } = found;
  const loaded = await loadChildren(context, [holder.childId, ...candidates.map(({ childId }) => childId)]);
  const [ofHolder, ...ofCandidates] = loaded as readonly LoadedChild[];
  const decision = compareCase(context, found);
  const deaths = await findShownDeaths(
    context.tx,
    candidates.map(({ childId }) => childId),
  );
  return {
    id: row.reviewId,
    kind: row.kind as ReviewItem['kind'],
    since: row.openedAt,
    claimedUntil: row.claimedUntil ?? context.at,
    record: identityOf(context, reviewer, {
      loaded: ofHolder as LoadedChild,
      statements: (ofHolder?.statements ?? []).filter(({ recordKey }) => recordKey === member.recordKey),
    }),
    candidates: ofCandidates.map((child, at) => ({
      ...toCandidate(context, reviewer, { child: withoutRecord(child, member.recordKey), decision }),
      ...(child.child.shielded ? {} : deaths[at]),
    })),
    explanation: decision.explanation,
    versions: decision.versions,
  };
}

const withoutRecord = (child: LoadedChild, recordKey: string): LoadedChild => ({
  ...child,
  statements: child.statements.filter((statement) => statement.recordKey !== recordKey),
});

function toCandidate(
  context: CommandContext,
  reviewer: AdmittedUser,
  { child, decision }: { readonly child: LoadedChild; readonly decision: MatchDecision },
): ReviewItem['candidates'][number] {
  const { childId } = child.child;
  const compared = decision.candidates.find((candidate) => candidate.childId === childId);
  return {
    childId,
    identity: identityOf(context, reviewer, { loaded: child, statements: knownStatements(child) }),
    bits: (compared?.score ?? 0) / MILLIBITS,
    compared: (compared?.fields ?? []).map(({ field, level, score }) => ({
      field,
      level,
      bits: score / MILLIBITS,
    })),
    vetoes: (compared?.vetoes ?? []).map(({ code }) => code),
  };
}
