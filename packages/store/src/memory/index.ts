export { createMemoryStore } from './memory-store.ts';
export { createMemoryLedgerHome } from './ledger.ts';
export type { MemoryLedgerHome } from './ledger.ts';
