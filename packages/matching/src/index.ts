// What matching knows of a record
export { NORM_VERSION, toFeatures, toRecordRef } from './normalise/to-features.ts';
export { keyType, matchKeys } from './keys/match-keys.ts';
// Decide
export { matchRecords } from './match-records.ts';
export type { MatchOptions, MatchResult } from './match-records.ts';
export type * from './decide/decision.ts';
// Ports
export type * from './ports.ts';
export { createMemoryIndex } from './memory-index.ts';
export type { MemoryIndexOptions } from './memory-index.ts';
