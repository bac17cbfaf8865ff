import type { Crypto } from '@contactpoint/contract';
import { CrashPoints, Killed } from '../crash-points.ts';
import type { LedgerHome, LedgerSuiteRunner } from '../ledger-suite.ts';
import { TestDirectory } from '../test-directory.ts';
import { toComparable } from '../to-comparable.ts';
import { entriesOf, monday, run, type Rows } from './story.ts';

/** That a run which was killed and run again ends as one that was not. */
export function describeKills(
  { it, equal }: LedgerSuiteRunner,
  createHome: () => Promise<LedgerHome>,
  crypto: Crypto,
): void {
  const tuesday = (): Rows => {
    const { children, workers = [] } = monday();
    const changed = children.map((row, index) => (index % 2 === 0 ? { ...row, Town: `Town ${index}` } : row));
    return { children: changed.filter((row) => row['Id'] !== 'c9'), workers };
  };
  const outcomeOf = (record: { readonly source: { readonly recordId: string } }) =>
    record.source.recordId === 'c6' ? ('rejected' as const) : undefined;

  /** Monday, then Tuesday killed at a point and run again; `killed` says whether the point was reached. */
  const story = async (point: number, concurrency: number) => {
    const home = await createHome();
    const directory = new TestDirectory();
    try {
      await run({ home, directory, rows: monday(), crypto });
      directory.outcomeOf = outcomeOf;
      const points = new CrashPoints(point);
      directory.beforeRequest = directory.afterRequest = () => points.pass();
      const setup = { home, directory, rows: tuesday(), crypto, concurrency };
      let report = await run({ ...setup, points }).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
        return undefined;
      });
      directory.beforeRequest = directory.afterRequest = () => undefined;
      report ??= await run(setup);
      return {
        killed: points.wasReached,
        report: toComparable(report),
        records: [...directory.records].sort(),
        entries: await entriesOf(home),
      };
    } finally {
      await home.remove();
    }
  };

  for (const concurrency of [1, 3]) {
    it(`end alike whichever moment they are killed at, with ${concurrency} requests at once`, async () => {
      const unbroken = await story(Infinity, concurrency);
      let point = 1;
      for (; ; point += 1) {
        const resumed = await story(point, concurrency);
        if (!resumed.killed) break;
        equal({ point, ...resumed }, { point, ...unbroken, killed: true });
      }
      // Before and after: beginning, two batches at least with their request and their saving, misses, the end.
      equal(point > 12, true);
    });
  }
}
