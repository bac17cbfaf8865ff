import type { SuiteRunner } from '@contactpoint/matching/suite';
import { ADA, inventRecord } from '../records.ts';
import type { CreateWorld } from '../world.ts';

/** What a source is told of where it differs from others. */
export function describeDiscrepancies({ it, equal }: SuiteRunner, create: CreateWorld): void {
  it('DISC-01: tells a source where it differs from the best view, and no longer once it agrees', async () => {
    const world = await create();
    await world.submit([inventRecord('9', { system: 'registrar' })], { client: 'health' });
    const wrong = {
      ...ADA,
      dateOfBirth: { value: '2014-03-10', precision: 'day', status: 'known' },
    } as const;
    const [differs] = await world.submit([inventRecord('1', { child: wrong })]);
    equal(
      differs?.discrepancies.map(({ kind, path }) => [kind, path]),
      [['differs', '/child/dateOfBirth']],
    );
    const [again] = await world.submit([inventRecord('1', { child: wrong })]);
    equal(again?.discrepancies, differs?.discrepancies);
    const [agrees] = await world.submit([inventRecord('1', { suppliedAt: '2026-11-20T03:00:00Z' })]);
    equal(agrees?.discrepancies, []);
  });

  it('DISC-01, DISC-02: says how a record differs, never what others say; a difference of format is none', async () => {
    const world = await create();
    await world.submit([inventRecord('9', { system: 'registrar' })], { client: 'health' });
    const same = {
      ...ADA,
      names: [{ given: ['ADA'], family: 'alderwick' }],
      addresses: [{ lines: ['7 MERE LANE'], town: 'Northmere', postcode: 'ch415eu' }],
    } as const;
    equal((await world.submit([inventRecord('1', { child: same })]))[0]?.discrepancies, []);
    const differs = {
      ...ADA,
      names: [{ given: ['Ada'], family: 'Dunmarrow' }],
      gender: 'male',
      addresses: [{ lines: ['2 Kiln Row'], postcode: 'CH41 9ZZ' }],
    } as const;
    const [receipt] = await world.submit([inventRecord('2', { system: 'school-roll', child: differs })]);
    equal(
      receipt?.discrepancies.map(({ kind, path }) => `${kind} ${path}`),
      ['differs /child/addresses/0', 'differs /child/gender', 'differs /child/names/0/family'],
    );
    equal(/alderwick|mere|female|41\s?5eu/i.test(JSON.stringify(receipt?.discrepancies)), false);
  });
}
