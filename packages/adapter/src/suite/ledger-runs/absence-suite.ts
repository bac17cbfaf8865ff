import { monday, type Rows, type StorySuite } from './story.ts';

/** What becomes of records that a snapshot no longer has. */
export function describeAbsence({ it, equal }: StorySuite): void {
  let days = 0;
  const without = (...ids: readonly string[]): Rows => {
    const { children, workers = [] } = monday();
    const day = `day ${(days += 1)}`;
    return { children: children.filter((row) => !ids.includes(String(row['Id']))), workers, day };
  };
  it('close a record after enough snapshots without it, once', async ({ directory, run }) => {
    await run(monday());
    const first = await run(without('c8'));
    equal([first.balance.absent, first.balance.closedByAbsence], [1, 0]);
    const second = await run(without('c8'));
    equal([second.balance.absent, second.balance.closedByAbsence], [1, 1]);
    equal(directory.records.get('c8')?.operation, 'close');
    const third = await run(without('c8'));
    equal([third.balance.absent, third.balance.closedByAbsence], [0, 0]);
  });

  it('forget the misses of a record that comes back, and send one again that was closed', async ({
    directory,
    run,
  }) => {
    await run(monday());
    await run(without('c8'));
    await run(monday());
    equal((await run(without('c8'))).balance.closedByAbsence, 0);
    equal((await run(without('c8'))).balance.closedByAbsence, 1);
    equal((await run(monday())).balance.outcomes, { updated: 1, 'duplicate-in-batch': 1 });
    equal(directory.records.get('c8')?.operation, 'upsert');
  });

  it('close nothing that a person must confirm until it is confirmed', async ({ run }) => {
    const change = (mapping: string) => mapping.replace('closing: automatic', 'closing: confirm');
    await run(monday(), { change });
    await run(without('c8'), { change });
    const wednesday = without('c8');
    const waiting = await run(wednesday, { change });
    equal([waiting.verdict, waiting.balance.awaitingClose, waiting.balance.closedByAbsence], ['done', 1, 0]);
    const confirmed = await run(wednesday, { change, confirmed: ['close'] });
    equal(confirmed.balance.closedByAbsence, 1);
  });

  it('close nothing when too much would be closed', async ({ run }) => {
    const change = (mapping: string) =>
      mapping.replace('closeGuard: 50%', 'closeGuard: 10%, shrinkGuard: 90%');
    await run(monday(), { change });
    await run(without('c0', 'c1', 'c2'), { change });
    const stopped = await run(without('c0', 'c1', 'c2'), { change });
    equal([stopped.verdict, stopped.balance.awaitingClose], ['stopped', 3]);
    equal(
      stopped.stops.map(({ code }) => code),
      ['guard.close'],
    );
  });

  it('count the same files again as no other snapshot', async ({ run }) => {
    await run(monday());
    const tuesday = without('c8');
    for (let time = 0; time < 3; time += 1) {
      const { absent, closedByAbsence } = (await run(tuesday)).balance;
      equal([absent, closedByAbsence], [1, 0]);
    }
  });

  it('count no record as absent that was only kept back', async ({ run }) => {
    await run(monday());
    const { children, workers = [] } = monday();
    const odd = children.map((row) => (row['Id'] === 'c8' ? { ...row, Sex: '?' } : row));
    equal((await run({ children: odd, workers })).balance.absent, 0);
  });
}
