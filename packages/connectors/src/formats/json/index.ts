export { definition } from './definition.ts';
export { createJson, JSON_DEFAULTS } from './read-json.ts';
export type { JsonOptions } from './read-json.ts';
