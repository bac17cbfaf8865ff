import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with its seed, and one line that people and scripts can both read: `N passed, N failed`. */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      if (!module.ok() && [...module.children.allTests('failed')].length === 0) count.failed += 1;
      for (const test of module.children.allTests()) count[test.result().state] += 1;
    }
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
    process.once('exit', () => {
      console.log(`The same random tests again: CONTACTPOINT_SEED=${process.env['CONTACTPOINT_SEED']}`);
      console.log(`${count.passed} passed, ${count.failed} failed${skipped}`);
    });
  }
}
