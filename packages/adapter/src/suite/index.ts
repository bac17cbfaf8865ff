export { describeLedger } from './ledger-suite.ts';
export type { LedgerHome, LedgerSuiteRunner } from './ledger-suite.ts';
