// Words
export type * from './types.ts';
// Errors
export { ContactPointError, isContactPointError } from './errors.ts';
export type { ContactPointErrorOptions, Recovery } from './errors.ts';
// Cryptography
export type { Crypto, KeyBytes } from './crypto.ts';
// Catalogues
export { createIssue, ISSUES } from './catalogue/issue-catalogue.ts';
export type { IssueCode, IssueDefinition, IssueDetails } from './catalogue/issue-catalogue.ts';
export { createError, ERRORS } from './catalogue/error-catalogue.ts';
export type { ErrorCode, ErrorDefinition, ErrorDetails } from './catalogue/error-catalogue.ts';
// Validation
export { isRecord, validateRecord } from './validation/validate-record.ts';
export { nearestName } from './validation/nearest-name.ts';
