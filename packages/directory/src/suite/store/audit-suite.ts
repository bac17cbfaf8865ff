import type { SuiteRunner } from '@contactpoint/matching/suite';
import type { StoreTransaction } from '../../ports.ts';
import type { TreeCheckpoint } from '../../rows.ts';
import { inventEntry } from '../store-rows.ts';
import type { StoreSuiteOptions } from './options.ts';

/** The trail and its tree. */
export function describeAudit({ it, equal }: SuiteRunner, { create }: StoreSuiteOptions): void {
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
