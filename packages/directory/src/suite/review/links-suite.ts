import type { SuiteRunner } from '@contactpoint/matching/suite';
import { ADA, BRAM, byNumber, inventRecord, SOCIAL_WORKER } from '../records.ts';
import { codeOf, type CreateWorld, type World } from '../world.ts';

/** Links that people see, undo and make. */
export function describeLinks({ it, equal }: SuiteRunner, create: CreateWorld): void {
  /** Ada as three sources know her. */
  async function createThree(): Promise<{ readonly world: World; readonly childId: string }> {
    const world = await create();
    await world.submit([
      inventRecord('1', { involvements: [SOCIAL_WORKER] }),
      inventRecord('2', { system: 'school-roll' }),
      inventRecord('3', { system: 'drop-in' }),
    ]);
    return { world, childId: await world.findOne(byNumber(1)) };
  }

  it('MATCH-06: are shown with what each record says, under sources that may be named', async () => {
    const { world, childId } = await createThree();
    const { links, proposal } = await world.decide('viewLinks', { childId });
    equal(links.map(({ source }) => source).toSorted(), ['school-roll', 'social-care', 'unspecified']);
    equal(
      links.map(({ verified, identity }) => [verified, identity.names[0]?.value.family]),
      [
        [false, 'Alderwick'],
        [false, 'Alderwick'],
        [false, 'Alderwick'],
      ],
    );
    equal([proposal.length, proposal[0]?.length], [1, 3]);
    const last = (await world.entries()).at(-1);
    equal(
      [last?.kind, last?.outcome, last?.fields, last?.subjects.length],
      ['disclosure', 'links-shown', 'full', 1],
    );
    equal(
      await codeOf(world.decide('viewLinks', { childId, role: 'practitioner' })),
      'directory.not-eligible',
    );
    equal(await codeOf(world.decide('viewLinks', { childId: 'nobody' })), 'directory.child-not-found');
  });

  it('MATCH-06: a record taken out stays out, is shown alone, and its audit entry names both children', async () => {
    const { world, childId } = await createThree();
    const { links } = await world.decide('viewLinks', { childId });
    const school = links.find(({ source }) => source === 'school-roll')?.linkId ?? '';
    const { id: freed, state } = await world.decide('unlinkRecord', { childId, linkId: school });
    equal(
      [freed === childId, state, (await world.view(freed)).names[0]?.source],
      [false, 'unlinked', 'school-roll'],
    );
    const last = (await world.entries()).at(-2);
    equal([last?.command, last?.outcome, last?.subjects.length], ['unlinkRecord', 'unlinked', 2]);
    await world.submit([
      inventRecord('2', {
        system: 'school-roll',
        suppliedAt: '2026-11-20T05:00:00Z',
        child: { ...ADA, gender: 'notKnown' },
      }),
    ]);
    equal((await world.search(byNumber(1))).candidates.length, 2);
    equal((await world.decide('viewLinks', { childId })).links.length, 2);
    equal(
      await codeOf(world.decide('unlinkRecord', { childId, linkId: school })),
      'directory.link-not-found',
    );
  });

  it('MATCH-06: a third record that fits both of two separated children goes to people', async () => {
    const { world, childId } = await createThree();
    const { links } = await world.decide('viewLinks', { childId });
    await world.decide('unlinkRecord', { childId, linkId: links[0]?.linkId ?? '' });
    const [receipt] = await world.submit([inventRecord('9', { system: 'child-health' })], {
      client: 'health',
    });
    equal(receipt?.match, 'possible');
  });

  it('MATCH-06: a split makes several children, the first group keeps the number, and none joins again', async () => {
    const { world, childId } = await createThree();
    const { links } = await world.decide('viewLinks', { childId });
    const [one = '', two = '', three = ''] = links.map(({ linkId }) => linkId);
    const split = (groups: readonly (readonly string[])[]) => world.decide('splitChild', { childId, groups });
    for (const groups of [
      [[one], [one]],
      [[one], ['none']],
    ])
      equal(await codeOf(split(groups)), 'directory.split-invalid');
    equal(await split([[one], [two], [three]]), { id: childId, state: 'split' });
    equal((await world.search(byNumber(1))).candidates.length, 3);
    await world.submit(
      ['school-roll', 'drop-in'].map((system, at) =>
        inventRecord(`${at + 2}`, {
          system,
          suppliedAt: '2026-11-20T05:00:00Z',
          child: { ...ADA, gender: 'notKnown' },
        }),
      ),
    );
    equal((await world.search(byNumber(1))).candidates.length, 3);
  });

  it('MATCH-06: what was taken apart by mistake is put together again, and the trail keeps both', async () => {
    const { world, childId } = await createThree();
    const { links } = await world.decide('viewLinks', { childId });
    const [{ linkId = '' } = {}] = links;
    const { id: freed } = await world.decide('unlinkRecord', { childId, linkId });
    equal(await world.decide('mergeChildren', { childId: freed, otherChildId: childId }), {
      id: childId,
      state: 'merged',
    });
    equal((await world.decide('viewLinks', { childId })).links.length, 3);
    // The number that was given meanwhile leads to the child that goes on.
    equal((await world.view(freed)).childId, childId);
    const decisions = (await world.entries()).filter(({ kind }) => kind === 'administration');
    equal(
      decisions.map(({ command, outcome, subjects }) => [command, outcome, subjects.length]),
      [
        ['unlinkRecord', 'unlinked', 2],
        ['mergeChildren', 'merged', 2],
      ],
    );
    await world.submit([inventRecord('9', { system: 'child-health' })], { client: 'health' });
    equal((await world.search(byNumber(1))).candidates.length, 1);
  });

  it('MATCH-02: no person merges two valid NHS numbers, nor a child with itself or with nobody', async () => {
    const world = await create();
    await world.submit([inventRecord('1'), inventRecord('2', { child: BRAM })]);
    const childId = await world.findOne(byNumber(1));
    const bram = await world.findOne(byNumber(2));
    const merge = (otherChildId: string) => codeOf(world.decide('mergeChildren', { childId, otherChildId }));
    equal(
      [await merge(bram), await merge(childId), await merge('nobody')],
      ['directory.never-one-child', 'directory.child-not-found', 'directory.child-not-found'],
    );
  });

  it('MATCH-06: a child of one record cannot be taken apart', async () => {
    const world = await create();
    await world.submit([inventRecord('1')]);
    const childId = await world.findOne(byNumber(1));
    const { links } = await world.decide('viewLinks', { childId });
    equal(
      await codeOf(world.decide('unlinkRecord', { childId, linkId: links[0]?.linkId ?? '' })),
      'directory.link-not-found',
    );
  });
}
