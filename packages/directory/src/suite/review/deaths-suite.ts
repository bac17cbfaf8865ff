import type { SuiteRunner } from '@contactpoint/matching/suite';
import { ADA, byNumber, inventRecord } from '../records.ts';
import type { CreateWorld } from '../world.ts';
import { openOnly, waiting } from './doubt.ts';

/** Deaths that wait for a person. */
export function describeDeaths({ it, equal }: SuiteRunner, create: CreateWorld): void {
  const dead = { ...ADA, dateOfDeath: { value: '2026-11-01', precision: 'day' } } as const;

  it('SUPPLY-05: a death waits for a person, who says whether it is of this child', async () => {
    const world = await create();
    await world.submit([inventRecord('1'), inventRecord('2', { system: 'school-roll', child: dead })]);
    const { reviews } = await world.decide('listReviews', {});
    equal(
      reviews.map(({ kind }) => kind),
      ['death'],
    );
    const item = await openOnly(world);
    equal([item.kind, item.candidates.length], ['death', 1]);
    await world.decide('decideReview', { reviewId: item.id, decision: 'same' });
    const childId = await world.findOne(byNumber(1));
    equal([await waiting(world), (await world.decide('viewLinks', { childId })).links.length], [[], 2]);
  });

  it('SUPPLY-05: the record of a death that is not of this child leaves it', async () => {
    const world = await create();
    await world.submit([inventRecord('1'), inventRecord('2', { system: 'school-roll', child: dead })]);
    const { id: reviewId } = await openOnly(world);
    await world.decide('decideReview', { reviewId, decision: 'different' });
    equal((await world.search(byNumber(1))).candidates.length, 2);
  });
}
