import type { CanonicalRecord } from '@contactpoint/contract';
import { describe, expect, it } from 'vitest';
import { mergeChildren, planReview, refreshReview, resolveChild, toReviews } from '../src/index.ts';
import { born, inventRecord, livesAt, named, numbered } from './invent-record.ts';
import { inventWorld } from './invent-world.ts';

const [ONE, TWO] = ['9434765919', '9000000009'];
const twin = (ref: string, given: string, number?: string): CanonicalRecord =>
  inventRecord(ref, {
    ...named(given, 'Thornbury'),
    ...(number === undefined ? {} : numbered('nhsNumber', number)),
  });

/** Failures that linked registers of people have had, each with what must happen instead. */
describe('failures of the field', () => {
  // A protected child's new record did not quite fit, began a record of its own, and showed the new address.
  it('a shielded child’s near-match never becomes a second visible record', async () => {
    for (const given of ['Bethan', 'Anwen']) {
      const world = inventWorld();
      await world.submit(inventRecord('a|1'));
      await world.constrain({ childId: 'c1', shielded: true });
      const [near] = await world.submit(inventRecord('b|1', named(given, 'Thornbury')));
      // Its supplier is answered as if the child were not there; inside it is held with the child.
      expect(near).toMatchObject({ answer: 'new', inheritsShield: true });
      expect([near?.outcome, near?.childId]).toEqual(
        given === 'Anwen' ? ['matched', 'c1'] : ['possible', 'c2'],
      );
      expect(toReviews(near!).every(({ restricted }) => restricted)).toBe(true);
    }
  });

  // At registration the second twin is given the first one's number; every later record of either mixes them.
  it('twins at one address with swapped NHS numbers', async () => {
    const world = inventWorld();
    await world.submit(twin('births|1', 'Anwen', ONE), twin('births|2', 'Bethan', TWO));
    const swapped = await world.submit(twin('gp|1', 'Anwen', TWO), twin('gp|2', 'Bethan', ONE));
    expect(swapped.map(({ outcome }) => outcome)).toEqual(['possible', 'possible']);
    const codes = swapped.flatMap(({ candidates }) =>
      candidates.flatMap(({ vetoes }) => vetoes.map(({ code }) => code)),
    );
    expect(codes).toEqual(expect.arrayContaining(['identifier-contradiction', 'different-nhs-number']));
    expect([await world.holder('births|1'), await world.holder('births|2')]).toEqual(['c1', 'c2']);
    expect(['c1', 'c2']).not.toContain(await world.holder('gp|1'));
  });

  // People took two children apart; the next feed brought a record like both, and the index joined them again.
  it('two children deliberately separated and a third record that fits both', async () => {
    const world = inventWorld();
    await world.submit(inventRecord('a|1', numbered('nhsNumber', ONE)));
    await world.submit(inventRecord('b|1', numbered('nhsNumber', TWO)));
    await world.constrain({ childId: 'c1', doNotLink: ['c2'] }, { childId: 'c2', doNotLink: ['c1'] });
    const [third, again] = await world.submit(inventRecord('c|1'), inventRecord('c|1'));
    expect([third?.outcome, third?.reason, third?.merges]).toEqual([
      'possible',
      'fits-separated-children',
      [],
    ]);
    expect(again?.merges).toEqual([]);
    expect([await world.holder('a|1'), await world.holder('b|1')]).toEqual(['c1', 'c2']);
  });

  // A worklist kept the id of a child that had become another; deciding on it brought the dead record back.
  it('a review item whose child was merged meanwhile', async () => {
    const world = inventWorld();
    await world.submit(twin('a|1', 'Anwen', ONE), twin('a|2', 'Bethan', TWO));
    const [undecided] = await world.submit(twin('s|1', 'Cerys'));
    const [review] = toReviews(undecided!);
    expect(review?.candidates.map(({ childId }) => childId).sort()).toEqual(['c1', 'c2']);
    const [first, second] = await world.index.members(['c1', 'c2']);
    const merge = mergeChildren(first!, second!, { at: '2026-05-01T10:00:00Z', newId: () => 'never' });
    await world.index.apply(merge.changes);
    const now = refreshReview(review!, (childId) => resolveChild(merge.events, childId))!;
    expect(now.candidates.map(({ childId }) => childId)).toEqual(['c1']);
    const [child, candidate] = await world.index.members(['c3', 'c1']);
    const scene = {
      at: '2026-05-02T10:00:00Z',
      newId: () => 'never',
      record: child!.members[0]!,
      child: child!,
    };
    const decide = (childId: string) =>
      planReview({ kind: 'link', childId }, { ...scene, candidates: [candidate!] });
    expect(decide('c2')).toEqual([]);
    const [plan] = decide('c1');
    await world.index.apply(plan!.changes);
    expect(await Promise.all(['a|1', 'a|2', 's|1'].map(world.holder))).toEqual(['c1', 'c1', 'c1']);
  });

  // One postcode and house for every child who ever lived there: compared with all of them, or with none.
  it('a care home’s postcode with 600 children', async () => {
    const world = inventWorld({ cap: 500 });
    const syllables = SYLLABLES.split(' ');
    const name = (at: number): string => `${syllables[at % 25]}${syllables[Math.floor(at / 25)]}`;
    const date = (at: number): string => new Date(Date.UTC(2010, 0, 2 + 5 * at)).toISOString().slice(0, 10);
    const child = (ref: string, at: number): CanonicalRecord =>
      inventRecord(`${ref}|${at}`, {
        ...named(name((at * 7) % 600), name(at)),
        ...born(date(at)),
        ...livesAt('Lakeside House', 'ZE99 9ZZ'),
      });
    const everyone = Array.from({ length: 600 }, (_, at) => at);
    const first = await world.submit(...everyone.map((at) => child('homes', at)));
    expect(new Set(first.map(({ childId }) => childId)).size).toBe(600);
    const second = await world.submit(...everyone.map((at) => child('gp', at)));
    expect(second.map(({ childId }) => childId)).toEqual(first.map(({ childId }) => childId));
  });

  // What identifies in a town was used for the nation: strangers of one common name and birth date became one.
  it('Oliver Smith nationally', async () => {
    const smith = (
      ref: string,
      home: Parameters<typeof inventRecord>[1] = { addresses: [] },
    ): CanonicalRecord => inventRecord(ref, { ...named('Oliver', 'Smith'), gender: 'male', ...home });
    const town = inventWorld({ childrenCovered: 13_000 });
    const [, known] = await town.submit(smith('a|1'), smith('b|1'));
    expect([known?.outcome, known?.childId]).toEqual(['matched', 'c1']);
    const nation = inventWorld({ childrenCovered: 14_000_000 });
    const [, asked] = await nation.submit(smith('a|1'), smith('b|1'));
    expect([asked?.outcome, asked?.reason, asked?.childId]).toEqual(['possible', 'below-threshold', 'c2']);
    // A postcode or an identifier settles it.
    const home = livesAt('7 Mill Lane', 'ZE1 0AA');
    const settled = inventWorld({ childrenCovered: 14_000_000 });
    const [, neighbour] = await settled.submit(smith('a|1', home), smith('b|1', home));
    expect([neighbour?.outcome, neighbour?.childId]).toEqual(['matched', 'c1']);
  });
});

const SYLLABLES =
  'BAL COR DEM FIN GUS HEK JOV KAP LUX MIR NUT PEL QUO ROD SYV TAZ VEB WIC YOL ZUM BRE CLO DRU FLA GRI';
