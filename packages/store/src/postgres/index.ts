export { openPostgresStore } from './postgres-store.ts';
export type { PostgresStore, PostgresStoreOptions } from './postgres-store.ts';
