import type { SuiteRunner } from '@contactpoint/matching/suite';
import type { StoreTransaction, StoreView } from '../../ports.ts';
import { inventChild, inventEntry, inventRecord } from '../store-rows.ts';
import type { StoreSuiteOptions } from './options.ts';

/** That a change is whole or not at all, and readers see no half of it. */
export function describeTransactions({ it, equal }: SuiteRunner, { create }: StoreSuiteOptions): void {
  const childIds = async (view: StoreView): Promise<readonly (string | undefined)[]> =>
    (await view.children.find(['c1', 'c2'])).map((row) => row?.childId);

  it('leaves no trace of a change that failed, and goes on', async () => {
    const store = await create();
    await store.write((tx) => tx.children.put([inventChild('c1')]));
    const failure = store.write(async (tx) => {
      await tx.children.put([inventChild('c1', { shielded: true }), inventChild('c2')]);
      await tx.records.put([inventRecord('r1', 'c1')]);
      await tx.searchKeys.change({ added: [['k', 'c1']], removed: [] });
      await tx.take('child', 5);
      await tx.audit.append([inventEntry('e1', 1)]);
      throw new Error('no');
    });
    equal(await failure.catch((error: Error) => error.message), 'no');
    const after = await store.write(async (tx) => [
      await childIds(tx),
      (await tx.children.find(['c1']))[0]?.shielded,
      (await tx.records.find(['r1']))[0],
      (await tx.searchKeys.find(['k'], 9))[0]?.childIds,
      await tx.take('child', 1),
      await tx.audit.unsequenced(9),
    ]);
    equal(after, [['c1', undefined], false, undefined, [], 1, []]);
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
