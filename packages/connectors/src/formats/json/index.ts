export { definition } from './definition.ts';
export { createJson, JSON_DEFAULTS } from './read-json.ts';
export type { JsonOptions } from './read-json.ts';
export { findJsonRecords } from './find-json-records.ts';
export type { JsonRecordsFound } from './find-json-records.ts';
