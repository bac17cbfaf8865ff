import { describe, expect, it } from 'vitest';
import type { CanonicalRecord } from '@contactpoint/contract';
import { born, inventRecord, livesAt, named, numbered, NUMBERS } from './invent-record.ts';
import { brief, inventWorld } from './invent-world.ts';

describe('updates', () => {
  it('keep a record with its child down to the lower threshold, and say when it no longer fits', async () => {
    const world = inventWorld();
    await world.submit(inventRecord('a|1'), inventRecord('b|1'));
    const [moved] = await world.submit(
      inventRecord('b|1', { ...livesAt('1 High Street', 'CH41 5EU'), gender: 'notKnown' }),
    );
    expect(brief(moved!)).toEqual(['matched', 'kept', 'c1']);
    const [another] = await world.submit(
      inventRecord('b|1', {
        ...named('Gethin', 'Oldham'),
        ...born('2011-06-20'),
        ...livesAt('1 High Street', 'CH41 5EU'),
      }),
    );
    expect([another?.outcome, another?.childId]).toEqual(['possible', 'c1']);
  });

  it('never move a record to another child silently', async () => {
    const world = inventWorld();
    await world.submit(inventRecord('a|1', numbered('nhsNumber', NUMBERS[0])), inventRecord('b|1'));
    await world.submit(
      inventRecord('a|2', { ...named('Bethan', 'Thornbury'), ...numbered('nhsNumber', NUMBERS[1]) }),
    );
    const [changed] = await world.submit(inventRecord('b|1', named('Bethan', 'Thornbury')));
    expect([changed?.outcome, changed?.childId]).toEqual(['possible', 'c1']);
  });

  it('with another valid number than the rest of the child leave it, even where a person had verified', async () => {
    const world = inventWorld();
    await world.submit(inventRecord('a|1', numbered('nhsNumber', NUMBERS[0])), inventRecord('b|1'));
    await world.constrain({ childId: 'c1', verified: ['b|1'] });
    const [left] = await world.submit(inventRecord('b|1', numbered('nhsNumber', NUMBERS[1])));
    expect(left).toMatchObject({ outcome: 'possible', childId: 'c2', previousChildId: 'c1', created: true });
    expect([await world.holder('a|1'), await world.holder('b|1')]).toEqual(['c1', 'c2']);
  });

  it('with a number that replaces the child’s stay, and so does a record that is all the child has', async () => {
    const world = inventWorld();
    await world.submit(inventRecord('a|1', numbered('nhsNumber', NUMBERS[0])), inventRecord('b|1'));
    const identifiers = [{ type: 'nhsNumber' as const, value: NUMBERS[0], supersededBy: NUMBERS[1] }];
    expect((await world.submit(inventRecord('b|1', { identifiers })))[0]?.childId).toBe('c1');
    const alone = inventWorld();
    await alone.submit(inventRecord('a|1', numbered('nhsNumber', NUMBERS[0])));
    const [again] = await alone.submit(inventRecord('a|1', numbered('nhsNumber', NUMBERS[1])));
    expect([again?.childId, again?.created]).toEqual(['c1', false]);
  });

  it('let a record that stood alone join the child that a later number shows', async () => {
    const world = inventWorld();
    await world.submit(inventRecord('a|1', numbered('nhsNumber', NUMBERS[0])));
    const [alone] = await world.submit(
      inventRecord('b|1', { ...named('Anwen', 'Oldham'), ...livesAt('1 High Street', 'CH41 5EU') }),
    );
    expect(alone?.childId).toBe('c2');
    const [known] = await world.submit(
      inventRecord('b|1', {
        ...named('Anwen', 'Oldham'),
        ...livesAt('1 High Street', 'CH41 5EU'),
        ...numbered('nhsNumber', NUMBERS[0]),
      }),
    );
    expect([known?.childId, known?.previousChildId]).toEqual(['c1', 'c2']);
    expect(await world.index.members(['c2'])).toEqual([undefined]);
  });

  it('of the same content change nothing', async () => {
    const world = inventWorld();
    await world.submit(inventRecord('a|1'), inventRecord('b|1'));
    const before = await world.index.members(['c1']);
    const decisions = await world.submit(inventRecord('b|1'), inventRecord('a|1'));
    expect(decisions.map(({ childId }) => childId)).toEqual(['c1', 'c1']);
    expect((await world.index.members(['c1']))[0]?.members).toEqual(before[0]?.members);
  });
});

