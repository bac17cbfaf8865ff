export { describeStore } from './store-suite.ts';
export type { StoreSuiteOptions } from './store-suite.ts';
