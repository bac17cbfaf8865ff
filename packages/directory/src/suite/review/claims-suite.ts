import type { SuiteRunner } from '@contactpoint/matching/suite';
import { ADA, inventRecord, nhsNumber } from '../records.ts';
import { codeOf, type CreateWorld } from '../world.ts';
import { AIDA, createDoubt, openOnly, sendAgain } from './doubt.ts';

const MINUTE_IN_MS = 60_000;

/** That a review is one person’s at a time, and is decided once. */
export function describeClaims({ it, equal }: SuiteRunner, create: CreateWorld): void {
  it('is open to one person at a time, for half an hour', async () => {
    const world = await createDoubt(create);
    const { id: reviewId } = await openOnly(world);
    const second = { reviewId, by: 'p-quill' } as const;
    equal(await codeOf(world.decide('openReview', second)), 'directory.review-claimed');
    equal(
      await codeOf(world.decide('decideReview', { ...second, decision: 'same' })),
      'directory.review-not-open',
    );
    equal((await world.decide('listReviews', {})).reviews[0]?.state, 'claimed');
    world.clock.now += 30 * MINUTE_IN_MS;
    equal(
      await codeOf(world.decide('decideReview', { reviewId, decision: 'same' })),
      'directory.review-not-open',
    );
    equal(await codeOf(world.decide('openReview', second)), 'answered');
  });

  it('is looked at again by who has it open when it is about other children since', async () => {
    const world = await createDoubt(create);
    const { id: reviewId } = await openOnly(world);
    await world.submit([
      inventRecord('2', { child: { ...ADA, identifiers: [{ type: 'nhsNumber', value: nhsNumber(5) }] } }),
    ]);
    await sendAgain(world, { ...AIDA, gender: 'female' });
    equal(
      await codeOf(world.decide('decideReview', { reviewId, decision: 'different' })),
      'directory.review-not-open',
    );
    equal((await world.decide('openReview', { reviewId })).candidates.length, 2);
  });

  it('SUPPLY-06: is decided once, however often the request comes', async () => {
    const world = await createDoubt(create);
    const { id: reviewId } = await openOnly(world);
    const request = { reviewId, decision: 'same', requestId: 'd-1' } as const;
    const first = await world.decide('decideReview', request);
    equal(await world.decide('decideReview', request), first);
    equal(
      await codeOf(world.decide('decideReview', { ...request, decision: 'different' })),
      'directory.request-id-reused',
    );
  });
}
