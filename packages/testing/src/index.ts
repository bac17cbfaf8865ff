// A directory inside a test
export { createInProcessDirectory } from './in-process-directory.ts';
export type { InProcessDirectory, InProcessDirectoryOptions } from './in-process-directory.ts';
export { mswHandlers } from './msw-handlers.ts';
// What every server must pass
export { describeServer } from './suite/describe-server.ts';
export type { ServerSuiteOptions } from './suite/describe-server.ts';
export type { ServerUnderTest } from './suite/raw-client.ts';
// Invented people, organisations and systems
export { inventChild, inventNhsNumber, inventRecord, inventRecords } from './invent-record.ts';
export type { RecordChanges } from './invent-record.ts';
export { inventClient, inventOrganisation, inventSource, inventUser, register } from './registration.ts';
export type { InventedClient, Registration } from './registration.ts';
// A network that fails
export { FAULTS, startFaultProxy } from './fault-proxy.ts';
export type { Fault, FaultProxy } from './fault-proxy.ts';
