import type { Child, ReviewItem } from '@contactpoint/contract';
import type { SuiteRunner } from '@contactpoint/matching/suite';
import { DEFAULT_POLICY, type Policy } from '../policy/policy.ts';
import { replayLinks, toDecidedChild, type LinkState, type LinkStep } from '../review/link-log.ts';
import { ADA, BRAM, inventRecord, nhsNumber, SOCIAL_WORKER } from './records.ts';
import { codeOf, type World } from './world.ts';

type Create = (policy?: Policy) => Promise<World>;

/** Like Ada, but not so like that a machine would say so. */
const AIDA: Child = {
  names: [{ use: 'current', given: ['Aida'], family: 'Alderwich' }],
  dateOfBirth: { value: '2014-03-09', precision: 'day', status: 'known' },
};
/** Like both. */
const ADDA: Child = { ...AIDA, names: [{ given: ['Adda'], family: 'Alderwik' }] };
const BY_NUMBER = { identifier: { type: 'nhsNumber', value: nhsNumber(1) } } as const;
const BY_AIDA = { family: 'Alderwich', dateOfBirth: '2014-03-09' } as const;
const MINUTE_IN_MS = 60_000;

/** Decides matches alone, without the right to shield. */
const WITH_MATCHER: Policy = {
  ...DEFAULT_POLICY,
  roles: { ...DEFAULT_POLICY.roles, matcher: ['review'] },
};

/** What people decide of matches, and what becomes of it. */
export function describeReviews(runner: SuiteRunner, create: Create): void {
  runner.describe('reviews', () => {
    describeDeciding(runner, create);
    describeHeld(runner, create);
    describeClaims(runner, create);
    describeDeaths(runner, create);
  });
  runner.describe('links', () => describeLinks(runner, create));
}

/** Ada of social care, and a record of the school that may be hers. */
async function createDoubt(create: Create, changes: { readonly child?: Child } = {}): Promise<World> {
  const world = await create();
  await world.submit([inventRecord('1', { involvements: [SOCIAL_WORKER] })]);
  await world.submit([inventRecord('S1', { system: 'school-roll', child: AIDA, ...changes })]);
  return world;
}

const waiting = async (world: World): Promise<readonly string[]> =>
  (await world.decide('listReviews', {})).reviews.map(({ id }) => id);

async function openOnly(world: World): Promise<ReviewItem> {
  const [reviewId = ''] = await waiting(world);
  return world.decide('openReview', { reviewId });
}

const sendAgain = (world: World, child: Child, suppliedAt = '2026-11-20T04:00:00Z') =>
  world.submit([inventRecord('S1', { system: 'school-roll', child, suppliedAt })]);

