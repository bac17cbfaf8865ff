import type { ReviewList } from '@contactpoint/contract';
import type { CommandContext } from '../command-context.ts';
import type { Command } from '../commands.ts';
import { denied, type Handled } from '../handled.ts';
import { admitInAnyRole, factsBefore } from '../policy/admit.ts';
import type { ReviewRow } from '../rows.ts';
import { loadCases } from './load-cases.ts';
import { mayDecide } from './may-decide.ts';

/** Reviews that are looked at for one answer. */
const PAGE = 50;

type Reference = ReviewList['reviews'][number];

/** What waits for this user, oldest first: references that say nothing about anybody (MATCH-05). */
export async function listReviews(
  context: CommandContext,
  command: Command<'listReviews'>,
): Promise<Handled<ReviewList>> {
  const facts = factsBefore(command);
  const reviewers = await admitInAnyRole(context, command, 'review');
  if ('refusal' in reviewers) return denied(facts, reviewers);
  const rows = await context.tx.reviews.waiting({ after: command.after, limit: PAGE });
  const cases = await loadCases(context, rows);
  const reviews = cases.flatMap((one) =>
    one && reviewers.some((reviewer) => mayDecide(context, reviewer, one))
      ? [toReference(context, one.row)]
      : [],
  );
  const last = rows.length === PAGE ? rows.at(-1) : undefined;
  return {
    answer: { reviews, ...(last && { next: last.reviewId }) },
    facts: { ...facts, kind: 'administration', outcome: 'listed', subjects: [] },
  };
}

function toReference({ at }: CommandContext, row: ReviewRow): Reference {
  const isClaimed = row.claimedUntil !== null && row.claimedUntil > at;
  const state = isClaimed ? 'claimed' : row.state === 'needsMore' ? 'needsMore' : 'open';
  return { id: row.reviewId, kind: row.kind as Reference['kind'], since: row.openedAt, state };
}
