export { describeMatchIndex, inventFeatures } from './match-index-suite.ts';
export type { MatchIndexSuiteOptions, SuiteRunner } from './match-index-suite.ts';
