import type { SuiteRunner } from '@contactpoint/matching/suite';
import type { StoreSuiteOptions } from './options.ts';

/** The index of match keys and that of search keys. */
export function describeIndexes({ it, equal }: SuiteRunner, { create }: StoreSuiteOptions): void {
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
