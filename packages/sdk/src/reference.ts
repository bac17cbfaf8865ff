import { createError, type ErrorCode } from '@contactpoint/contract';

/** An opaque reference: nothing in it can be read as another address. */
const REFERENCE_PATTERN = /^[A-Za-z0-9_-]{1,128}$/;

/** The reference as it may stand in a path. Throws the error of one that names nothing. */
export function requireReference(text: string, code: ErrorCode): string {
  if (!REFERENCE_PATTERN.test(text)) throw createError(code);
  return text;
}
