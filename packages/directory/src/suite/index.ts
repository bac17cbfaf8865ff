export { describeStore } from './store-suite.ts';
export type { StoreSuiteOptions } from './store/options.ts';
export { describeDirectory } from './directory-suite.ts';
export type { DirectorySuiteOptions } from './directory-suite.ts';
export { COUNCIL_CALLER, HEALTH_CALLER } from './people.ts';
export { codeOf, createWorld } from './world.ts';
export type { ReadOptions, SubmitOptions, World, WorldOptions } from './world.ts';
export { inventRecord, nhsNumber } from './records.ts';
export type { RecordChanges } from './records.ts';