function describeDeciding({ it, equal }: SuiteRunner, create: Create): void {
  it('MATCH-05: an uncertain match waits as a reference, and is shown with its evidence to who opens it', async () => {
    const world = await createDoubt(create);
    const { reviews, next } = await world.decide('listReviews', {});
    equal(
      [reviews.map(({ kind, since, state }) => [kind, since, state]), next],
      [[['match', '2026-11-20T09:00:00.000Z', 'open']], undefined],
    );
    const item = await openOnly(world);
    equal([item.record.names[0]?.value.family, item.candidates.length], ['Alderwich', 1]);
    const [candidate] = item.candidates;
    equal(
      [candidate?.identity.names[0]?.value.family, candidate?.identity.addresses?.[0]?.value.postcode],
      ['Alderwick', 'CH41 5EU'],
    );
    equal(
      ['given', 'family', 'dateOfBirth'].every((field) =>
        candidate?.compared.some((line) => line.field === field),
      ),
      true,
    );
    equal('involvements' in (candidate?.identity ?? {}), false);
    const [last] = (await world.entries()).slice(-1);
    equal(
      [last?.command, last?.kind, last?.outcome, last?.subjects.length, last?.reasonCode],
      ['openReview', 'disclosure', 'review-opened', 2, 'providingService'],
    );
  });

  it('MATCH-05: is for those who may review alone; everybody else sees neither list nor review', async () => {
    const world = await createDoubt(create);
    const [reviewId = ''] = await waiting(world);
    const asPractitioner = { reviewId, role: 'practitioner' } as const;
    equal(await codeOf(world.decide('openReview', asPractitioner)), 'directory.not-eligible');
    await world.changeUser({ roles: ['practitioner'] });
    equal(await codeOf(world.decide('listReviews', {})), 'directory.not-eligible');
    await world.changeUser({});
    await world.changeOrganisation({ areas: ['999'] });
    await world.store.write(async (tx) =>
      tx.sources.put((await tx.sources.all()).map((row) => ({ ...row, organisationId: 'health' }))),
    );
    equal(await waiting(world), []);
    equal(await codeOf(world.decide('openReview', { reviewId })), 'directory.review-not-found');
    equal(await codeOf(world.decide('openReview', { reviewId: 'none' })), 'directory.review-not-found');
  });

  it('MATCH-05: the same child is one from then on, and stays so whatever its source says next', async () => {
    const world = await createDoubt(create);
    const item = await openOnly(world);
    const decided = await world.decide('decideReview', { reviewId: item.id, decision: 'same' });
    equal(decided, { id: item.id, state: 'decided' });
    equal(
      [await waiting(world), await codeOf(world.decide('openReview', { reviewId: item.id }))],
      [[], 'directory.review-not-found'],
    );
    const childId = await world.findOne(BY_NUMBER);
    const sources = async () =>
      (await world.decide('viewLinks', { childId })).links.map(({ source, verified }) => [source, verified]);
    equal((await sources()).toSorted(), [
      ['school-roll', true],
      ['social-care', false],
    ]);
    await sendAgain(world, { ...BRAM, identifiers: [] });
    equal((await sources()).length, 2);
  });

  it('MATCH-06: what is not the same stays apart, even when it comes again with every likeness', async () => {
    const world = await createDoubt(create);
    const { id: reviewId } = await openOnly(world);
    await world.decide('decideReview', { reviewId, decision: 'different' });
    equal(await waiting(world), []);
    await sendAgain(world, ADA);
    const { candidates } = await world.search(BY_NUMBER);
    equal([candidates.length, await waiting(world)], [2, []]);
  });

  it('MATCH-06: what was kept apart stays apart when one of the two goes on as another child', async () => {
    const world = await create();
    const [nhs, upn] = [
      { type: 'nhsNumber', value: nhsNumber(5) },
      { type: 'upn', value: 'A801200001001' },
    ] as const;
    const aida = (family: string): NonNullable<Child['names']>[number] => ({ given: ['Aida'], family });
    const gorsedale: Child = { names: [aida('Gorsedale')], identifiers: [nhs] };
    await world.submit([inventRecord('1')]);
    await world.submit([inventRecord('9', { system: 'child-health', child: gorsedale })], {
      client: 'health',
    });
    await world.submit([
      inventRecord('S1', { system: 'school-roll', child: { ...AIDA, identifiers: [upn] } }),
    ]);
    const [ada, gone] = [await world.findOne(BY_NUMBER), await world.findOne(BY_AIDA)];
    const { id: reviewId } = await openOnly(world);
    await world.decide('decideReview', { reviewId, decision: 'different' });
    const both = { ...aida('Alderwich'), use: 'former' } as const;
    const bridge = { ...gorsedale, names: [aida('Gorsedale'), both], identifiers: [nhs, upn] };
    const { dateOfBirth } = AIDA;
    await world.submit(
      [
        inventRecord('10', {
          system: 'registrar',
          child: { ...bridge, ...(dateOfBirth && { dateOfBirth }) },
        }),
      ],
      { client: 'health' },
    );
    const rows = await world.store.read(async ({ children }) => {
      const [merged] = await children.find([gone]);
      return [merged, ...(await children.find([merged?.mergedInto ?? '', ada]))];
    });
    const [merged, survivor, other] = rows;
    equal(merged?.mergedInto === null, false);
    equal(
      [survivor?.doNotLink.includes(ada), other?.doNotLink.includes(survivor?.childId ?? '')],
      [true, true],
    );
  });

  it('MATCH-05: not enough to say leaves it waiting for somebody else', async () => {
    const world = await createDoubt(create);
    const { id: reviewId } = await openOnly(world);
    const answer = await world.decide('decideReview', {
      reviewId,
      decision: 'needsMore',
      note: 'Ask the school',
    });
    equal(answer.state, 'needsMore');
    const { reviews } = await world.decide('listReviews', { by: 'p-quill' });
    equal(
      reviews.map(({ id, state }) => [id, state]),
      [[reviewId, 'needsMore']],
    );
    const [last] = (await world.entries()).slice(-2);
    equal(
      [last?.outcome, (await world.personalOf(last as never))?.note],
      ['review-needsMore', 'Ask the school'],
    );
    await world.decide('openReview', { reviewId, by: 'p-quill' });
    await world.decide('decideReview', { reviewId, by: 'p-quill', decision: 'same' });
    equal(await waiting(world), []);
  });

  it('MATCH-05: a review whose candidate was merged meanwhile still decides right', async () => {
    const world = await createDoubt(create);
    await world.submit([inventRecord('S2', { system: 'drop-in', child: ADDA })]);
    const items = [];
    for (const reviewId of await waiting(world))
      items.push(await world.decide('openReview', { reviewId, by: 'p-quill' }));
    const wide = items.find(({ candidates }) => candidates.length > 1);
    const narrow = items.find(({ candidates }) => candidates.length === 1);
    equal([items.length, wide !== undefined, narrow !== undefined], [2, true, true]);
    const gone = wide?.candidates.find(({ childId }) => childId !== narrow?.candidates[0]?.childId)?.childId;
    await world.decide('decideReview', { reviewId: narrow?.id ?? '', by: 'p-quill', decision: 'same' });
    await world.decide('decideReview', {
      reviewId: wide?.id ?? '',
      by: 'p-quill',
      decision: 'same',
      ...(gone !== undefined && { candidateId: gone }),
    });
    const links = await world.decide('viewLinks', { childId: await world.findOne(BY_NUMBER) });
    equal([links.links.length, await waiting(world)], [3, []]);
  });

  it('asks which child it is where there are several', async () => {
    const world = await createDoubt(create);
    await world.submit([inventRecord('S2', { system: 'drop-in', child: ADDA })]);
    const items = [];
    for (const reviewId of await waiting(world)) items.push(await world.decide('openReview', { reviewId }));
    const [wide] = items.filter(({ candidates }) => candidates.length > 1);
    const decide = (candidateId?: string) =>
      codeOf(
        world.decide('decideReview', {
          reviewId: wide?.id ?? '',
          decision: 'same',
          ...(candidateId !== undefined && { candidateId }),
        }),
      );
    equal(
      [await decide(), await decide('none'), await decide(wide?.candidates[1]?.childId)],
      ['directory.review-candidate-required', 'directory.review-candidate-required', 'answered'],
    );
  });

  it('MATCH-02: no person joins two valid NHS numbers', async () => {
    const world = await createDoubt(create);
    const { id: reviewId } = await openOnly(world);
    await sendAgain(world, { ...AIDA, identifiers: [{ type: 'nhsNumber', value: nhsNumber(7) }] });
    await world.decide('openReview', { reviewId });
    equal(
      await codeOf(world.decide('decideReview', { reviewId, decision: 'same' })),
      'directory.never-one-child',
    );
    equal(await codeOf(world.decide('decideReview', { reviewId, decision: 'different' })), 'answered');
  });

  it('MATCH-04: the log of what people decided replays to the links as they are', async () => {
    const world = await createDoubt(create);
    await world.submit([
      inventRecord('2', { child: BRAM }),
      inventRecord('3', { system: 'school-roll', child: BRAM }),
    ]);
    const before = await stateOf(world);
    const { id: reviewId } = await openOnly(world);
    await world.decide('decideReview', { reviewId, decision: 'same' });
    const bram = await world.findOne({ identifier: { type: 'nhsNumber', value: nhsNumber(2) } });
    const { links } = await world.decide('viewLinks', { childId: bram });
    await world.decide('unlinkRecord', { childId: bram, linkId: links[0]?.linkId ?? '' });
    const entries = (await world.entries()).filter(({ kind }) => kind === 'administration');
    const steps: LinkStep[] = [];
    for (const entry of entries) steps.push(...[(await world.personalOf(entry))?.links ?? []].flat());
    equal(steps.length, 2);
    equal(replayLinks(before, steps), await stateOf(world));
    const kept = [...(await stateOf(world)).children.values()];
    equal(
      kept
        .flatMap(({ verified, doNotLinkRecords }) => [...verified, ...doNotLinkRecords])
        .some((key) => key.includes('|')),
      false,
    );
  });
}

