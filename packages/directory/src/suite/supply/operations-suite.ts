import type { Child } from '@contactpoint/contract';
import type { SuiteRunner } from '@contactpoint/matching/suite';
import { ADA, BRAM, BY_NAME, inventRecord, SOCIAL_WORKER } from '../records.ts';
import { codeOf, type CreateWorld } from '../world.ts';
import { outcomes } from './receipts.ts';

/** Records that a source closes, withdraws, renumbers or merges. */
export function describeOperations({ it, equal }: SuiteRunner, create: CreateWorld): void {
  it('SUPPLY-03: a closed record ends its involvements; a newer one opens it again', async () => {
    const world = await create();
    await world.submit([inventRecord('1', { involvements: [SOCIAL_WORKER] })]);
    const close = inventRecord('1', { operation: 'close', suppliedAt: '2026-11-20T03:00:00Z' });
    equal(outcomes(await world.submit([close])), ['closed']);
    equal(outcomes(await world.submit([close])), ['unchanged']);
    const childId = await world.findOne(BY_NAME);
    equal(
      (await world.view(childId)).involvements?.map(({ value }) => value.to),
      ['2026-11-20'],
    );
    await world.submit([
      inventRecord('1', { suppliedAt: '2026-11-20T04:00:00Z', involvements: [SOCIAL_WORKER] }),
    ]);
    equal(
      (await world.view(childId)).involvements?.map(({ value }) => value.to),
      [undefined],
    );
  });

  it('SUPPLY-03: of a withdrawn record nothing is found, seen or left, and an older version does not bring it back', async () => {
    const world = await create();
    await world.submit([inventRecord('1')]);
    const childId = await world.findOne(BY_NAME);
    const withdraw = inventRecord('1', { operation: 'withdraw', suppliedAt: '2026-11-20T03:00:00Z' });
    equal(outcomes(await world.submit([withdraw])), ['withdrawn']);
    equal((await world.search(BY_NAME)).outcome, 'nobody-found');
    equal(await codeOf(world.view(childId)), 'directory.child-not-found');
    equal(outcomes(await world.submit([inventRecord('1', { suppliedAt: '2026-11-20T02:30:00Z' })])), [
      'unchanged',
    ]);
    equal((await world.search(BY_NAME)).outcome, 'nobody-found');
  });

  it('SUPPLY-03: a renumbered record stays with its child under its new id', async () => {
    const world = await create();
    const { names, dateOfBirth } = ADA;
    const unnumbered = { names, dateOfBirth } as Child;
    const [before] = await world.submit([inventRecord('1', { child: unnumbered })]);
    const childId = await world.findOne(BY_NAME);
    const renumber = inventRecord('2', {
      operation: 'renumber',
      fromRecordId: '1',
      suppliedAt: '2026-11-20T03:00:00Z',
    });
    const [after] = await world.submit([renumber]);
    equal([after?.outcome, after?.childRef], ['updated', before?.childRef]);
    equal(await world.findOne(BY_NAME), childId);
    // What was meant for the old id goes on to the new one; what is newer than the move begins anew.
    equal(outcomes(await world.submit([inventRecord('1', { child: unnumbered })])), ['unchanged']);
    equal(outcomes(await world.submit([renumber])), ['unchanged']);
    const late = { child: { ...ADA, gender: 'notSpecified' }, suppliedAt: '2026-11-20T03:00:00Z' } as const;
    const [corrected] = await world.submit([inventRecord('1', late)]);
    equal([corrected?.outcome, corrected?.childRef], ['updated', before?.childRef]);
    equal((await world.view(childId)).gender?.value, 'notSpecified');
    const [reused] = await world.submit([
      inventRecord('1', { child: BRAM, suppliedAt: '2026-11-20T05:00:00Z' }),
    ]);
    equal([reused?.outcome, reused?.match], ['created', 'new']);
  });

  it('SUPPLY-03: of two records that a source merges one is left', async () => {
    const world = await create();
    await world.submit([
      inventRecord('1', { involvements: [SOCIAL_WORKER] }),
      inventRecord('2', { involvements: [{ ...SOCIAL_WORKER, id: 'i2' }] }),
    ]);
    const merge = inventRecord('2', {
      operation: 'merge',
      fromRecordId: '1',
      suppliedAt: '2026-11-20T03:00:00Z',
    });
    equal(outcomes(await world.submit([merge])), ['merged']);
    const view = await world.view(await world.findOne(BY_NAME));
    equal(
      view.involvements?.map(({ value }) => value.id),
      ['i2'],
    );
  });
}
