export { JSON_DEPTH_LIMIT, parseJson } from './parse-json.ts';
export type { JsonFault, ParsedJson, ParseJsonOptions } from './parse-json.ts';
