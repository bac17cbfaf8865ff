export { describeSpill } from './spill-suite.ts';
export { describeLedger } from './ledger-suite.ts';
export type { LedgerHome, LedgerSuiteRunner } from './ledger-suite.ts';
export { describeLedgerRuns } from './ledger-run-suite.ts';
export { TestDirectory } from './test-directory.ts';
export { createTestWorld } from './test-world.ts';
export { CrashPoints, withCrashes } from './crash-points.ts';
export { toComparable } from './to-comparable.ts';
