import { describe, expect, it } from 'vitest';
import { inventRecord, named, numbered } from '../../tests/invent-record.ts';
import { inventWorld, type World } from '../../tests/invent-world.ts';
import { toFeatures } from '../normalise/to-features.ts';
import type { ChildMembers } from '../ports.ts';
import { beginLinks, recordsAt, resolveChild, type Link } from './link-history.ts';
import { keepApart, mergeChildren } from './merge-children.ts';
import { linkRecord, unlinkRecord } from './move-record.ts';
import type { Plan } from './plan.ts';
import { planReview, refreshReview, toReviews } from './reviews.ts';
import { proposeSplit, splitChild } from './split-child.ts';

const AT = '2026-05-01T10:00:00Z';
const scene = { at: AT, newId: () => 'freed' };
const TWO = { given: 'Bethan', number: '9000000009' };

async function carryOut({ index }: World, { changes, constraints }: Plan): Promise<void> {
  await index.apply(changes);
  await index.constrain(constraints);
}
const childOf = async ({ index }: World, childId: string): Promise<ChildMembers> =>
  (await index.members([childId]))[0]!;
const refsOf = ({ members }: ChildMembers): readonly string[] => members.map(({ recordRef }) => recordRef);

/** c1 holds a|1 and b|1; c2, perhaps its twin, holds a|2. */
async function inventTwins(): Promise<World> {
  const world = inventWorld();
  await world.submit(inventRecord('a|1', numbered('nhsNumber', '9434765919')), inventRecord('b|1'));
  await world.submit(
    inventRecord('a|2', { ...named(TWO.given, 'Thornbury'), ...numbered('nhsNumber', TWO.number) }),
  );
  return world;
}

describe('unlinking', () => {
  it('frees the record into a child of its own, keeps both apart for good, and asks for a new match', async () => {
    const world = await inventTwins();
    const plan = unlinkRecord(await childOf(world, 'c1'), 'b|1', scene)!;
    await carryOut(world, plan);
    expect([refsOf(await childOf(world, 'c1')), refsOf(await childOf(world, 'freed'))]).toEqual([
      ['a|1'],
      ['b|1'],
    ]);
    expect(plan.rematch.map(({ recordRef }) => recordRef)).toEqual(['b|1']);
    const [again] = await world.submit(inventRecord('b|1'));
    expect([again?.outcome, again?.childId]).toEqual(['possible', 'freed']);
  });

  it('keeps what was freed from a shielded child shielded', async () => {
    const world = await inventTwins();
    await world.constrain({ childId: 'c1', shielded: true });
    await carryOut(world, unlinkRecord(await childOf(world, 'c1'), 'b|1', scene)!);
    expect((await childOf(world, 'freed')).shielded).toBe(true);
  });

  it('of a record that the child does not hold is no plan', async () => {
    expect(unlinkRecord(await childOf(await inventTwins(), 'c1'), 'z|9', scene)).toBeUndefined();
  });
});

describe('merging', () => {
  it('keeps the first created, every restriction of either, and forgets that they were apart', async () => {
    const world = await inventTwins();
    await world.constrain(
      { childId: 'c1', doNotLink: ['c2', 'c9'] },
      { childId: 'c2', doNotLink: ['c1'], shielded: true },
    );
    const plan = mergeChildren(await childOf(world, 'c2'), await childOf(world, 'c1'), scene);
    await carryOut(world, plan);
    expect(plan.events).toEqual([{ childId: 'c2', kind: 'mergedInto', otherId: 'c1', at: AT }]);
    expect(await childOf(world, 'c1')).toMatchObject({
      shielded: true,
      doNotLink: ['c9'],
      verified: ['a|2'],
    });
    expect(refsOf(await childOf(world, 'c1'))).toEqual(['a|1', 'a|2', 'b|1']);
  });

  it('and keeping apart undo each other only by people', async () => {
    const world = await inventTwins();
    await carryOut(world, keepApart(await childOf(world, 'c1'), await childOf(world, 'c2')));
    const [third] = await world.submit(inventRecord('c|1', { ...named('Anwen Bethan', 'Thornbury') }));
    expect(third?.merges).toEqual([]);
  });
});

describe('linking by hand', () => {
  it('verifies: the record never moves by itself again', async () => {
    const world = await inventTwins();
    const record = toFeatures(inventRecord('b|1'));
    await carryOut(
      world,
      linkRecord({ record, from: await childOf(world, 'c1'), to: await childOf(world, 'c2') }, scene),
    );
    expect(await childOf(world, 'c2')).toMatchObject({ verified: ['b|1'] });
    const [again] = await world.submit(inventRecord('b|1'));
    expect([again?.reason, again?.childId]).toEqual(['kept', 'c2']);
  });

  it('of a child’s last record makes the child resolve to the other', async () => {
    const world = await inventTwins();
    const record = (await childOf(world, 'c2')).members[0]!;
    const plan = linkRecord(
      { record, from: await childOf(world, 'c2'), to: await childOf(world, 'c1') },
      scene,
    );
    expect(resolveChild(plan.events, 'c2')).toBe('c1');
  });
});