/** Every link of a world, and what has been decided on its children. */
async function stateOf({ store }: World): Promise<LinkState> {
  return store.read(async ({ children, members }) => {
    const ids = Array.from(
      { length: 60 },
      (_, at) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
    );
    const rows = (await children.find(ids)).filter((row) => row !== undefined);
    const held = (await members.ofChildren(rows.map(({ childId }) => childId))).flat();
    const shown = held.map(({ recordKey, childId, shadowId }) => ({ recordKey, childId, shadowId }));
    return {
      members: new Map(shown.map((one) => [one.recordKey, one])),
      children: new Map(rows.map((row) => [row.childId, toDecidedChild(row)])),
    };
  });
}

function describeHeld({ it, equal }: SuiteRunner, create: Create): void {
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
    const childId = await world.findOne({ family: 'Alderwick', dateOfBirth: '2014-03-09' });
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
    const shielded = await world.findOne({ family: 'Alderwick', dateOfBirth: '2014-03-09' });
    equal((await world.view(shielded)).limited, true);
    await sendAgain(world, { ...AIDA, gender: 'female' });
    equal([await waiting(world), (await world.search(BY_AIDA)).outcome], [[], 'found']);
  });

  it('SHIELD-05: what is taken out of a shielded child stays shielded until two people end that', async () => {
    const world = await create();
    await world.submit([inventRecord('1'), inventRecord('2', { system: 'school-roll' })]);
    const childId = await world.findOne(BY_NUMBER);
    await world.decide('shieldChild', { childId, reasonCode: 'violence', reviewOn: '2027-05-20' });
    const { links } = await world.decide('viewLinks', { childId });
    const { id: freed } = await world.decide('unlinkRecord', { childId, linkId: links[0]?.linkId ?? '' });
    equal([freed === childId, (await world.view(freed)).limited], [false, true]);
    await world.decide('endShield', { childId: freed, by: 'p-quill', secondPerson: 'p-quill' });
    await world.decide('endShield', { childId: freed, secondPerson: 'p-quill' });
    equal([(await world.view(freed)).limited, (await world.view(childId)).limited], [false, true]);
  });
}

