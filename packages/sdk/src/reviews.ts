import type {
  AccessContext,
  Decision,
  ReviewDecisionRequest,
  ReviewItem,
  ReviewList,
} from '@contactpoint/contract';
import type { ApiClient } from './api-client.ts';
import type { DecideOptions, ReadOptions } from './children.ts';
import { readMember } from './read-member.ts';
import { requireReference } from './reference.ts';
import { toQuery } from './to-query.ts';

/** A review that waits: a reference that says nothing about anybody. */
export type ReviewReference = ReviewList['reviews'][number];

/** What one person decides on a review that they have open. */
export interface ReviewVerdict
  extends DecideOptions, Pick<ReviewDecisionRequest, 'decision' | 'candidateId'> {}

/** Matches that people decide, for the management team. */
export interface Reviews {
  /** What waits for this user, oldest first; further pages are fetched as they are read. */
  list(user: string, options?: ReadOptions): AsyncIterable<ReviewReference>;
  /** Takes a review and shows what it is about; for half an hour nobody else has it. */
  open(reviewId: string, accessContext: AccessContext, options?: ReadOptions): Promise<ReviewItem>;
  /** Decides a review that this user has open: the same child, not the same, or not enough to say. */
  decide(reviewId: string, verdict: ReviewVerdict, accessContext: AccessContext): Promise<Decision>;
}

export function createReviews(client: ApiClient): Reviews {
  const at = (reviewId: string, path: string): string =>
    `/v1/reviews/${requireReference(reviewId, 'directory.review-not-found')}/${path}`;
  return {
    list: (user, options = {}) => listReviews(client, user, options),
    async open(reviewId, accessContext, { signal } = {}) {
      const call = { operation: 'openReview', path: at(reviewId, 'view'), body: { accessContext } };
      const requestId = crypto.randomUUID();
      const answer = await client.call({ ...call, requestId, user: accessContext.user, signal });
      return readMember<ReviewItem>(answer, 'candidates');
    },
    async decide(reviewId, verdict, accessContext) {
      const { requestId = crypto.randomUUID(), signal, ...said } = verdict;
      const call = {
        operation: 'decideReview',
        path: at(reviewId, 'decision'),
        body: { accessContext, ...said },
      };
      const answer = await client.call({ ...call, requestId, user: accessContext.user, signal });
      return readMember<Decision>(answer, 'state');
    },
  };
}

async function* listReviews(
  client: ApiClient,
  user: string,
  { signal }: ReadOptions,
): AsyncGenerator<ReviewReference, void, undefined> {
  let after: string | undefined;
  do {
    const requestId = crypto.randomUUID();
    const call = {
      operation: 'listReviews',
      path: `/v1/reviews${toQuery({ after })}`,
      requestId,
      user,
      signal,
    };
    const page = readMember<ReviewList>(await client.call(call), 'reviews');
    yield* page.reviews;
    after = page.next;
  } while (after !== undefined);
}
