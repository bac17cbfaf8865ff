import type { SuiteRunner } from '@contactpoint/matching/suite';
import { ADA, BRAM, BY_NAME, inventRecord, SOCIAL_WORKER } from '../records.ts';
import { codeOf, type CreateWorld } from '../world.ts';
import { codes, outcomes } from './receipts.ts';

/** Records that come again, late, twice or in part. */
export function describeVersions({ it, equal }: SuiteRunner, create: CreateWorld): void {
  it('SUPPLY-01: answers every record by its own receipt, in order, and a bad one spoils no other', async () => {
    const world = await create();
    const receipts = await world.submit([
      inventRecord('1'),
      { source: { recordId: 'x' } },
      inventRecord('2', { child: BRAM }),
      null,
      inventRecord('1'),
    ]);
    equal(outcomes(receipts), ['created', 'rejected', 'created', 'rejected', 'duplicate-in-batch']);
    equal(
      receipts.map(({ ref, recordId }) => [ref, recordId]),
      [
        [0, '1'],
        [1, 'x'],
        [2, '2'],
        [3, ''],
        [4, '1'],
      ],
    );
    equal(
      receipts[1]?.issues.every(({ code }) => code.startsWith('record.')),
      true,
    );
  });

  it('SUPPLY-02: sending again changes nothing, and an older version never overwrites a newer', async () => {
    const world = await create();
    const newer = inventRecord('1', {
      suppliedAt: '2026-11-20T03:00:00Z',
      child: { ...ADA, gender: 'notSpecified' },
    });
    equal(outcomes(await world.submit([inventRecord('1')])), ['created']);
    equal(outcomes(await world.submit([inventRecord('1')])), ['unchanged']);
    equal(outcomes(await world.submit([newer])), ['updated']);
    const older = await world.submit([inventRecord('1')]);
    equal([outcomes(older), codes(older)], [['unchanged'], ['directory.older-version']]);
    equal((await world.view(await world.findOne(BY_NAME))).gender?.value, 'notSpecified');
  });

  it('SUPPLY-02: the same request id is answered as before, and with another body refused', async () => {
    const world = await create();
    const first = await world.submit([inventRecord('1')], { requestId: 'request-1' });
    const again = await world.submit([inventRecord('1')], { requestId: 'request-1' });
    equal(again, first);
    equal(
      await codeOf(world.submit([inventRecord('2')], { requestId: 'request-1' })),
      'directory.request-id-reused',
    );
    // Another client's request ids are its own.
    const health = await world.submit([inventRecord('9', { system: 'child-health', child: BRAM })], {
      requestId: 'request-1',
      client: 'health',
    });
    equal(outcomes(health), ['created']);
    world.clock.now += 72 * 3_600_000;
    equal(outcomes(await world.submit([inventRecord('1')], { requestId: 'request-1' })), ['unchanged']);
  });

  it('SUPPLY-02: of one version with two contents the later arrival stays, and is told so', async () => {
    const world = await create();
    await world.submit([inventRecord('1', { sequence: 4 })]);
    const receipts = await world.submit([
      inventRecord('1', { sequence: 4, child: { ...ADA, gender: 'male' } }),
    ]);
    equal([outcomes(receipts), codes(receipts)], [['updated'], ['directory.same-version-differs']]);
    equal(outcomes(await world.submit([inventRecord('1', { sequence: 5 })])), ['updated']);
  });

  it('SUPPLY-02: a partial record changes what it mentions and clears what it says is gone', async () => {
    const world = await create();
    await world.submit([
      inventRecord('1', { involvements: [SOCIAL_WORKER, { ...SOCIAL_WORKER, id: 'i2' }] }),
    ]);
    const partial = { completeness: 'partial', operation: 'upsert' } as const;
    await world.submit([
      inventRecord('1', {
        ...partial,
        suppliedAt: '2026-11-20T03:00:00Z',
        child: { gender: 'notSpecified' },
        cleared: ['/child/addresses/0', '/involvements/0'],
      }),
    ]);
    const view = await world.view(await world.findOne(BY_NAME));
    equal(view.gender?.value, 'notSpecified');
    equal(view.names[0]?.value.family, 'Alderwick');
    equal(view.addresses, []);
    equal(
      view.involvements?.map(({ value }) => value.id),
      ['i2'],
    );
    equal(
      [view.names[0]?.suppliedAt, view.gender?.suppliedAt],
      ['2026-11-20T02:00:00Z', '2026-11-20T03:00:00Z'],
    );
  });
}