function describeClaims({ it, equal }: SuiteRunner, create: Create): void {
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

function describeDeaths({ it, equal }: SuiteRunner, create: Create): void {
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
    const childId = await world.findOne(BY_NUMBER);
    equal([await waiting(world), (await world.decide('viewLinks', { childId })).links.length], [[], 2]);
  });

  it('SUPPLY-05: the record of a death that is not of this child leaves it', async () => {
    const world = await create();
    await world.submit([inventRecord('1'), inventRecord('2', { system: 'school-roll', child: dead })]);
    const { id: reviewId } = await openOnly(world);
    await world.decide('decideReview', { reviewId, decision: 'different' });
    equal((await world.search(BY_NUMBER)).candidates.length, 2);
  });
}

function describeLinks({ it, equal }: SuiteRunner, create: Create): void {
  /** Ada as three sources know her. */
  async function createThree(): Promise<{ readonly world: World; readonly childId: string }> {
    const world = await create();
    await world.submit([
      inventRecord('1', { involvements: [SOCIAL_WORKER] }),
      inventRecord('2', { system: 'school-roll' }),
      inventRecord('3', { system: 'drop-in' }),
    ]);
    return { world, childId: await world.findOne(BY_NUMBER) };
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
    equal((await world.search(BY_NUMBER)).candidates.length, 2);
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
    equal((await world.search(BY_NUMBER)).candidates.length, 3);
    await world.submit(
      ['school-roll', 'drop-in'].map((system, at) =>
        inventRecord(`${at + 2}`, {
          system,
          suppliedAt: '2026-11-20T05:00:00Z',
          child: { ...ADA, gender: 'notKnown' },
        }),
      ),
    );
    equal((await world.search(BY_NUMBER)).candidates.length, 3);
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
    equal((await world.search(BY_NUMBER)).candidates.length, 1);
  });

  it('MATCH-02: no person merges two valid NHS numbers, nor a child with itself or with nobody', async () => {
    const world = await create();
    await world.submit([inventRecord('1'), inventRecord('2', { child: BRAM })]);
    const childId = await world.findOne(BY_NUMBER);
    const bram = await world.findOne({ identifier: { type: 'nhsNumber', value: nhsNumber(2) } });
    const merge = (otherChildId: string) => codeOf(world.decide('mergeChildren', { childId, otherChildId }));
    equal(
      [await merge(bram), await merge(childId), await merge('nobody')],
      ['directory.never-one-child', 'directory.child-not-found', 'directory.child-not-found'],
    );
  });

  it('MATCH-06: a child of one record cannot be taken apart', async () => {
    const world = await create();
    await world.submit([inventRecord('1')]);
    const childId = await world.findOne(BY_NUMBER);
    const { links } = await world.decide('viewLinks', { childId });
    equal(
      await codeOf(world.decide('unlinkRecord', { childId, linkId: links[0]?.linkId ?? '' })),
      'directory.link-not-found',
    );
  });
}
