import type { Crypto } from '@contactpoint/contract';
import { describeAbsence } from './ledger-runs/absence-suite.ts';
import { describeGuards } from './ledger-runs/guards-suite.ts';
import { describeKills } from './ledger-runs/kills-suite.ts';
import { describeRepetition } from './ledger-runs/repetition-suite.ts';
import { describeShortcuts } from './ledger-runs/shortcuts-suite.ts';
import { run, type Story } from './ledger-runs/story.ts';
import type { LedgerHome, LedgerSuiteRunner } from './ledger-suite.ts';
import { TestDirectory } from './test-directory.ts';

/** What `runMapping` promises over a ledger: nothing twice, nothing lost, nothing closed by accident. */
export function describeLedgerRuns(
  runner: LedgerSuiteRunner,
  createHome: () => Promise<LedgerHome>,
  crypto: Crypto,
): void {
  const { equal } = runner;
  const it = (name: string, body: (story: Story) => Promise<void>) => {
    runner.it(name, async () => {
      const home = await createHome();
      const directory = new TestDirectory();
      try {
        await body({
          home,
          directory,
          run: (rows, more = {}) => run({ home, directory, rows, crypto, ...more }),
        });
      } finally {
        await home.remove();
      }
    });
  };
  runner.describe('runs over a ledger', () => {
    describeRepetition({ it, equal });
    describeShortcuts({ it, equal });
    describeAbsence({ it, equal });
    describeGuards({ it, equal });
    describeKills(runner, createHome, crypto);
  });
}
