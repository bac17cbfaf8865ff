import { createIssue } from '@contactpoint/contract';
import type { HandRow } from '../../memory-source.ts';
import { monday, type StorySuite } from './story.ts';

/** What is sent when the same export, or nearly the same, comes again. */
export function describeRepetition({ it, equal }: StorySuite): void {
  it('balance, and the second run of the same files sends nothing', async ({ directory, run }) => {
    const first = await run(monday());
    equal(first.balance.outcomes, { created: 9, 'duplicate-in-batch': 1 });
    equal([first.balance.read, first.balance.quarantined, first.balance.unchanged], [11, 1, 0]);
    const { length } = directory.requests;
    const second = await run(monday());
    equal(second.balance.outcomes, { 'duplicate-in-batch': 1 });
    equal([second.balance.read, second.balance.quarantined, second.balance.unchanged], [11, 1, 9]);
    equal(directory.requests.length, length);
  });

  it('send only what changed, and say which parts did', async ({ directory, run }) => {
    await run(monday());
    const { children, workers = [] } = monday();
    const moved = children.map((row) => (row['Id'] === 'c0' ? { ...row, Town: 'Eastmere' } : row));
    const report = await run({ children: moved, workers: workers.slice(0, 2) });
    equal(report.balance.outcomes, { updated: 2, 'duplicate-in-batch': 1 });
    equal(report.changes, [
      { part: '/child/addresses', count: 1 },
      { part: '/involvements', count: 1 },
    ]);
    equal(directory.requests.at(-1)?.recordIds, ['c0', 'c7']);
  });

  it('send nothing when only columns, rows or volatile ids are other than last time', async ({
    directory,
    run,
  }) => {
    await run(monday());
    const { length } = directory.requests;
    const { children, workers = [] } = monday();
    const shuffled = {
      children: children
        .toReversed()
        .map((row) => Object.fromEntries(Object.entries(row).toReversed()) as HandRow),
      workers: workers.toReversed().map((row, index) => ({ ...row, RowId: `other ${index}` })),
    };
    equal((await run(shuffled)).balance.unchanged, 9);
    equal(directory.requests.length, length);
  });

  it('send a rejected record again next time, and a held one not', async ({ directory, run }) => {
    directory.outcomeOf = ({ source }) =>
      source.recordId === 'c3' ? 'rejected' : source.recordId === 'c5' ? 'held' : undefined;
    equal((await run(monday())).balance.outcomes, {
      created: 7,
      rejected: 1,
      held: 1,
      'duplicate-in-batch': 1,
    });
    directory.outcomeOf = () => undefined;
    const second = await run(monday());
    equal(second.balance.outcomes, { created: 1, 'duplicate-in-batch': 1 });
    equal(directory.requests.at(-1)?.recordIds, ['c3']);
  });

  it('send what was rejected for good no more, and say how many that are', async ({ directory, run }) => {
    directory.outcomeOf = ({ source }) => (source.recordId === 'c3' ? 'rejected' : undefined);
    directory.issuesOf = ({ source }) =>
      source.recordId === 'c3' ? [createIssue('directory.out-of-scope', {})] : [];
    await run(monday());
    const { length } = directory.requests;
    const again = [(await run(monday())).balance, (await run(monday())).balance];
    for (const { unchanged, rejectedBefore } of again) equal([unchanged, rejectedBefore], [9, 1]);
    equal(directory.requests.length, length);
    directory.outcomeOf = () => undefined;
    const { children } = monday();
    const changed = children.map((row) => (row['Id'] === 'c3' ? { ...row, Family: 'Other' } : row));
    const { balance } = await run({ ...monday(), children: changed });
    equal([balance.rejectedBefore, balance.outcomes['created']], [0, 1]);
  });

  it('keep back the second of two rows that say other things of one record', async ({ directory, run }) => {
    const { children } = monday();
    const report = await run({ children: [...children, { Id: 'c1', Family: 'Other', Sex: 'F', Town: '' }] });
    equal(report.issues.find(({ code }) => code === 'mapping.repeated-record')?.count, 1);
    equal(directory.records.get('c1')?.child?.names?.[0]?.family, 'Family 1');
  });

  it('keep back a row with an id that a row elsewhere has', async ({ directory, run }) => {
    const rows = { children: [{ Id: 'c1', Family: 'Other', Sex: 'F', Town: '' }] };
    const report = await run(rows, { taken: ['c1', 'c2'] });
    equal(report.issues.find(({ code }) => code === 'mapping.repeated-record')?.count, 1);
    equal(directory.requests, []);
  });
}
