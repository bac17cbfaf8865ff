import type { Child } from '@contactpoint/contract';
import type { SuiteRunner } from '@contactpoint/matching/suite';
import { byNumber, inventRecord, nhsNumber } from '../records.ts';
import { codeOf, type CreateWorld, type World } from '../world.ts';
import { openOnly, sendAgain, waiting } from './doubt.ts';

/** One more than may share a key before it is not followed. */
const CROWD = 101;
/** Says too little to be told from any of them. */
const OLIVER: Child = {
  names: [{ given: ['Oliver'] }],
  dateOfBirth: { value: '2014-03-09', precision: 'day', status: 'known' },
};
const numbered = (number: number): Child => ({
  ...OLIVER,
  identifiers: [{ type: 'nhsNumber', value: nhsNumber(number) }],
});

/** Records that too many children share everything with. */
export function describeTooMany({ it, equal }: SuiteRunner, create: CreateWorld): void {
  /** A hundred and one children of one given name and birth date, and a record of the school that says no more. */
  async function createCrowd(): Promise<World> {
    const world = await create();
    const numbers = Array.from({ length: CROWD }, (_, at) => at + 10);
    await world.submit(numbers.map((number) => inventRecord(`${number}`, { child: numbered(number) })));
    const [receipt] = await world.submit([inventRecord('S1', { system: 'school-roll', child: OLIVER })]);
    equal([receipt?.match, (await waiting(world)).length], ['possible', 1]);
    return world;
  }

  it('MATCH-05: a record that too many children may be waits for a person, who sees why and keeps it apart', async () => {
    const world = await createCrowd();
    const item = await openOnly(world);
    equal(
      [item.kind, item.record.names[0]?.value.given, item.candidates, item.explanation],
      ['match', ['Oliver'], [], 'A person decides: too many children share everything it could be found by.'],
    );
    const decide = (decision: 'same' | 'different') =>
      codeOf(world.decide('decideReview', { reviewId: item.id, decision }));
    equal(
      [await decide('same'), await decide('different'), await waiting(world)],
      ['directory.review-candidate-required', 'answered', []],
    );
    await sendAgain(world, { ...OLIVER, gender: 'female' });
    equal(await waiting(world), []);
  });

  it('MATCH-05: whoever decides on it names the child that they have found', async () => {
    const world = await createCrowd();
    const childId = await world.findOne(byNumber(12));
    const { id: reviewId } = await openOnly(world);
    const same = (candidateId: string) =>
      world.decide('decideReview', { reviewId, decision: 'same', candidateId });
    equal(await codeOf(same('none')), 'directory.child-not-found');
    await world.decide('decideReview', { reviewId, decision: 'needsMore' });
    await world.decide('openReview', { reviewId });
    await same(childId);
    const { links } = await world.decide('viewLinks', { childId });
    equal(
      [await waiting(world), links.map(({ source }) => source).toSorted()],
      [[], ['school-roll', 'social-care']],
    );
    await sendAgain(world, { ...OLIVER, gender: 'female' });
    equal((await world.decide('viewLinks', { childId })).links.length, 2);
  });

  it('MATCH-05: nothing waits any more once the record has found its child, is a child of its own or is withdrawn', async () => {
    const world = await createCrowd();
    await sendAgain(world, numbered(12));
    equal(await waiting(world), []);
    const again = { system: 'school-roll', suppliedAt: '2026-11-20T05:00:00Z' } as const;
    await world.submit([inventRecord('S2', { ...again, child: OLIVER })]);
    equal((await waiting(world)).length, 1);
    await world.submit([inventRecord('S2', { ...again, suppliedAt: '2026-11-20T06:00:00Z' })]);
    equal(await waiting(world), []);
    await world.submit([inventRecord('S3', { ...again, child: OLIVER })]);
    equal((await waiting(world)).length, 1);
    await world.submit([
      inventRecord('S3', { ...again, operation: 'withdraw', suppliedAt: '2026-11-20T06:00:00Z' }),
    ]);
    equal(await waiting(world), []);
  });
}