describe('splitting', () => {
  it('proposes how the records would fall apart today, verified ones together', async () => {
    const world = await inventTwins();
    await carryOut(world, mergeChildren(await childOf(world, 'c1'), await childOf(world, 'c2'), scene));
    await world.constrain({ childId: 'c1', verified: [] });
    expect(await proposeSplit(await childOf(world, 'c1'), { childrenCovered: 50_000 })).toEqual([
      ['a|1', 'b|1'],
      ['a|2'],
    ]);
    await world.constrain({ childId: 'c1', verified: ['a|1', 'a|2', 'b|1'] });
    expect(await proposeSplit(await childOf(world, 'c1'), { childrenCovered: 50_000 })).toEqual([
      ['a|1', 'a|2', 'b|1'],
    ]);
  });

  it('gives every further group a child of its own, all kept apart', async () => {
    const world = await inventTwins();
    await carryOut(world, mergeChildren(await childOf(world, 'c1'), await childOf(world, 'c2'), scene));
    const plan = splitChild(await childOf(world, 'c1'), [['a|1', 'b|1'], ['a|2']], scene);
    await carryOut(world, plan);
    expect([refsOf(await childOf(world, 'c1')), refsOf(await childOf(world, 'freed'))]).toEqual([
      ['a|1', 'b|1'],
      ['a|2'],
    ]);
    expect([(await childOf(world, 'c1')).doNotLink, (await childOf(world, 'freed')).doNotLink]).toEqual([
      ['freed'],
      ['c1'],
    ]);
  });
});

describe('reviews', () => {
  it('ask about an undecided record with its candidates, and about nothing else', async () => {
    const world = await inventTwins();
    const [twin, known] = await world.submit(
      inventRecord('s|1', named('Cerys', 'Thornbury')),
      inventRecord('s|2'),
    );
    const [review] = toReviews(twin!);
    expect(review).toMatchObject({ recordRef: 's|1', childId: 'c3', reason: 'vetoed', restricted: false });
    expect(review?.candidates.map(({ childId }) => childId).sort()).toEqual(['c1', 'c2']);
    expect(toReviews(known!)).toEqual([]);
  });

  it('a review item whose child was merged meanwhile names the survivor, once', async () => {
    const world = await inventTwins();
    const [decision] = await world.submit(inventRecord('s|1', named('Cerys', 'Thornbury')));
    const [review] = toReviews(decision!);
    const merged = (childId: string): string | undefined => (childId === 'c2' ? 'c1' : childId);
    expect(refreshReview(review!, merged)?.candidates.map(({ childId }) => childId)).toEqual(['c1']);
    expect(refreshReview(review!, (childId) => (childId === 'c3' ? 'c1' : merged(childId)))).toBeUndefined();
    expect(refreshReview(review!, (childId) => (childId === 'c3' ? childId : undefined))).toBeUndefined();
  });

  it('are decided only between the children they name', async () => {
    const world = await inventTwins();
    await world.submit(inventRecord('s|1', named('Cerys', 'Thornbury')));
    const [child, one, two] = await Promise.all(['c3', 'c1', 'c2'].map((id) => childOf(world, id)));
    const given = { ...scene, record: child!.members[0]!, child: child!, candidates: [one!, two!] };
    expect(planReview({ kind: 'link', childId: 'c9' }, given)).toEqual([]);
    const [apart] = planReview({ kind: 'keep-apart' }, given);
    expect(apart?.constraints).toEqual([
      { childId: 'c3', doNotLink: ['c1', 'c2'] },
      { childId: 'c1', doNotLink: ['c3'] },
      { childId: 'c2', doNotLink: ['c3'] },
    ]);
    const [link] = planReview({ kind: 'link', childId: 'c1' }, given);
    await carryOut(world, link!);
    expect(await world.holder('s|1')).toBe('c1');
  });
});

describe('history', () => {
  const link = (recordRef: string, childId: string, validFrom: string): Link => ({
    recordRef,
    childId,
    class: 'auto',
    score: 0,
    decisionId: 'd',
    validFrom,
  });
  it('tells who held a record at any instant, and loses nothing', () => {
    const first = beginLinks([], [link('a|1', 'c1', '2026-01-01'), link('b|1', 'c1', '2026-01-01')]);
    const later = beginLinks(first, [link('b|1', 'c2', '2026-03-01')]);
    expect(recordsAt(later, 'c1', '2026-02-01')).toEqual(['a|1', 'b|1']);
    expect([recordsAt(later, 'c1', '2026-03-01'), recordsAt(later, 'c2', '2026-03-01')]).toEqual([
      ['a|1'],
      ['b|1'],
    ]);
    expect(later).toHaveLength(3);
    expect(first.every(({ validTo }) => validTo === undefined)).toBe(true);
  });

  it('resolves a chain of merges, and survives a circle that should not be', () => {
    const merged = (childId: string, otherId: string) => ({
      childId,
      kind: 'mergedInto' as const,
      otherId,
      at: AT,
    });
    expect(resolveChild([merged('a', 'b'), merged('b', 'c')], 'a')).toBe('c');
    expect(['a', 'b']).toContain(resolveChild([merged('a', 'b'), merged('b', 'a')], 'a'));
  });
});
