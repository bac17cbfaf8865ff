import { createIssue } from '../catalogue/issue-catalogue.ts';
import { REQUEST_VALIDATORS } from '../generated/request-validators.ts';
import type { Issue } from '../types.ts';
import { issuesFromTroubles } from './issues-from-troubles.ts';
import type { GeneratedValidator } from './validator.ts';
import { hasMoreValuesThan } from './value-count.ts';

/** What of a request is validated. Path, query and header are objects of text by name, headers in small letters. */
export type RequestPart = 'body' | 'path' | 'query' | 'header';

const NO_ISSUES: readonly Issue[] = Object.freeze([]);
/** A thousand records of the largest size belong to `validateRecord`; every other body is far smaller. */
const MOST_VALUES = 20_000;

const validators: Readonly<Record<string, Readonly<Partial<Record<RequestPart, unknown>>>>> =
  REQUEST_VALIDATORS;

/**
 * Everything that is wrong with one part of a request, by the operation's id in the API; an empty list when
 * nothing is, or when the operation has no such part. Nothing is coerced, removed or filled in. The records of
 * a submission are not looked into: each is validated for itself by `validateRecord`.
 */
export function validateRequest(operationId: string, part: RequestPart, value: unknown): readonly Issue[] {
  const operation = Object.hasOwn(validators, operationId) ? validators[operationId] : undefined;
  const validate = operation?.[part] as GeneratedValidator | undefined;
  if (validate === undefined) return NO_ISSUES;
  if (part === 'body' && operationId !== 'submitRecords' && hasMoreValuesThan(value, MOST_VALUES)) {
    return [createIssue('request.too-many-values', { path: '', values: { limit: MOST_VALUES } })];
  }
  return validate(value) ? NO_ISSUES : issuesFromTroubles(validate.errors ?? [], 'request');
}
