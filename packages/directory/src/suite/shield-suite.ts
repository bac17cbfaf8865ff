import type { SearchCriteria } from '@contactpoint/contract';
import type { SuiteRunner } from '@contactpoint/matching/suite';
import { ADA, inventRecord, nhsNumber, SOCIAL_WORKER } from './records.ts';
import { codeOf, type World } from './world.ts';

const BY_NAME = { family: 'Alderwick', dateOfBirth: '2014-03-09' } as const;
const HIDDEN = {
  ...ADA,
  names: [...(ADA.names ?? []), { use: 'former', given: ['Ada'], family: 'Gorsedale' }],
} as const;
const CARERS = [{ name: { given: ['Jo'], family: 'Alderwick' }, contact: { telephone: ['0151 496 0101'] } }];

/** What a shielded record shows, and to whom. */
export function describeShield({ describe, it, equal }: SuiteRunner, create: () => Promise<World>): void {
  const createShielded = async (): Promise<{ readonly world: World; readonly childId: string }> => {
    const world = await create();
    const content = { child: HIDDEN, carers: CARERS, involvements: [SOCIAL_WORKER] };
    await world.submit([inventRecord('1', content)]);
    const childId = await world.findOne(BY_NAME);
    const flags = { shieldRequested: true };
    await world.submit([inventRecord('1', { ...content, flags, suppliedAt: '2026-11-20T03:00:00Z' })]);
    return { world, childId };
  };

  describe('shielding', () => {
    it('SHIELD-05: takes effect on request, at once', async () => {
      const { world, childId } = await createShielded();
      equal((await world.view(childId)).limited, true);
    });

    it('SHIELD-01: a shielded record shows current name, date of birth, number and the name of a carer', async () => {
      const { world, childId } = await createShielded();
      const sourced = { source: 'social-care', suppliedAt: '2026-11-20T03:00:00Z' };
      equal(await world.view(childId, { context: { role: 'managementTeam' } }), {
        childId,
        limited: true,
        names: [{ ...sourced, value: HIDDEN.names[0] }],
        dateOfBirth: { ...sourced, value: HIDDEN.dateOfBirth },
        carers: [{ ...sourced, value: { name: CARERS[0]?.name } }],
      });
      equal((await world.search(BY_NAME)).candidates, [
        { childId, limited: true, name: HIDDEN.names[0], dateOfBirth: HIDDEN.dateOfBirth },
      ]);
    });

    it('SHIELD-02: nobody finds a shielded record by anything it does not show', async () => {
      const { world } = await createShielded();
      const hidden: readonly SearchCriteria[] = [
        { identifier: { type: 'nhsNumber', value: nhsNumber(1) } },
        { family: 'Alderwick', postcode: 'CH41 5EU' },
        { family: 'Gorsedale', dateOfBirth: '2014-03-09' },
      ];
      for (const criteria of hidden) equal((await world.search(criteria)).outcome, 'nobody-found');
    });

    it('SHIELD-02: a hidden value neither helps nor hinders a search that finds it by what it shows', async () => {
      const { world, childId } = await createShielded();
      for (const postcode of ['CH41 5EU', 'CH41 9ZZ'])
        for (const gender of ['female', 'male'] as const)
          equal(
            (await world.search({ ...BY_NAME, postcode, gender })).candidates.map((one) => one.childId),
            [childId],
          );
    });

    it('SHIELD-04: what may match a shielded child is held shielded, answers as its visible world, and shows nowhere', async () => {
      const { world, childId } = await createShielded();
      const before = await world.view(childId);
      const school = { ...ADA, names: [{ given: ['Ada'], family: 'Alderwyck' }] };
      const [receipt] = await world.submit([
        inventRecord('S1', {
          system: 'school-roll',
          child: school,
          involvements: [{ id: 's', service: { category: 'education' } }],
        }),
      ]);
      equal([receipt?.outcome, receipt?.match, receipt?.discrepancies], ['created', 'new', []]);
      equal(typeof receipt?.childRef, 'string');
      equal(
        (await world.search({ identifier: { type: 'nhsNumber', value: nhsNumber(1) } })).outcome,
        'nobody-found',
      );
      equal((await world.search({ family: 'Alderwyck', dateOfBirth: '2014-03-09' })).outcome, 'nobody-found');
      equal(await world.view(childId), before);
      // A further source of the same child meets the first as it would were there no shield.
      const [second] = await world.submit([inventRecord('9', { system: 'child-health', child: school })], {
        client: 'health',
      });
      equal([second?.outcome, second?.match], ['created', 'matched']);
    });

    it('DISC-02: a source of a shielded child hears of differences only in what the record shows', async () => {
      const { world } = await createShielded();
      const differs = { ...HIDDEN, gender: 'male', addresses: [{ postcode: 'CH41 9ZZ' }] } as const;
      const [receipt] = await world.submit([
        inventRecord('1', { child: differs, suppliedAt: '2026-11-20T05:00:00Z' }),
      ]);
      equal(receipt?.discrepancies, []);
    });

    it('is audited as a limited disclosure, and its record is not found by another id', async () => {
      const { world, childId } = await createShielded();
      await world.view(childId);
      const last = (await world.entries()).at(-1);
      equal([last?.kind, last?.fields], ['disclosure', 'limited']);
      equal(await codeOf(world.view(`${childId}0`)), 'directory.child-not-found');
    });
  });
}