describe('a record that joins two children', () => {
  const sparse = inventRecord('a|1', { ...named('Anwen', 'Thornbury'), addresses: [] });
  const renamed = { ...named('Anwen', 'Oldham'), ...livesAt('1 High Street', 'CH41 5EU') };

  it('makes them one, the first created surviving, when nothing speaks against it', async () => {
    const world = inventWorld();
    await world.submit(sparse);
    await world.submit(inventRecord('b|1', { ...renamed, ...numbered('nhsNumber', NUMBERS[0]) }));
    const both = {
      names: [
        { use: 'current' as const, given: ['Anwen'], family: 'Oldham' },
        { use: 'former' as const, family: 'Thornbury' },
      ],
      ...numbered('nhsNumber', NUMBERS[0]),
    };
    const [joining] = await world.submit(inventRecord('c|1', both));
    expect(joining?.merges).toEqual([{ from: 'c2', into: 'c1', automatic: true }]);
    expect(await Promise.all(['a|1', 'b|1', 'c|1'].map(world.holder))).toEqual(['c1', 'c1', 'c1']);
  });

  it('leaves them two when their numbers exclude each other', async () => {
    const world = inventWorld();
    await world.submit(inventRecord('a|1', numbered('nhsNumber', NUMBERS[1])));
    await world.submit(inventRecord('b|1', { ...renamed, ...numbered('nhsNumber', NUMBERS[0]) }));
    const [joining] = await world.submit(inventRecord('c|1', numbered('nhsNumber', NUMBERS[0])));
    expect(joining?.merges).toEqual([]);
    expect(await world.holder('a|1')).toBe('c1');
  });
});

describe('the neighbours of a record that has come', () => {
  const nameless = (ref: string): CanonicalRecord => inventRecord(ref, named('BABY', 'Thornbury'));
  const twin = (ref: string, given: string, number: string): CanonicalRecord =>
    inventRecord(ref, { ...named(given, 'Thornbury'), ...numbered('nhsNumber', number) });

  it('are judged afresh: a nameless record that was taken for the one known child is a question once its twin is known', async () => {
    const world = inventWorld();
    await world.submit(twin('gp|1', 'Anwen', NUMBERS[0]), nameless('births|1'));
    expect(await world.holder('births|1')).toBe('c1');
    await world.submit(twin('gp|2', 'Bethan', NUMBERS[1]));
    expect([await world.holder('gp|1'), await world.holder('gp|2')]).toEqual(['c1', 'c2']);
    expect(['c1', 'c2']).not.toContain(await world.holder('births|1'));
  });

  it('find the child that a fuller record shows them to be, and the first created survives', async () => {
    const world = inventWorld();
    const byMiddleName = inventRecord('schools|1', { ...named('Cerys', 'Thornbury') });
    const registered = inventRecord('gp|1', named('Anwen', 'Thornbury'));
    const both = inventRecord('benefits|1', named('Anwen Cerys', 'Thornbury'));
    await world.submit(byMiddleName);
    await world.submit(registered);
    expect(await world.holder('schools|1')).not.toBe(await world.holder('gp|1'));
    const [joining] = await world.submit(both);
    expect(await Promise.all(['schools|1', 'gp|1', 'benefits|1'].map(world.holder))).toEqual([
      'c1',
      'c1',
      'c1',
    ]);
    expect([joining?.childId, joining?.merges]).toEqual([
      'c1',
      [{ from: 'c2', into: 'c1', automatic: true }],
    ]);
  });

  it('leave a record that fits two children alike to people, whichever of the two comes first', async () => {
    for (const order of [
      [0, 1, 2],
      [0, 2, 1],
      [2, 0, 1],
      [1, 2, 0],
    ]) {
      const world = inventWorld();
      const records = [
        twin('gp|1', 'Anwen', NUMBERS[0]),
        twin('gp|2', 'Anwen', NUMBERS[1]),
        inventRecord('schools|1'),
      ];
      for (const at of order) await world.submit(records[at]!);
      const [one, two, both] = await Promise.all(['gp|1', 'gp|2', 'schools|1'].map(world.holder));
      expect(new Set([one, two, both]).size, order.join()).toBe(3);
    }
  });

  it('are left alone where people have decided something', async () => {
    const world = inventWorld();
    await world.submit(twin('gp|1', 'Anwen', NUMBERS[0]), nameless('births|1'));
    await world.constrain({ childId: 'c1', verified: ['births|1'] });
    await world.submit(twin('gp|2', 'Bethan', NUMBERS[1]));
    expect(await world.holder('births|1')).toBe('c1');
  });
});
