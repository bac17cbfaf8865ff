import type { Receipt, ReceiptList } from '@contactpoint/contract';
import type { SuiteRunner } from '@contactpoint/matching/suite';
import type { Commands } from '../commands.ts';
import { COUNCIL_CALLER, HEALTH_CALLER } from './people.ts';
import { ADA, BRAM, BY_NAME, byNumber, inventRecord } from './records.ts';
import { codeOf, type CreateWorld, type World } from './world.ts';

const HOURS_IN_MS = 3_600_000;

/** Receipts that are read again, and records that are taken back. */
export function describeReceipts({ describe, it, equal }: SuiteRunner, create: CreateWorld): void {
  const submit = ({ directory }: World, records: readonly unknown[], requestId = 'r-1') =>
    directory.execute<'submitRecords'>({ type: 'submitRecords', caller: COUNCIL_CALLER, requestId, records });
  const list = (
    { directory }: World,
    asked: Omit<Commands['listReceipts']['input'], 'requestId'>,
    caller = COUNCIL_CALLER,
  ): Promise<ReceiptList> =>
    directory.execute<'listReceipts'>({ type: 'listReceipts', caller, requestId: 'r-9', ...asked });
  const withdraw = (
    { directory }: World,
    reference: Commands['withdrawRecord']['input']['reference'],
    requestId = 'w-1',
  ): Promise<Receipt> =>
    directory.execute<'withdrawRecord'>({
      type: 'withdrawRecord',
      caller: COUNCIL_CALLER,
      requestId,
      reference,
    });

  describe('receipts', () => {
    it('SUPPLY-06: are read again by the client that submitted, as they were given', async () => {
      const world = await create();
      const records = [inventRecord('1'), { nonsense: true }, inventRecord('2', { child: BRAM })];
      const { submissionId, receipts } = await submit(world, records);
      equal(await list(world, { submissionId }), { receipts });
      equal((await submit(world, records)).submissionId, submissionId);
      const last = (await world.entries()).at(-2);
      equal([last?.command, last?.kind, last?.outcome], ['listReceipts', 'supply', 'receipts-read']);
    });

    it('come in pages', async () => {
      const world = await create();
      const records = Array.from({ length: 501 }, (_, at) =>
        inventRecord(`${at}`, { child: { gender: 'female' } }),
      );
      const { submissionId, receipts } = await submit(world, records);
      const first = await list(world, { submissionId });
      equal([first.receipts.length, first.next], [500, '500']);
      equal(await list(world, { submissionId, after: '500' }), { receipts: receipts.slice(500) });
    });

    it('are told to nobody else, for three days, and by their own id alone', async () => {
      const world = await create();
      const { submissionId } = await submit(world, [inventRecord('1')]);
      const refused = 'directory.submission-not-found';
      equal(await codeOf(list(world, { submissionId }, HEALTH_CALLER)), refused);
      equal(await codeOf(list(world, { submissionId: 'r-1' })), refused);
      equal(await codeOf(list(world, { submissionId, after: 'x' })), refused);
      world.clock.now += 72 * HOURS_IN_MS;
      equal(await codeOf(list(world, { submissionId })), refused);
    });
  });

  describe('withdrawing', () => {
    it('SUPPLY-03: takes a record back as of now, once', async () => {
      const world = await create();
      await world.submit([inventRecord('1'), inventRecord('2', { child: BRAM })]);
      const reference = { system: 'social-care', recordId: '1' } as const;
      const receipt = await withdraw(world, reference);
      equal([receipt.ref, receipt.recordId, receipt.outcome], [0, '1', 'withdrawn']);
      world.clock.now += 1_000;
      equal(await withdraw(world, reference), receipt);
      equal((await world.search(BY_NAME)).outcome, 'nobody-found');
      equal((await world.search(byNumber(2))).outcome, 'found');
      equal((await withdraw(world, reference, 'w-2')).outcome, 'unchanged');
      equal(
        await codeOf(withdraw(world, { ...reference, recordId: '2' }, 'w-1')),
        'directory.request-id-reused',
      );
    });

    it('SUPPLY-02: as of an older version than the one that is known changes nothing', async () => {
      const world = await create();
      await world.submit([inventRecord('1', { child: ADA, suppliedAt: '2026-11-20T05:00:00Z' })]);
      const older = { system: 'social-care', recordId: '1', suppliedAt: '2026-11-20T04:00:00Z' } as const;
      const receipt = await withdraw(world, older);
      equal(receipt.outcome, 'unchanged');
      equal((await world.search(BY_NAME)).outcome, 'found');
    });

    it('SUPPLY-04: takes back only what is of a live source of the client', async () => {
      const world = await create();
      const receipt = await withdraw(world, { system: 'child-health', recordId: '1' });
      equal(
        [receipt.outcome, receipt.issues.map(({ code }) => code)],
        ['rejected', ['directory.source-not-yours']],
      );
    });
  });
}
