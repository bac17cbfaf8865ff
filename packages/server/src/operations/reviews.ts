import type { Directory } from '@contactpoint/directory';
import type { Operation } from '../operation.ts';
import { execute } from './execute.ts';

const BODY = { mediaType: 'application/json', limitInBytes: 65_536 } as const;

/** What waits for a person to decide: listed as references, opened one at a time. */
export function reviewOperations(directory: Directory): readonly Operation[] {
  return [
    {
      id: 'listReviews',
      method: 'GET',
      path: '/v1/reviews',
      access: 'token',
      answer: (call) => execute(directory, { type: 'listReviews', after: call.query['after'] }, call),
    },
    {
      id: 'openReview',
      method: 'POST',
      path: '/v1/reviews/:id/view',
      access: 'token',
      body: BODY,
      answer: (call) => execute(directory, { type: 'openReview', reviewId: call.path['id'] }, call),
    },
    {
      id: 'decideReview',
      method: 'POST',
      path: '/v1/reviews/:id/decision',
      access: 'token',
      writes: true,
      body: BODY,
      answer: (call) => execute(directory, { type: 'decideReview', reviewId: call.path['id'] }, call),
    },
  ];
}
