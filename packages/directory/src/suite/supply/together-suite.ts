import type { Crypto, Receipt } from '@contactpoint/contract';
import type { SuiteRunner } from '@contactpoint/matching/suite';
import type { Store } from '../../ports.ts';
import { createVault } from '../../sealing/vault.ts';
import { ADA, BRAM, BY_NAME, byNumber, inventRecord, nhsNumber } from '../records.ts';
import { codeOf, createWorld, type SubmitOptions, type World } from '../world.ts';

/** Options of `describeTogether`. */
export interface TogetherOptions {
  readonly createStore: () => Promise<Store>;
  readonly crypto: Crypto;
}

/** One submission among those that come at once. */
interface Sent extends SubmitOptions {
  readonly records: readonly unknown[];
}

/** One that is taken in first and alone, while all others wait and go together. */
const FIRST: Sent = { records: [inventRecord('first', { child: BRAM })] };

const atOnce = (world: World, sent: readonly Sent[]): Promise<readonly (readonly Receipt[])[]> =>
  Promise.all([FIRST, ...sent].map(({ records, ...options }) => world.submit(records, options)));

const told = (receipts: readonly Receipt[] = []) =>
  receipts.map(({ outcome, match }) => [outcome, match] as const);

/** That submissions which wait at the same time are one change, and nobody is told anything else by it. */
export function describeTogether({ it, equal }: SuiteRunner, { createStore, crypto }: TogetherOptions): void {
  const create = async (): Promise<World> => createWorld({ store: await createStore(), crypto });

  it('SUPPLY-01, MATCH-01: submissions that come at once are answered each for itself, and one child is one', async () => {
    const world = await create();
    const [, ...answers] = await atOnce(world, [
      { records: [inventRecord('1')] },
      { records: ['no record', inventRecord('2', { system: 'child-health' })], client: 'health' },
      { records: [inventRecord('3', { system: 'school-roll' })], client: 'health' },
      { records: [] },
    ]);
    equal(answers.map(told), [
      [['created', 'new']],
      [
        ['rejected', undefined],
        ['created', 'matched'],
      ],
      [['rejected', undefined]],
      [],
    ]);
    equal(
      answers[1]?.map(({ ref, recordId }) => [ref, recordId]),
      [
        [0, ''],
        [1, '2'],
      ],
    );
    equal(answers[2]?.[0]?.issues[0]?.code, 'directory.source-not-yours');
    const childId = await world.findOne(BY_NAME);
    equal((await world.decide('viewLinks', { childId })).links.length, 2);
  });

  it('ACCESS-06: each has an entry of its own, which says what it was taken in with; the first has all decisions', async () => {
    const world = await create();
    await atOnce(world, [
      { records: [inventRecord('1')] },
      { records: [inventRecord('2', { system: 'child-health' })], client: 'health' },
    ]);
    const [first, ...entries] = await world.entries();
    equal(first?.together, undefined);
    equal(
      entries.map(({ clientId, outcome, counts, decisions }) => [
        clientId,
        outcome,
        counts,
        decisions?.visible.length,
      ]),
      [
        ['council-client', 'taken-in', { created: 1 }, 2],
        ['health-client', 'taken-in', { created: 1 }, undefined],
      ],
    );
    const [one, other] = entries.map(({ together }) => together);
    equal([one === undefined, one === other], [false, true]);
  });

  it('SUPPLY-02, SUPPLY-06: the same request twice at once is taken in once and answered twice', async () => {
    const world = await create();
    const again = { records: [inventRecord('1')], requestId: 'again' };
    const [, one, other] = await atOnce(world, [again, again]);
    equal([told(one), one], [[['created', 'new']], other]);
    const outcomes = (await world.entries()).map(({ outcome }) => outcome);
    equal(outcomes, ['taken-in', 'taken-in', 'answered-before']);
    const codes = await Promise.all(
      [[inventRecord('8', { child: BRAM })], [inventRecord('9', { child: BRAM })]].map((records) =>
        codeOf(world.submit(records, { requestId: 'other' })),
      ),
    );
    equal(codes, ['answered', 'directory.request-id-reused']);
  });

  it('SUPPLY-02: of two versions of one record that come at once the newer stays, whichever comes first', async () => {
    const older = inventRecord('1');
    const newer = inventRecord('1', {
      child: { ...ADA, identifiers: [{ type: 'nhsNumber', value: nhsNumber(7) }] },
      suppliedAt: '2026-11-20T03:00:00Z',
    });
    for (const versions of [
      [older, newer],
      [newer, older],
    ]) {
      const world = await create();
      const answers = await atOnce(
        world,
        versions.map((record) => ({ records: [record] })),
      );
      equal(
        answers.slice(1).map(([receipt]) => receipt?.outcome),
        versions[0] === older ? ['created', 'updated'] : ['created', 'unchanged'],
      );
      equal((await world.search(byNumber(7))).candidates.length, 1);
      equal((await world.search(byNumber(1))).candidates.length, 0);
    }
  });

  it('SHIELD-04, SHIELD-05: a child is shielded from what comes at once with the request for it', async () => {
    const shielding = { records: [inventRecord('1', { flags: { shieldRequested: true } })] };
    const other = {
      records: [inventRecord('2', { system: 'child-health' })],
      client: 'health',
    } as const;
    for (const sent of [
      [shielding, other],
      [other, shielding],
    ]) {
      const world = await create();
      await atOnce(world, sent);
      const { candidates } = await world.search(BY_NAME);
      equal(candidates.length, 1);
      const { limited, addresses } = await world.view(candidates[0]?.childId ?? '');
      equal([limited, addresses], [true, undefined]);
      equal((await world.search(byNumber(1))).candidates.length, 0);
    }
  });

  it('SHIELD-03: whoever comes at once with the request for a shield learns nothing of that child', async () => {
    const shielding = { records: [inventRecord('1', { flags: { shieldRequested: true } })] };
    const other = { records: [inventRecord('2', { system: 'child-health' })], client: 'health' } as const;
    const world = await create();
    const [, , alone] = await atOnce(world, [shielding, other]);
    equal(told(alone), [['created', 'new']]);
  });

  it('SUPPLY-01: a record by its earlier id and who carries on for it are answered as one after the other', async () => {
    const renumbered = (recordId: string, fromRecordId: string, hour: number) =>
      inventRecord(recordId, {
        operation: 'renumber',
        fromRecordId,
        suppliedAt: `2026-11-20T0${hour}:00:00Z`,
      });
    const late = inventRecord('2', {
      suppliedAt: '2026-11-20T02:30:00Z',
      completeness: 'partial',
      child: { gender: 'male' },
    });
    for (const next of [
      inventRecord('3', { operation: 'withdraw', suppliedAt: '2026-11-20T04:00:00Z' }),
      renumbered('4', '3', 4),
    ]) {
      const sent = [{ records: [late] }, { records: [next] }];
      const [world, other] = [await create(), await create()];
      for (const one of [world, other])
        for (const record of [inventRecord('2'), renumbered('3', '2', 3)]) await one.submit([record]);
      const answers: (readonly Receipt[])[] = [];
      for (const { records } of [FIRST, ...sent]) answers.push(await other.submit(records));
      const described = (all: readonly (readonly Receipt[])[]) =>
        all.map((receipts) => receipts.map(({ outcome, match, childRef }) => [outcome, match, !childRef]));
      equal(described(await atOnce(world, sent)), described(answers));
    }
  });

  it('SUPPLY-06: where one fails, only whoever sent it is told so, and nothing of it is kept', async () => {
    const faults = { poison: '' };
    const world = await createWorld({ store: withPoison(await createStore(), faults), crypto });
    faults.poison = createVault(crypto, world.keyring).blind('record', 'social-care|2');
    const sent = ['1', '2', '3'].map((id, at) => ({
      records: [
        inventRecord(id, {
          child: { ...ADA, identifiers: [{ type: 'nhsNumber', value: nhsNumber(at + 11) }] },
        }),
      ],
    }));
    const codes = await Promise.all([FIRST, ...sent].map(({ records }) => codeOf(world.submit(records))));
    equal(codes, ['answered', 'answered', 'directory.unavailable', 'answered']);
    const found = [];
    for (const number of [11, 12, 13]) found.push((await world.search(byNumber(number))).candidates.length);
    equal(found, [1, 0, 1]);
    const supplied = (await world.entries()).filter(({ command }) => command === 'submitRecords');
    equal(
      supplied.map(({ outcome, together }) => [outcome, together]),
      [
        ['taken-in', undefined],
        ['taken-in', undefined],
        ['failed', undefined],
        ['taken-in', undefined],
      ],
    );
    const numbers = await world.store.read((view) => view.audit.unsequenced(100));
    equal(
      numbers.map(({ number }) => number),
      numbers.map((_, at) => at + 1),
    );
  });
}

/** A store that refuses to keep one record. */
function withPoison(store: Store, faults: { readonly poison: string }): Store {
  return {
    ...store,
    write: (work) =>
      store.write((tx) => {
        const put: typeof tx.records.put = async (rows) => {
          if (rows.some(({ recordKey }) => recordKey === faults.poison)) throw new Error('The disk is full.');
          await tx.records.put(rows);
        };
        return work({ ...tx, records: { ...tx.records, put } });
      }),
  };
}
