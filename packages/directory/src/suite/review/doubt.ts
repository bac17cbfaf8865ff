import type { Child, ReviewItem } from '@contactpoint/contract';
import { inventRecord, SOCIAL_WORKER } from '../records.ts';
import type { CreateWorld, World } from '../world.ts';

/** Like Ada, but not so like that a machine would say so. */
export const AIDA: Child = {
  names: [{ use: 'current', given: ['Aida'], family: 'Alderwich' }],
  dateOfBirth: { value: '2014-03-09', precision: 'day', status: 'known' },
};
/** What finds her by that name. */
export const BY_AIDA = { family: 'Alderwich', dateOfBirth: '2014-03-09' } as const;
/** Like both. */
export const ADDA: Child = { ...AIDA, names: [{ given: ['Adda'], family: 'Alderwik' }] };

/** Ada of social care, and a record of the school that may be hers. */
export async function createDoubt(create: CreateWorld): Promise<World> {
  const world = await create();
  await world.submit([inventRecord('1', { involvements: [SOCIAL_WORKER] })]);
  await world.submit([inventRecord('S1', { system: 'school-roll', child: AIDA })]);
  return world;
}

/** The reviews that wait for people, oldest first. */
export const waiting = async (world: World): Promise<readonly string[]> =>
  (await world.decide('listReviews', {})).reviews.map(({ id }) => id);

/** Opens the first review that waits. */
export async function openOnly(world: World): Promise<ReviewItem> {
  const [reviewId = ''] = await waiting(world);
  return world.decide('openReview', { reviewId });
}

/** What the school says of its record later. */
export const sendAgain = (world: World, child: Child, suppliedAt = '2026-11-20T04:00:00Z') =>
  world.submit([inventRecord('S1', { system: 'school-roll', child, suppliedAt })]);
