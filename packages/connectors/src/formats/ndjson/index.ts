export { definition } from './definition.ts';
export { createNdjson } from './read-ndjson.ts';
export type { NdjsonOptions } from './read-ndjson.ts';
