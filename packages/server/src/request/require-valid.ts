import { validateRequest, type RequestPart } from '@contactpoint/contract/requests';
import type { Operation } from '../operation.ts';
import { createRequestError, toProblemItems } from '../problem.ts';
import { requireMediaType } from './media-type.ts';
import { readBody } from './read-body.ts';
import { readJson } from './read-json.ts';

/** Throws `request.invalid`, with every place that is wrong, unless the contract allows this part of a request. */
export function requireValid({ id }: Operation, part: RequestPart, value: unknown): void {
  const issues = validateRequest(id, part, value);
  if (issues.length > 0) throw createRequestError('request.invalid', toProblemItems(issues));
}

/** The body as the operation takes it: a valid JSON value, a form, or undefined where it has none or a stream. */
export async function readValidBody(operation: Operation, request: Request): Promise<unknown> {
  const { body } = operation;
  if (!body) return undefined;
  requireMediaType(request.headers, body.mediaType);
  if (body.mediaType === 'application/x-ndjson') return undefined;
  const bytes = await readBody(request, body.limitInBytes);
  if (body.mediaType !== 'application/json') return new URLSearchParams(new TextDecoder().decode(bytes));
  const value = readJson(bytes);
  requireValid(operation, 'body', value);
  return value;
}
