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

  it('knows the search keys of each child', async () => {
    const store = await create();
    const added = [
      ['a', 'c2'],
      ['b', 'c2'],
      ['b', 'c1'],
    ] as const;
    await store.write((tx) => tx.searchKeys.change({ added, removed: [] }));
    await store.write((tx) => tx.searchKeys.change({ added: [['c', 'c2']], removed: [['a', 'c2']] }));
    const keysOf = async (childIds: readonly string[]) =>
      (await store.write((tx) => tx.searchKeys.ofChildren(childIds))).map((keys) => keys.toSorted());
    equal(await keysOf(['c3', 'c2', 'c1']), [[], ['b', 'c'], ['b']]);
    equal(await keysOf(['c2']), [['b', 'c']]);
    equal(await keysOf([]), []);
    await store.close();
  });
}
