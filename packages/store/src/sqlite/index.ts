export { openSqliteStore } from './sqlite-store.ts';
export type { SqliteStoreOptions } from './sqlite-store.ts';
export { openSqliteLedger } from './ledger.ts';
export type { SqliteLedgerOptions } from './ledger.ts';
export { openSqliteSpill } from './spill.ts';
