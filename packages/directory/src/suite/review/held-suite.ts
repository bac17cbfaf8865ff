import type { SuiteRunner } from '@contactpoint/matching/suite';
import { DEFAULT_POLICY, type Policy } from '../../policy/policy.ts';
import { BY_NAME, byNumber, inventRecord, nhsNumber, SOCIAL_WORKER } from '../records.ts';
import { codeOf, type CreateWorld, type World } from '../world.ts';
import { AIDA, BY_AIDA, openOnly, sendAgain, waiting } from './doubt.ts';

/** Decides matches alone, without the right to shield. */
const WITH_MATCHER: Policy = {
  ...DEFAULT_POLICY,
  roles: { ...DEFAULT_POLICY.roles, matcher: ['review'] },
};

/** Matches that may be of a shielded child. */
export function describeHeld({ it, equal }: SuiteRunner, create: CreateWorld): void {
  /** Ada is shielded; then the school supplies a record that may be hers. */
  async function createHeld(policy?: Policy): Promise<World> {
    const world = await create(policy);
    const shielded = { flags: { shieldRequested: true }, involvements: [SOCIAL_WORKER] };
    await world.submit([inventRecord('1', shielded)]);
    const gp = { id: 'gp', service: { category: 'education' } } as const;
    await world.submit([inventRecord('S1', { system: 'school-roll', child: AIDA, involvements: [gp] })]);
    return world;
  }

  it('SHIELD-04: what may be a shielded child is decided by the shielding role alone, and shows nothing hidden', async () => {
    const world = await createHeld(WITH_MATCHER);
    await world.changeUser({ roles: ['matcher', 'managementTeam'] });
    const [reviewId = ''] = await waiting(world);
    equal(
      await codeOf(world.decide('openReview', { reviewId, role: 'matcher' })),
      'directory.review-not-found',
    );
    const item = await world.decide('openReview', { reviewId });
    equal([item.record.limited, item.candidates.map(({ identity }) => identity.limited)], [true, [true]]);
    const shown = JSON.stringify(item);
    equal(
      ['CH41 5EU', nhsNumber(1), '7 Mere Lane', 'female'].filter((hidden) => shown.includes(hidden)),
      [],
    );
    const [last] = (await world.entries()).slice(-1);
    equal([last?.kind, last?.fields], ['disclosure', 'limited']);
  });

  it('SHIELD-04: once it is the shielded child’s it is shielded with it', async () => {
    const world = await createHeld();
    const childId = await world.findOne(BY_NAME);
    equal((await world.search(BY_AIDA)).outcome, 'nobody-found');
    const { id: reviewId } = await openOnly(world);
    await world.decide('decideReview', { reviewId, decision: 'same' });
    equal([(await world.view(childId)).limited, await waiting(world)], [true, []]);
    const whole = await world.decide('overrideShield', { childId });
    equal(whole.involvements?.map(({ source }) => source).toSorted(), ['school-roll', 'social-care']);
    equal((await world.decide('viewLinks', { childId })).links.length, 2);
  });

  it('SHIELD-04: once it is not, it is found and shown like any other, and the shield stays', async () => {
    const world = await createHeld();
    equal((await world.search(BY_AIDA)).outcome, 'nobody-found');
    const { id: reviewId } = await openOnly(world);
    await world.decide('decideReview', { reviewId, decision: 'different' });
    equal((await world.view(await world.findOne(BY_AIDA))).limited, false);
    const shielded = await world.findOne(BY_NAME);
    equal((await world.view(shielded)).limited, true);
    await sendAgain(world, { ...AIDA, gender: 'female' });
    equal([await waiting(world), (await world.search(BY_AIDA)).outcome], [[], 'found']);
  });

  it('SHIELD-05: what is taken out of a shielded child stays shielded until two people end that', async () => {
    const world = await create();
    await world.submit([inventRecord('1'), inventRecord('2', { system: 'school-roll' })]);
    const childId = await world.findOne(byNumber(1));
    await world.decide('shieldChild', { childId, reasonCode: 'violence', reviewOn: '2027-05-20' });
    const { links } = await world.decide('viewLinks', { childId });
    const { id: freed } = await world.decide('unlinkRecord', { childId, linkId: links[0]?.linkId ?? '' });
    equal([freed === childId, (await world.view(freed)).limited], [false, true]);
    await world.decide('endShield', { childId: freed, by: 'p-quill', secondPerson: 'p-quill' });
    await world.decide('endShield', { childId: freed, secondPerson: 'p-quill' });
    equal([(await world.view(freed)).limited, (await world.view(childId)).limited], [false, true]);
  });
}
