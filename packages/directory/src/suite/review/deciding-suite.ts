import type { Child } from '@contactpoint/contract';
import type { SuiteRunner } from '@contactpoint/matching/suite';
import { ADA, BRAM, byNumber, inventRecord, nhsNumber } from '../records.ts';
import { codeOf, type CreateWorld } from '../world.ts';
import { ADDA, AIDA, BY_AIDA, createDoubt, openOnly, sendAgain, waiting } from './doubt.ts';

/** What becomes of a match that a person decides. */
export function describeDeciding({ it, equal }: SuiteRunner, create: CreateWorld): void {
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

  it('MATCH-04: whoever decides sees a sentence, bits field by field, and the versions they come of', async () => {
    const { candidates, explanation, versions } = await openOnly(await createDoubt(create));
    equal(/^A person decides: .* bits of 7\.0 needed, .* ahead of the next\.$/.test(explanation), true);
    const [candidate] = candidates;
    const sum = candidate?.compared.reduce((total, { bits }) => total + bits * 1_000, 0);
    equal(Math.round(sum ?? 0), Math.round((candidate?.bits ?? 0) * 1_000));
    equal([versions?.norm, typeof versions?.model, typeof versions?.frequencies], [2, 'string', 'string']);
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
    const childId = await world.findOne(byNumber(1));
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
    const { candidates } = await world.search(byNumber(1));
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
    const [ada, gone] = [await world.findOne(byNumber(1)), await world.findOne(BY_AIDA)];
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
    const links = await world.decide('viewLinks', { childId: await world.findOne(byNumber(1)) });
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
}
