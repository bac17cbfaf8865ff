import type { SuiteRunner } from '@contactpoint/matching/suite';
import {
  inventChild,
  inventDeath,
  inventDiscrepancy,
  inventMember,
  inventRecord,
  inventReview,
} from '../store-rows.ts';
import type { StoreSuiteOptions } from './options.ts';

/** That rows are kept, found, replaced and removed. */
export function describeRows({ it, equal }: SuiteRunner, { create }: StoreSuiteOptions): void {
  it('finds rows in the order asked, and says which are not there', async () => {
    const store = await create();
    await store.write((tx) => tx.children.put([inventChild('c1'), inventChild('c2', { shielded: true })]));
    const found = await store.read((view) => view.children.find(['c2', 'none', 'c1', 'c2']));
    equal(
      found.map((row) => row && [row.childId, row.shielded]),
      [['c2', true], undefined, ['c1', false], ['c2', true]],
    );
    equal(await store.read((view) => view.children.find([])), []);
    await store.close();
  });

  it('keeps every property of a row as it was', async () => {
    const store = await create();
    const child = inventChild('c1', {
      mergedInto: 'c9',
      walled: true,
      doNotLink: ['c2'],
      verified: ['a|1'],
      ordinal: 7,
    });
    const record = inventRecord('r1', null, {
      content: null,
      movedTo: 'r2',
      sequence: Number.MAX_SAFE_INTEGER,
    });
    const user = {
      userId: 'u1',
      organisationId: 'o1',
      roles: ['practitioner'],
      state: 'active',
      identityVerifiedOn: '2026-01-01',
      barred: false,
      vettingRegistered: null,
      checkedOn: null,
      trainedOn: null,
      guidanceAccepted: '1',
    } as const;
    const rows = await store.write(async (tx) => {
      await tx.children.put([child]);
      await tx.records.put([record, inventRecord('r2', 'c1')]);
      await tx.members.put([inventMember('r2', 'c1')]);
      await tx.users.put([user]);
      await tx.dataKeys.put([{ keyId: 'c1', month: '2026-11', wrapped: Uint8Array.of(0, 255) }]);
      return Promise.all([
        tx.children.find(['c1']),
        tx.records.find(['r1', 'r2']),
        tx.members.find(['r2']),
        tx.users.find(['u1']),
        tx.dataKeys.find(['c1']),
      ]);
    });
    equal(rows, [
      [child],
      [record, inventRecord('r2', 'c1')],
      [inventMember('r2', 'c1')],
      [user],
      [{ keyId: 'c1', month: '2026-11', wrapped: Uint8Array.of(0, 255) }],
    ]);
    await store.close();
  });

  it('replaces the row of a key', async () => {
    const store = await create();
    await store.write((tx) => tx.records.put(['r2', 'r1', 'r3'].map((key) => inventRecord(key, 'c1'))));
    await store.write((tx) => tx.records.put([inventRecord('r1', 'c2', { state: 'closed' })]));
    const rows = await store.read((view) => view.records.find(['r1', 'r2']));
    equal(
      rows.map((row) => [row?.childId, row?.state]),
      [
        ['c2', 'closed'],
        ['c1', 'open'],
      ],
    );
    await store.close();
  });

  it('lists the members of children in either world, in order of key', async () => {
    const store = await create();
    const member = (key: string, childId: string, shadowId: string | null) => ({
      ...inventMember(key, childId),
      shadowId,
    });
    await store.write((tx) =>
      tx.members.put([member('r1', 'c1', null), member('r2', 'c1', 's1'), member('r3', 'c2', 's1')]),
    );
    await store.write((tx) => tx.members.put([member('r2', 'c1', 's2')]));
    const keys = (lists: readonly (readonly { readonly recordKey: string }[])[]) =>
      lists.map((rows) => rows.map(({ recordKey }) => recordKey));
    const of = (...childIds: readonly string[]) =>
      store.read(async ({ members }) => keys(await members.ofChildren(childIds)));
    equal(await of('s2', 'c1', 'none', 's1', 'c2'), [['r2'], ['r1', 'r2'], [], ['r3'], ['r3']]);
    equal([await of('s1'), await of('c1'), await of()], [[['r3']], [['r1', 'r2']], []]);
    await store.close();
  });

  it('lists the reviews that wait for people, oldest first, from any one of them on', async () => {
    const store = await create();
    const at = (second: number): string => `2026-11-20T02:00:0${second}Z`;
    const claimed = inventReview('b', { openedAt: at(2), claimedBy: 'u1', claimedUntil: at(9) });
    await store.write((tx) =>
      tx.reviews.put([
        inventReview('a', { openedAt: at(3), state: 'needsMore', restricted: true }),
        claimed,
        inventReview('d', { openedAt: at(2) }),
        inventReview('c', { openedAt: at(1), state: 'decided' }),
        inventReview('e', { openedAt: at(1), kind: 'override' }),
        inventReview('f', { openedAt: at(1), kind: 'death', childId: null, candidates: [] }),
      ]),
    );
    const waiting = (limit: number, after?: string) =>
      store.read(({ reviews }) => reviews.waiting({ limit, after }));
    const ids = async (limit: number, after?: string) =>
      (await waiting(limit, after)).map(({ reviewId }) => reviewId);
    equal(await ids(9), ['f', 'b', 'd', 'a']);
    equal((await waiting(2))[1], claimed);
    equal([await ids(2, 'c'), await ids(9, 'b'), await ids(9, 'a')], [['f', 'b'], ['d', 'a'], []]);
    await store.write((tx) => tx.reviews.put([{ ...claimed, state: 'decided' }]));
    equal(
      [await ids(9), await ids(9, 'b')],
      [
        ['f', 'd', 'a'],
        ['d', 'a'],
      ],
    );
    await store.close();
  });

  it('lists what is unresolved of records, and what changed of a system since', async () => {
    const store = await create();
    const second = inventDiscrepancy('a', 2, { recordKey: 'r2', state: 'disputed' });
    await store.write((tx) =>
      tx.discrepancies.put([
        inventDiscrepancy('c', 1),
        second,
        inventDiscrepancy('b', 3, { kind: 'possible-twin-mixup', path: '' }),
        inventDiscrepancy('d', 1, { system: 'school-roll', recordKey: 'r3' }),
      ]),
    );
    await store.write((tx) => tx.discrepancies.put([inventDiscrepancy('c', 4, { state: 'resolved' })]));
    const lists = await store.read(({ discrepancies }) => discrepancies.unresolved(['r2', 'none', 'r1']));
    equal(lists, [[second], [], [inventDiscrepancy('b', 3, { kind: 'possible-twin-mixup', path: '' })]]);
    equal(await store.read(({ discrepancies }) => discrepancies.unresolved([])), []);
    const changed = async (after: number, limit: number, unresolved = false, system = 'wirral-ics') =>
      (await store.read((view) => view.discrepancies.changed({ system, after, limit, unresolved }))).map(
        ({ discrepancyId, number }) => `${discrepancyId}${number}`,
      );
    equal(await changed(0, 9), ['a2', 'b3', 'c4']);
    equal([await changed(2, 1), await changed(4, 9)], [['b3'], []]);
    equal([await changed(0, 9, true), await changed(0, 1, true)], [['a2', 'b3'], ['a2']]);
    equal([await changed(0, 9, false, 'school-roll'), await changed(0, 9, false, 'none')], [['d1'], []]);
    await store.close();
  });

  it('keeps deaths as they are, replaces and forgets them', async () => {
    const store = await create();
    const certain = inventDeath('r2', { state: 'certain', decidedDate: 'd1', decidedChild: 'c1' });
    await store.write((tx) => tx.deaths.put([inventDeath('r1'), inventDeath('r2'), inventDeath('r3')]));
    await store.write(async (tx) => {
      await tx.deaths.put([certain]);
      await tx.deaths.remove(['r3', 'none']);
    });
    const rows = await store.read((view) => view.deaths.find(['r3', 'r2', 'r1']));
    equal(rows, [undefined, certain, inventDeath('r1')]);
    await store.close();
  });

  it('writes a thousand rows at once', async () => {
    const store = await create();
    const keys = Array.from({ length: 1_000 }, (_, at) => `r${String(at).padStart(4, '0')}`);
    await store.write((tx) => tx.records.put(keys.map((key) => inventRecord(key, 'c1'))));
    const rows = await store.read((view) => view.records.find(keys));
    equal(
      rows.map((row) => row?.recordKey),
      keys,
    );
    await store.close();
  });

  it('removes rows, and forgets answered requests of their time', async () => {
    const store = await create();
    const request = (requestKey: string, expiresAt: string) => ({
      requestKey,
      bodyHash: 'h',
      answer: '[]',
      expiresAt,
    });
    await store.write(async (tx) => {
      await tx.members.put([inventMember('r1', 'c1'), inventMember('r2', 'c1')]);
      await tx.members.remove(['r1', 'none']);
      await tx.requests.put([request('old', '2026-11-20T00:00:00Z'), request('new', '2026-11-23T00:00:00Z')]);
      await tx.requests.expire('2026-11-21T00:00:00Z');
    });
    const [members, requests] = await store.read((view) =>
      Promise.all([view.members.find(['r1', 'r2']), view.requests.find(['old', 'new'])]),
    );
    equal(
      members.map((row) => row?.recordKey),
      [undefined, 'r2'],
    );
    equal(
      requests.map((row) => row?.requestKey),
      [undefined, 'new'],
    );
    await store.close();
  });
}
