import type { Child } from '@contactpoint/contract';
import type { SuiteRunner } from '@contactpoint/matching/suite';
import { ADA, BY_NAME, byNumber, inventRecord, nhsNumber, SOCIAL_WORKER } from '../records.ts';
import { codeOf, type CreateWorld, type World } from '../world.ts';

/** Which records become one child, and what of each is seen. */
export function describeMatching({ it, equal }: SuiteRunner, create: CreateWorld): void {
  it('MATCH-01: records of one child from several sources become one child, seen by each under its own reference', async () => {
    const world = await create();
    const [first] = await world.submit([inventRecord('1', { involvements: [SOCIAL_WORKER] })]);
    const [second] = await world.submit(
      [
        inventRecord('A7', {
          system: 'child-health',
          involvements: [{ id: 'gp', service: { category: 'primaryCare' } }],
        }),
      ],
      { client: 'health' },
    );
    equal([first?.match, second?.match], ['new', 'matched']);
    equal(first?.childRef === second?.childRef, false);
    const view = await world.view(await world.findOne(BY_NAME));
    equal(view.involvements?.map(({ source }) => source).toSorted(), ['child-health', 'social-care']);
  });

  it('MATCH-01: twins and siblings of one home stay as many children, however many sources say it in whatever order', async () => {
    const { addresses = [] } = ADA;
    const born = (value: string) => ({ value, precision: 'day', status: 'known' }) as const;
    const household = (['Ada', 'Bethan', 'Bram', 'Ceri'] as const).map((given, at): Child => ({
      names: [{ given: [given], family: 'Alderwick' }],
      // Ada, Bethan and Bram are triplets, and Ceri is their sister; of some nobody knows a number.
      dateOfBirth: born(given === 'Ceri' ? '2016-08-21' : '2014-03-09'),
      addresses,
      ...(at % 2 === 0 && { identifiers: [{ type: 'nhsNumber', value: nhsNumber(at + 1) }] }),
    }));
    const carers = [{ name: { given: ['Jo'], family: 'Alderwick' } }];
    const records = ['social-care', 'school-roll', 'drop-in'].flatMap((system) =>
      household.map((child, at) => inventRecord(`${at}`, { system, child, carers })),
    );
    const ways = [[records], records.toReversed().map((record) => [record])];
    for (const submissions of ways) {
      const world = await create();
      for (const all of submissions) await world.submit(all);
      equal(await namesByChild(world), [
        'Ada,Ada,Ada',
        'Bethan,Bethan,Bethan',
        'Bram,Bram,Bram',
        'Ceri,Ceri,Ceri',
      ]);
    }
  });

  it('MATCH-01: twins whose names are but alike stay two, one of them without a number, and a misspelt name is no child', async () => {
    const { addresses = [] } = ADA;
    const say = (system: string, given: string, more: Partial<Child> = {}) =>
      inventRecord(given, {
        system,
        child: {
          names: [{ given: [given], family: 'Alderwick' }],
          dateOfBirth: { value: '2014-03-09', precision: 'day', status: 'known' },
          addresses,
          ...more,
        },
      });
    const number = (at: number) => ({ identifiers: [{ type: 'nhsNumber', value: nhsNumber(at) }] }) as const;
    const sister = { dateOfBirth: { value: '2016-08-21', precision: 'day', status: 'known' } } as const;
    const records = [
      say('social-care', 'Malika', number(1)),
      say('social-care', 'Malaika'),
      say('school-roll', 'Malaika'),
      say('drop-in', 'Malika'),
      say('social-care', 'Bethan', { ...sister, ...number(2) }),
      say('school-roll', 'Bethann', sister),
      say('social-care', 'Betthan', sister),
    ];
    const ways = [
      [records],
      records.map((record) => [record]),
      records.toReversed().map((record) => [record]),
    ];
    for (const submissions of ways) {
      const world = await create();
      for (const all of submissions) await world.submit(all);
      equal(await namesByChild(world), ['Bethan,Bethann,Betthan', 'Malaika,Malaika', 'Malika,Malika']);
    }
  });

  it('MATCH-02: two different valid NHS numbers never share a child, even when a record changes its number', async () => {
    const world = await create();
    const other = { ...ADA, identifiers: [{ type: 'nhsNumber', value: nhsNumber(5) }] } as const;
    await world.submit([inventRecord('1'), inventRecord('2', { system: 'school-roll' })]);
    const one = await world.findOne(BY_NAME);
    await world.submit([inventRecord('3', { child: other })]);
    equal((await world.search(BY_NAME)).candidates.length, 2);
    await world.submit([
      inventRecord('2', { system: 'school-roll', child: other, suppliedAt: '2026-11-20T03:00:00Z' }),
    ]);
    const ofOne = (await world.search(byNumber(1))).candidates;
    const ofOther = (await world.search(byNumber(5))).candidates;
    equal([ofOne.map(({ childId }) => childId), ofOther.length], [[one], 1]);
    equal(ofOther[0]?.childId === one, false);
  });

  it('MATCH-02: a number that another has replaced still leads to its child', async () => {
    const world = await create();
    await world.submit([inventRecord('1')]);
    const one = await world.findOne(BY_NAME);
    const [old, now] = [nhsNumber(1), nhsNumber(5)];
    const identifiers = [
      { type: 'nhsNumber', value: now, status: 'verified' },
      { type: 'nhsNumber', value: old, supersededBy: now },
    ] as const;
    const [receipt] = await world.submit(
      [inventRecord('9', { system: 'child-health', child: { ...ADA, identifiers } })],
      { client: 'health' },
    );
    equal([receipt?.match, await world.findOne(BY_NAME)], ['matched', one]);
    equal((await world.search({ identifier: { type: 'nhsNumber', value: now } })).outcome, 'found');
    // The source that still has the old number is told.
    const [late] = await world.submit([inventRecord('1', { suppliedAt: '2026-11-20T03:00:00Z' })]);
    equal(late?.discrepancies.map(({ kind }) => kind).includes('superseded-identifier'), true);
  });

  it('HOLD-06: every value keeps its source and when it was supplied, and each record’s share can be seen', async () => {
    const world = await create();
    await world.submit([
      inventRecord('1'),
      inventRecord('2', {
        system: 'school-roll',
        involvements: [{ id: 's', service: { category: 'education' } }],
      }),
    ]);
    const partial = { completeness: 'partial', child: { gender: 'notSpecified' } } as const;
    await world.submit([
      inventRecord('1', {
        ...partial,
        confirmed: [{ pointer: '/child/gender', with: 'child', on: '2026-11-19' }],
        suppliedAt: '2026-11-20T05:00:00Z',
      }),
    ]);
    const view = await world.view(await world.findOne(BY_NAME));
    equal(view.gender, {
      value: 'notSpecified',
      source: 'social-care',
      suppliedAt: '2026-11-20T05:00:00Z',
      confirmedOn: '2026-11-19',
      why: 'confirmed',
    });
    const first = { source: 'school-roll', suppliedAt: '2026-11-20T02:00:00Z' };
    equal(view.dateOfBirth, { value: ADA.dateOfBirth, ...first, why: 'agreed' });
    equal(
      view.involvements?.map(({ source, suppliedAt }) => ({ source, suppliedAt })),
      [first],
    );
    const { links } = await world.decide('viewLinks', { childId: view.childId });
    equal(links.map(({ source, identity }) => [source, identity.gender?.value]).toSorted(), [
      ['school-roll', 'female'],
      ['social-care', 'notSpecified'],
    ]);
  });

  it('MATCH-03: nothing links across a new identity, whichever side comes first and however, and nobody is asked', async () => {
    const renewed = { newIdentity: true };
    const { dateOfBirth } = ADA;
    const oldham: Child = {
      names: [{ given: ['Ada'], family: 'Oldham' }],
      ...(dateOfBirth && { dateOfBirth }),
      addresses: [{ lines: ['1 Kiln Row'], postcode: 'CH41 9ZZ' }],
    };
    const numbered = { ...oldham, identifiers: [{ type: 'nhsNumber', value: nhsNumber(5) }] } as const;
    const before = inventRecord('1');
    const after = inventRecord('A1', { system: 'school-roll', child: numbered, flags: renewed });
    const later = { system: 'school-roll', suppliedAt: '2026-11-20T04:00:00Z' } as const;
    const unsaid = inventRecord('A1', { ...later, child: oldham });
    const known = inventRecord('A1', { system: 'school-roll', suppliedAt: '2026-11-20T01:00:00Z' });
    const from = inventRecord('A0', { system: 'school-roll', suppliedAt: '2026-11-20T01:00:00Z' });
    const ways: readonly (readonly (readonly object[])[])[] = [
      [[before], [after]],
      [[after], [before]],
      [[before, after]],
      // Likeness alone, without a number on the new side.
      [[before], [{ ...after, child: oldham }]],
      // A source that knew the child gives the record its new identity, in place or under another id.
      [[before, known], [after]],
      [[before, known], [{ ...after, child: oldham }]],
      [[before, from], [{ ...after, operation: 'renumber', fromRecordId: 'A0' }]],
      // And what is said of it later, were it without the flag.
      [[before], [after], [unsaid]],
    ];
    for (const submissions of ways) {
      const world = await create();
      for (const records of submissions) await world.submit(records);
      equal(await world.decide('listReviews', {}), { reviews: [] });
      const [own, new_] = [
        await world.findOne(byNumber(1)),
        await world.findOne({ family: 'Oldham', dateOfBirth: '2014-03-09' }),
      ];
      equal(own === new_, false);
      equal(
        (await world.decide('viewLinks', { childId: new_ })).links.map(({ source }) => source),
        ['school-roll'],
      );
      // Nor do people, whatever they have found.
      equal(
        await codeOf(world.decide('mergeChildren', { childId: own, otherChildId: new_ })),
        'directory.never-one-child',
      );
    }
  });

  it('BEST-01: every value that is shown says its source and why it is this one, and no score', async () => {
    const world = await create();
    const born = (value: string) => ({ value, precision: 'day', status: 'known' }) as const;
    const carers = [{ name: { given: ['Jo'], family: 'Alderwick' } }];
    await world.submit([
      inventRecord('1', { child: { ...ADA, dateOfBirth: born('2014-03-10') }, carers }),
      inventRecord('2', { system: 'school-roll', child: { ...ADA, gender: 'notKnown' } }),
    ]);
    await world.submit([inventRecord('3', { system: 'registrar' })], { client: 'health' });
    await world.submit([
      inventRecord('1', {
        completeness: 'partial',
        child: { addresses: [{ lines: ['9 Mill Lane'], postcode: 'CH41 9ZZ' }] },
        confirmed: [{ pointer: '/child/addresses/0', with: 'parentOrCarer', on: '2026-11-19' }],
        suppliedAt: '2026-11-20T05:00:00Z',
      }),
    ]);
    const childId = await world.findOne(byNumber(1));
    const {
      names,
      dateOfBirth,
      gender,
      addresses,
      identifiers,
      carers: known,
    } = await world.view(childId, {
      context: { role: 'managementTeam' },
    });
    const values = [names[0], dateOfBirth, gender, addresses?.[0], identifiers?.[0], known[0]];
    equal(
      values.map((one) => [one?.source, one?.why]),
      [
        ['registrar', 'agreed'],
        ['registrar', 'mostReliable'],
        ['registrar', 'agreed'],
        ['social-care', 'confirmed'],
        ['registrar', 'agreed'],
        ['social-care', 'onlySource'],
      ],
    );
    equal(
      values
        .map((one) => Object.keys(one ?? {}).filter((key) => /weight|margin|score|bits/.test(key)))
        .flat(),
      [],
    );
    // Why a value is shown would tell of values that a shielded record does not show.
    await world.decide('shieldChild', { childId, reasonCode: 'violence', reviewOn: '2027-05-20' });
    equal(JSON.stringify(await world.view(childId)).includes('"why"'), false);
    const whole = await world.decide('overrideShield', { childId });
    equal(whole.dateOfBirth?.why, 'mostReliable');
  });

  it('keeps a record without enough data, links it to nobody, and says so', async () => {
    const world = await create();
    const [receipt] = await world.submit([
      inventRecord('1', { child: { gender: 'female' }, involvements: [SOCIAL_WORKER] }),
    ]);
    equal([receipt?.outcome, receipt?.match, receipt?.childRef], ['created', 'not-enough-data', undefined]);
    equal(
      receipt?.issues.map(({ code }) => code),
      ['directory.not-enough-data'],
    );
    const [later] = await world.submit([
      inventRecord('1', { suppliedAt: '2026-11-20T03:00:00Z', involvements: [SOCIAL_WORKER] }),
    ]);
    equal([later?.outcome, later?.match], ['updated', 'new']);
    equal((await world.view(await world.findOne(BY_NAME))).involvements?.length, 1);
  });
}

/** Of each child of the home the given names of its records. */
async function namesByChild(world: World): Promise<readonly string[]> {
  const found: string[] = [];
  for (const dateOfBirth of ['2014-03-09', '2016-08-21'])
    for (const { childId } of (await world.search({ family: 'Alderwick', dateOfBirth })).candidates) {
      const { links } = await world.decide('viewLinks', { childId });
      const given = links.map(({ identity }) => identity.names[0]?.value.given?.join(' '));
      found.push(given.toSorted().join());
    }
  return found.toSorted();
}
