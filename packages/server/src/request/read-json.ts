import { createError, type ErrorCode } from '@contactpoint/contract';
import { JSON_DEPTH_LIMIT, parseJson, type JsonFault } from '@contactpoint/contract/json';

const CODES: Readonly<Record<JsonFault, ErrorCode>> = {
  notJson: 'request.not-json',
  tooDeep: 'request.too-deep',
  duplicateMember: 'request.duplicate-member',
};

/** The one JSON value of these bytes. Throws a `request.*` error, which quotes nothing of them. */
export function readJson(bytes: Uint8Array): unknown {
  const parsed = parseJson(bytes);
  if (parsed.fault === undefined) return parsed.value;
  throw createError(CODES[parsed.fault], { values: { limit: JSON_DEPTH_LIMIT } });
}
