import type { SearchCriteria } from '@contactpoint/contract';
import type { SuiteRunner } from '@contactpoint/matching/suite';
import { ADA, BRAM, BY_NAME, byNumber, inventRecord, nhsNumber, SOCIAL_WORKER } from './records.ts';
import { codeOf, type CreateWorld, type World } from './world.ts';

const HIDDEN = {
  ...ADA,
  names: [...(ADA.names ?? []), { use: 'former', given: ['Ada'], family: 'Gorsedale' }],
} as const;
const CARERS = [{ name: { given: ['Jo'], family: 'Alderwick' }, contact: { telephone: ['0151 496 0101'] } }];

/** What a shielded record shows, and to whom. */
export function describeShield({ describe, it, equal }: SuiteRunner, create: CreateWorld): void {
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
        byNumber(1),
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
      equal((await world.search(byNumber(1))).outcome, 'nobody-found');
      equal((await world.search({ family: 'Alderwyck', dateOfBirth: '2014-03-09' })).outcome, 'nobody-found');
      equal(await world.view(childId), before);
      // A further source of the same child meets the first as it would were there no shield.
      const [second] = await world.submit([inventRecord('9', { system: 'child-health', child: school })], {
        client: 'health',
      });
      equal([second?.outcome, second?.match], ['created', 'matched']);
    });

    it('SHIELD-04: what was held comes out with the child when its shield ends, and no sooner', async () => {
      const { world, childId } = await createShielded();
      const lesson = { id: 's', service: { category: 'education' } } as const;
      const school = { system: 'school-roll', child: ADA, involvements: [lesson] };
      await world.submit([inventRecord('S1', school)]);
      await world.decide('endShield', { childId, by: 'p-quill', secondPerson: 'p-quill' });
      equal((await world.view(childId)).limited, true);
      await world.decide('endShield', { childId, secondPerson: 'p-quill' });
      const one = await world.findOne(byNumber(1));
      const whole = await world.view(childId);
      equal(
        [whole.childId, whole.involvements?.map(({ source }) => source).toSorted()],
        [one, ['school-roll', 'social-care']],
      );
    });

    it('SHIELD-04: nothing that a source says anew of a shielded child lets it out', async () => {
      const { world, childId } = await createShielded();
      const shown = await world.view(childId);
      const found = async (number: number): Promise<string> =>
        (await world.search({ identifier: { type: 'nhsNumber', value: nhsNumber(number) } })).outcome;
      const other = { ...BRAM, identifiers: [{ type: 'nhsNumber', value: nhsNumber(7) }] } as const;
      const [changed] = await world.submit([
        inventRecord('1', { child: other, suppliedAt: '2026-11-20T06:00:00Z' }),
      ]);
      equal([changed?.outcome, changed?.match, await found(7)], ['updated', 'matched', 'nobody-found']);
      equal((await world.view(childId)).limited, shown.limited);
      const withdrawn = { operation: 'withdraw', suppliedAt: '2026-11-20T07:00:00Z' } as const;
      equal((await world.submit([inventRecord('1', withdrawn)]))[0]?.outcome, 'withdrawn');
      equal(await codeOf(world.view(childId)), 'directory.child-not-found');
      await world.submit([inventRecord('1', { child: HIDDEN, suppliedAt: '2026-11-20T08:00:00Z' })]);
      equal([await found(1), (await world.view(childId)).limited], ['nobody-found', true]);
    });

    it('SHIELD-04: a child that everybody may see is never joined to a shielded one but by people', async () => {
      const { world, childId } = await createShielded();
      const upn = { type: 'upn', value: 'A801200000001' } as const;
      const bram = { ...BRAM, identifiers: [upn] } as const;
      await world.submit([inventRecord('V', { system: 'school-roll', child: bram })]);
      const asBram = { family: 'Alderwick', dateOfBirth: '2016-08-21' } as const;
      const visible = await world.findOne(asBram);
      const both = { ...ADA, identifiers: [upn, ...(ADA.identifiers ?? [])] } as const;
      await world.submit([inventRecord('W', { system: 'school-roll', child: both })]);
      equal(await world.findOne(asBram), visible);
      equal([visible === childId, (await world.view(visible)).limited], [false, false]);
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

    it('SHIELD-05: shields at once, is confirmed by a second person, ends by two, and says when it is due', async () => {
      const world = await create();
      await world.submit([inventRecord('1', { child: HIDDEN, involvements: [SOCIAL_WORKER] })]);
      const childId = await world.findOne(BY_NAME);
      const limited = async (): Promise<boolean> => (await world.view(childId)).limited;
      const request = { childId, reasonCode: 'violence', reviewOn: '2027-05-20' };
      const asked = await world.decide('shieldChild', { ...request, role: 'practitioner' });
      equal([asked.state, asked.dueOn, await limited()], ['requested', '2026-11-25', true]);
      equal(await codeOf(world.decide('shieldChild', request)), 'directory.shield-conflict');
      equal(await codeOf(world.decide('confirmShield', { childId })), 'directory.second-person-required');
      const confirmed = await world.decide('confirmShield', { childId, by: 'p-quill' });
      equal([confirmed.id === asked.id, confirmed.state, confirmed.dueOn], [true, 'confirmed', '2027-05-20']);
      equal(
        await codeOf(world.decide('endShield', { childId, secondPerson: 'p-quill' })),
        'directory.second-person-required',
      );
      await world.decide('endShield', { childId, by: 'p-quill', secondPerson: 'p-quill' });
      equal(await limited(), true);
      equal((await world.decide('endShield', { childId, secondPerson: 'p-quill' })).state, 'ended');
      equal([await limited(), (await world.search(byNumber(1))).outcome], [false, 'found']);
      const steps = (await world.entries()).filter(({ kind }) => kind === 'protection');
      equal(
        steps.map(({ outcome, user }) => [outcome, user?.userId]),
        [
          ['requested', 'p-harker'],
          ['confirmed', 'p-quill'],
          ['endAgreed', 'p-quill'],
          ['ended', 'p-harker'],
        ],
      );
    });

    it('SHIELD-05: a review date that passes never unshields', async () => {
      const { world, childId } = await createShielded();
      world.clock.now += 400 * 24 * 3_600_000;
      equal((await world.view(childId)).limited, true);
    });

    it('SHIELD-05: the request of a source is confirmed and ended by people, like any other', async () => {
      const { world, childId } = await createShielded();
      equal((await world.decide('confirmShield', { childId })).state, 'confirmed');
      await world.decide('endShield', { childId, by: 'p-quill', secondPerson: 'p-quill' });
      await world.decide('endShield', { childId, secondPerson: 'p-quill' });
      equal((await world.view(childId)).limited, false);
    });

    it('SHIELD-05: is decided in the area of duty alone, by those with the right; the same request is answered once', async () => {
      const { world, childId } = await createShielded();
      equal(
        await codeOf(world.decide('confirmShield', { childId, role: 'practitioner' })),
        'directory.not-eligible',
      );
      equal(await codeOf(world.decide('confirmShield', { childId: 'nobody' })), 'directory.child-not-found');
      await world.changeOrganisation({ areas: ['999'] });
      await world.store.write(async (tx) => {
        const rows = await tx.sources.all();
        await tx.sources.put(rows.map((row) => ({ ...row, organisationId: 'health' })));
      });
      equal(await codeOf(world.decide('confirmShield', { childId })), 'directory.outside-area');
      await world.changeOrganisation({});
      const first = await world.decide('confirmShield', { childId, requestId: 'r-1' });
      equal(await world.decide('confirmShield', { childId, requestId: 'r-1' }), first);
      equal(
        await codeOf(world.decide('confirmShield', { childId, requestId: 'r-1', note: 'x' })),
        'directory.request-id-reused',
      );
    });

    it('SHIELD-05: a record that is merely held gives its authority no right over the shield', async () => {
      const world = await create();
      const shielded = inventRecord('9', { system: 'child-health', flags: { shieldRequested: true } });
      await world.submit([shielded], { client: 'health' });
      const childId = await world.findOne(BY_NAME);
      await world.submit([inventRecord('S1', { system: 'school-roll' })]);
      equal(
        await codeOf(world.decide('endShield', { childId, by: 'p-quill', secondPerson: 'p-quill' })),
        'directory.outside-area',
      );
    });

    it('SHIELD-06: an override shows the whole record once, to a fresh sign-in with the right, and opens an investigation', async () => {
      const { world, childId } = await createShielded();
      equal(
        await codeOf(world.decide('overrideShield', { childId, role: 'practitioner' })),
        'directory.not-eligible',
      );
      equal(
        await codeOf(world.decide('overrideShield', { childId, signedInAt: '2026-11-20T08:49:59Z' })),
        'directory.sign-in-again',
      );
      equal(
        await codeOf(world.decide('overrideShield', { childId, signedInAt: '2026-11-20T09:05:00Z' })),
        'directory.sign-in-again',
      );
      const view = await world.decide('overrideShield', { childId });
      equal([view.limited, view.addresses?.length, view.involvements?.length], [false, 1, 1]);
      const last = (await world.entries()).at(-1);
      equal(
        [last?.kind, last?.outcome, last?.fields, last?.subjects.length],
        ['disclosure', 'override', 'full', 1],
      );
      equal((await world.view(childId, { context: { role: 'managementTeam' } })).limited, true);
      const ids = Array.from(
        { length: 99 },
        (_, at) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
      );
      const opened = (await world.store.read(({ reviews }) => reviews.find(ids))).filter(
        (row) => row?.kind === 'override',
      );
      equal(
        opened.map((row) => [row?.childId, row?.state, row?.restricted]),
        [[childId, 'open', true]],
      );
    });

    it('SHIELD-06: there is nothing to override where nothing is hidden', async () => {
      const world = await create();
      await world.submit([inventRecord('1')]);
      const childId = await world.findOne(BY_NAME);
      equal(await codeOf(world.decide('overrideShield', { childId })), 'directory.shield-conflict');
    });
  });
}
