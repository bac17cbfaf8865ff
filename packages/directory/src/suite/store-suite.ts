import type { SuiteRunner } from '@contactpoint/matching/suite';
import type { Store, StoreTransaction, StoreView } from '../ports.ts';
import type { TreeCheckpoint } from '../rows.ts';
import { inventChild, inventEntry, inventMember, inventRecord, inventReview } from './store-rows.ts';

/** Options of `describeStore`. */
export interface StoreSuiteOptions {
  /** An empty store. */
  readonly create: () => Promise<Store>;
}

/** What every `Store` must do, in memory or on disk. */
export function describeStore(runner: SuiteRunner, options: StoreSuiteOptions): void {
  runner.describe('a store', () => {
    describeRows(runner, options);
    describeIndexes(runner, options);
    describeTransactions(runner, options);
    describeCounters(runner, options);
    describeAudit(runner, options);
  });
}

function describeRows({ it, equal }: SuiteRunner, { create }: StoreSuiteOptions): void {
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

  it('replaces the row of a key, and lists the rows of a child in order of key', async () => {
    const store = await create();
    await store.write((tx) =>
      tx.records.put(['r2', 'r1', 'r3'].map((key) => inventRecord(key, key === 'r3' ? 'c2' : 'c1'))),
    );
    await store.write((tx) => tx.records.put([inventRecord('r1', 'c2', { state: 'closed' })]));
    const lists = await store.read((view) => view.records.ofChildren(['c2', 'none', 'c1']));
    equal(
      lists.map((rows) => rows.map(({ recordKey, state }) => [recordKey, state])),
      [
        [
          ['r1', 'closed'],
          ['r3', 'open'],
        ],
        [],
        [['r2', 'open']],
      ],
    );
    await store.close();
  });

  it('lists the members of a child and those of a child of the visible world', async () => {
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
    equal(await store.read(async ({ members }) => keys(await members.ofChildren(['c1', 's1']))), [
      ['r1', 'r2'],
      [],
    ]);
    equal(await store.read(async ({ members }) => keys(await members.ofShadows(['s2', 's1', 'c1']))), [
      ['r2'],
      ['r3'],
      [],
    ]);
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

  it('writes a thousand rows at once', async () => {
    const store = await create();
    const keys = Array.from({ length: 1_000 }, (_, at) => `r${String(at).padStart(4, '0')}`);
    await store.write((tx) => tx.records.put(keys.map((key) => inventRecord(key, 'c1'))));
    const [rows] = await store.read((view) => view.records.ofChildren(['c1']));
    equal(
      rows?.map(({ recordKey }) => recordKey),
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

function describeIndexes({ it, equal }: SuiteRunner, { create }: StoreSuiteOptions): void {
  it('changes single pairs of the match index', async () => {
    const store = await create();
    const added = [
      ['b', 'c2'],
      ['a', 'c2'],
      ['b', 'c1'],
    ] as const;
    await store.write((tx) => tx.matchKeys.change({ added, removed: [] }));
    await store.write((tx) => tx.matchKeys.change({ added: [['c', 'c2']], removed: [['a', 'c2']] }));
    const find = (keys: readonly string[], cap: number) =>
      store.read((view) => view.matchKeys.find(keys, cap));
    equal(await find(['c', 'a', 'b', 'b'], 2), [
      { childIds: ['c2'], crowded: false },
      { childIds: [], crowded: false },
      { childIds: ['c1', 'c2'], crowded: false },
      { childIds: ['c1', 'c2'], crowded: false },
    ]);
    equal(await find(['b'], 1), [{ childIds: [], crowded: true }]);
    equal(await find([], 1), []);
    await store.close();
  });

  it('sets the whole set of search keys of a child', async () => {
    const store = await create();
    await store.write((tx) =>
      tx.searchKeys.replace([
        { childId: 'c2', keys: ['a', 'b'] },
        { childId: 'c1', keys: ['b'] },
        { childId: 'c3', keys: [] },
      ]),
    );
    await store.write((tx) => tx.searchKeys.replace([{ childId: 'c2', keys: ['b', 'c'] }]));
    const find = (keys: readonly string[]) => store.read((view) => view.searchKeys.find(keys, 9));
    const found = async (keys: readonly string[]) => (await find(keys)).map(({ childIds }) => childIds);
    equal(await found(['c', 'a', 'b']), [['c2'], [], ['c1', 'c2']]);
    await store.write((tx) => tx.searchKeys.replace([{ childId: 'c2', keys: [] }]));
    equal(await found(['b', 'c']), [['c1'], []]);
    await store.close();
  });
}

function describeTransactions({ it, equal }: SuiteRunner, { create }: StoreSuiteOptions): void {
  const childIds = async (view: StoreView): Promise<readonly (string | undefined)[]> =>
    (await view.children.find(['c1', 'c2'])).map((row) => row?.childId);

  it('leaves no trace of a change that failed, and goes on', async () => {
    const store = await create();
    await store.write((tx) => tx.children.put([inventChild('c1')]));
    const failure = store.write(async (tx) => {
      await tx.children.put([inventChild('c1', { shielded: true }), inventChild('c2')]);
      await tx.records.put([inventRecord('r1', 'c1')]);
      await tx.searchKeys.replace([{ childId: 'c1', keys: ['k'] }]);
      await tx.take('child', 5);
      await tx.audit.append([inventEntry('e1', 1)]);
      throw new Error('no');
    });
    equal(await failure.catch((error: Error) => error.message), 'no');
    const after = await store.write(async (tx) => [
      await childIds(tx),
      (await tx.children.find(['c1']))[0]?.shielded,
      await tx.records.ofChildren(['c1']),
      (await tx.searchKeys.find(['k'], 9))[0]?.childIds,
      await tx.take('child', 1),
      await tx.audit.unsequenced(9),
    ]);
    equal(after, [['c1', undefined], false, [[]], [], 1, []]);
    await store.close();
  });

  it('runs changes that are asked for at once as if one after the other', async () => {
    const store = await create();
    const change = async (tx: StoreTransaction): Promise<number> => {
      const [row] = await tx.children.find(['c1']);
      await tx.children.put([inventChild('c1', { version: (row?.version ?? 0) + 1 })]);
      return row?.version ?? 0;
    };
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, at) =>
        store.write(async (tx) => {
          const version = await change(tx);
          if (at === 7) throw new Error('no');
          return version;
        }),
      ),
    );
    equal(results.filter(({ status }) => status === 'rejected').length, 1);
    const [row] = await store.read((view) => view.children.find(['c1']));
    equal(row?.version, 19);
    await store.close();
  });

  it('shows a reader one state from beginning to end, and never half a change', async () => {
    const store = await create();
    const writes = store.write(async (tx) => {
      await tx.children.put([inventChild('c1')]);
      await Promise.resolve();
      await tx.children.put([inventChild('c2')]);
    });
    const seen = await store.read(async (view) => [await childIds(view), await childIds(view)]);
    await writes;
    equal(seen[0], seen[1]);
    equal(seen[0]?.filter((childId) => childId !== undefined).length === 1, false);
    equal(await store.read(childIds), ['c1', 'c2']);
    await store.close();
  });
}

function describeCounters({ it, equal }: SuiteRunner, { create }: StoreSuiteOptions): void {
  it('gives every number of a series once', async () => {
    const store = await create();
    equal(
      await store.write(async (tx) => [await tx.take('a', 3), await tx.take('a', 1), await tx.take('b', 1)]),
      [1, 4, 1],
    );
    equal(await store.read((view) => view.counted(['b', 'none', 'a'])), [1, 0, 4]);
    await store.close();
  });

  it('counts the first use of a token, of two at once and of two in one call', async () => {
    const store = await create();
    const token = (key: string) => ({ key, forgetAfter: 2_000 });
    const claim = (keys: readonly string[], now: number) =>
      store.write((tx) => tx.claimTokens(keys.map(token), now));
    equal(await claim(['a', 'b', 'a'], 1_000), [true, true, false]);
    const both = await Promise.all([claim(['c'], 1_000), claim(['c'], 1_000)]);
    equal(both.flat().filter(Boolean).length, 1);
    equal(await claim(['b', 'd'], 1_999), [false, true]);
    equal(await claim([], 3_000), []);
    await store.close();
  });

  it('leases to one holder at a time, with a higher number for each new one', async () => {
    const store = await create();
    const lease = (holder: string, now: string, until: string) =>
      store.write((tx) => tx.lease({ name: 'sequencer', holder, now, until }));
    equal(await lease('a', '2026-01-01T00:00:00Z', '2026-01-01T00:01:00Z'), 1);
    equal(await lease('b', '2026-01-01T00:00:30Z', '2026-01-01T00:02:00Z'), undefined);
    equal(await lease('a', '2026-01-01T00:00:40Z', '2026-01-01T00:01:40Z'), 1);
    equal(await lease('b', '2026-01-01T00:01:40Z', '2026-01-01T00:03:00Z'), 2);
    equal(await lease('a', '2026-01-01T00:02:00Z', '2026-01-01T00:04:00Z'), undefined);
    await store.close();
  });
}

function describeAudit({ it, equal }: SuiteRunner, { create }: StoreSuiteOptions): void {
  const checkpoint = (size: number): TreeCheckpoint => ({
    size,
    root: new Uint8Array(32).fill(size),
    at: `2026-11-20T03:00:0${size}Z`,
    signature: new Uint8Array(64),
  });
  const node = (level: number, index: number) => ({ level, index, hash: new Uint8Array(32).fill(index) });

  it('AUDIT-01: keeps entries in order of arrival until they stand in the tree', async () => {
    const store = await create();
    const entries = [
      inventEntry('e2', 1, ['s1', 's2']),
      inventEntry('e1', 2),
      { ...inventEntry('e3', 3, ['s1']), sealed: null },
    ];
    await store.write((tx) => tx.audit.append(entries));
    equal(await store.read((view) => view.audit.unsequenced(2)), entries.slice(0, 2));
    equal(await store.read((view) => view.audit.checkpoint()), undefined);
    await store.write((tx) =>
      tx.audit.sequence({
        places: [
          { entryId: 'e2', index: 0 },
          { entryId: 'e1', index: 1 },
        ],
        nodes: [node(0, 0), node(0, 1), node(1, 0)],
        checkpoint: checkpoint(2),
      }),
    );
    const seen = await store.read(async ({ audit }) => [
      await audit.unsequenced(9),
      await audit.entriesAt([1, 2, 0]),
      await audit.nodes([
        { level: 1, index: 0 },
        { level: 7, index: 0 },
      ]),
      await audit.checkpoint(),
      await audit.entriesOf('s1'),
    ]);
    equal(seen, [
      [entries[2]],
      [entries[1], undefined, entries[0]],
      [node(1, 0), undefined],
      checkpoint(2),
      ['e2', 'e3'],
    ]);
    await store.close();
  });

  it('AUDIT-01: refuses to write an entry or a place twice', async () => {
    const store = await create();
    const refused = (work: (tx: StoreTransaction) => Promise<void>): Promise<boolean> =>
      store.write(work).then(
        () => false,
        () => true,
      );
    await store.write((tx) => tx.audit.append([inventEntry('e1', 1), inventEntry('e2', 2)]));
    equal(await refused((tx) => tx.audit.append([inventEntry('e1', 3)])), true);
    const place = (entryId: string, size: number) => ({
      places: [{ entryId, index: 0 }],
      nodes: [node(0, size - 1)],
      checkpoint: checkpoint(size),
    });
    await store.write((tx) => tx.audit.sequence(place('e1', 1)));
    equal(await refused((tx) => tx.audit.sequence(place('e2', 2))), true);
    equal((await store.read((view) => view.audit.entriesAt([0])))[0]?.entryId, 'e1');
    equal(
      (await store.read((view) => view.audit.unsequenced(9))).map(({ entryId }) => entryId),
      ['e2'],
    );
    await store.close();
  });
}
