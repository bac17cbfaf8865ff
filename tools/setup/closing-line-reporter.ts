import type { Reporter, TestCase, TestModule } from 'vitest/node';

/**
 * Ends a run with each test that failed, its seed, and one line that people and scripts can both read: `N
 * passed, N failed`.
 */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      if (!module.ok() && [...module.children.allTests('failed')].length === 0) count.failed += 1;
      for (const test of module.children.allTests()) count[test.result().state] += 1;
    }
    const failures = modules.flatMap((module) =>
      [...module.children.allTests('failed')].map(describeFailure),
    );
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
    process.once('exit', () => {
      for (const failure of failures) console.log(failure);
      console.log(`The same random tests again: CONTACTPOINT_SEED=${process.env['CONTACTPOINT_SEED']}`);
      console.log(`${count.passed} passed, ${count.failed} failed${skipped}`);
    });
  }
}

/** Long enough for what was expected and where, short enough that the end of a log holds several. */
const LONGEST_MESSAGE = 500;

function describeFailure(test: TestCase): string {
  const messages = (test.result().errors ?? []).map(({ message }) => message.slice(0, LONGEST_MESSAGE));
  return [`FAILED  ${test.module.relativeModuleId}: ${test.fullName}`, ...messages].join('\n  ');
}
