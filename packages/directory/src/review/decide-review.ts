import type { Decision } from '@contactpoint/contract';
import { findAnswer, rememberAnswer, REUSED, toRequest } from '../answered-requests.ts';
import type { CommandContext } from '../command-context.ts';
import type { Command } from '../commands.ts';
import { keepDeaths } from '../deaths/keep-deaths.ts';
import { sayOfDeath } from '../deaths/say-of-death.ts';
import { denied, type Handled } from '../handled.ts';
import { visibleChildOf } from '../matching/visible-index.ts';
import { admitUser, factsOfDecision, type Refusal } from '../policy/admit.ts';
import type { ReviewRow } from '../rows.ts';
import { loadChildren } from '../view/load-children.ts';
import { type Applied, applyPlan } from './apply-plan.ts';
import { isOfTooMany, UNCLAIMED } from './ask-people.ts';
import { loadCases, type ReviewCase } from './load-cases.ts';
import { loadLinks } from './load-links.ts';
import { mayDecide, NO_REVIEW } from './may-decide.ts';
import { subjectsOf } from './open-review.ts';
import { planCase } from './plan-case.ts';
import { resolveChildren } from './resolve-children.ts';

type Decide = Command<'decideReview'>;

/**
 * Decides a review as the person who has it open (MATCH-05): the same child, not the same, or not enough to say.
 * What was decided is carried out at once, and stays (MATCH-06).
 */
export async function decideReview(context: CommandContext, command: Decide): Promise<Handled<Decision>> {
  const facts = factsOfDecision(command);
  const reviewer = await admitUser(context, command, 'review');
  if ('refusal' in reviewer) return denied(facts, reviewer);
  const request = toRequest(command);
  const earlier = await findAnswer<Decision>(context, request);
  if (earlier === 'reused') return denied(facts, REUSED);
  if (earlier)
    return {
      answer: earlier.answer,
      facts: { ...facts, kind: 'administration', outcome: 'answered-before', subjects: [] },
    };
  const [row] = await context.tx.reviews.find([command.reviewId]);
  const [asked] = row ? await loadCases(context, [row]) : [];
  if (!asked || !mayDecide(context, reviewer, asked)) return denied(facts, NO_REVIEW);
  if (!holdsClaim(context, asked.row, reviewer.user.userId))
    return denied(facts, { refusal: 'directory.review-not-open', outcome: 'not-open' }, ...subjectsOf(asked));
  const found = await withNamed(context, asked, command);
  if ('refusal' in found) return denied(facts, found, ...subjectsOf(asked));
  const subjects = subjectsOf(found);
  const done = await carryOut(context, found, command);
  if ('refusal' in done) return denied(facts, done, ...subjects);
  const { state, links, ...trail } = done;
  const answer = { id: command.reviewId, state };
  await rememberAnswer(context, request, answer);
  const kept = { ...trail, personal: { ...facts.personal, ...(links && { links }) } };
  return {
    answer,
    facts: { ...facts, ...kept, kind: 'administration', outcome: `review-${command.decision}`, subjects },
  };
}

const holdsClaim = (
  { at }: CommandContext,
  { claimedBy, claimedUntil }: ReviewRow,
  userId: string,
): boolean => claimedBy === userId && claimedUntil !== null && claimedUntil > at;

/**
 * Where the review can name no child, the one that whoever decides has found themselves and may take apart: they
 * say its number.
 */
async function withNamed(
  context: CommandContext,
  found: ReviewCase,
  command: Decide,
): Promise<ReviewCase | Refusal> {
  const { decision, candidateId } = command;
  if (!isOfTooMany(found.row) || decision !== 'same' || candidateId === undefined) return found;
  const named = await loadLinks(context, { ...command, childId: candidateId });
  if ('refusal' in named) return named;
  const candidates = [named.child].filter(({ childId }) => childId !== found.holder.childId);
  return { ...found, candidates };
}

/** Makes it so, and closes the review or leaves it to somebody who finds out more. */
async function carryOut(
  context: CommandContext,
  found: ReviewCase,
  { decision, candidateId }: Decide,
): Promise<({ readonly state: ReviewRow['state'] } & Partial<Applied>) | Refusal> {
  const put = (state: ReviewRow['state']): Promise<void> =>
    context.tx.reviews.put([{ ...found.row, ...UNCLAIMED, state }]);
  if (decision === 'needsMore') {
    await put('needsMore');
    return { state: 'needsMore' };
  }
  // The candidate that was meant may have become part of another child since it was seen.
  const meant = candidateId === undefined ? [] : [candidateId];
  const survivors = await resolveChildren(context, meant);
  const planned = planCase(context, found, {
    decision,
    candidateId: candidateId === undefined ? undefined : survivors.get(candidateId),
  });
  if (planned !== undefined && 'refusal' in planned) return planned;
  await put('decided');
  if (found.row.kind === 'death') await sayOfDeath(context, found.member, decision);
  if (planned !== undefined) return { state: 'decided', ...(await applyPlan(context, planned)) };
  const loaded = await loadChildren(context, [visibleChildOf(found.member)]);
  const { sealed: deaths } = await keepDeaths(context, loaded);
  return { state: 'decided', ...(deaths && { deaths }) };
}
