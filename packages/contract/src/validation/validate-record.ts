import { createIssue } from '../catalogue/issue-catalogue.ts';
import { acceptsRecord } from '../generated/record-fast.ts';
import { explainRecord } from '../generated/record-full.ts';
import type { CanonicalRecord, Issue } from '../types.ts';
import { issuesFromTroubles } from './issues-from-troubles.ts';
import type { GeneratedValidator } from './validator.ts';
import { hasMoreValuesThan } from './value-count.ts';

const NO_ISSUES: readonly Issue[] = Object.freeze([]);
/** More values than the largest valid record has any use for; beyond it nobody reads every trouble. */
const MOST_VALUES = 20_000;

/** Whether a value is a record by the schema; the fast half of `validateRecord`. */
export function isRecord(value: unknown): value is CanonicalRecord {
  return (acceptsRecord as GeneratedValidator)(value);
}

/**
 * Everything that is wrong with a value as a canonical record, in schema order; an empty list when it is one.
 * Every issue has a JSON Pointer as `path`, an unknown field its nearest known name.
 */
export function validateRecord(value: unknown): readonly Issue[] {
  if (isRecord(value)) return NO_ISSUES;
  if (hasMoreValuesThan(value, MOST_VALUES)) {
    return [createIssue('record.too-many-values', { path: '', values: { limit: MOST_VALUES } })];
  }
  const explain = explainRecord as GeneratedValidator;
  return explain(value) ? NO_ISSUES : issuesFromTroubles(explain.errors ?? [], 'record');
}
