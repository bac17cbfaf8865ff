import type { SuiteRunner } from '@contactpoint/matching/suite';
import { describeAudit } from './store/audit-suite.ts';
import { describeCounters } from './store/counters-suite.ts';
import { describeIndexes } from './store/indexes-suite.ts';
import { describeRows } from './store/rows-suite.ts';
import { describeTransactions } from './store/transactions-suite.ts';
import type { StoreSuiteOptions } from './store/options.ts';

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
