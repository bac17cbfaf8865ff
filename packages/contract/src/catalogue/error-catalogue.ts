import { ContactPointError, type ContactPointErrorOptions, type Recovery } from '../errors.ts';
import type { FixableBy } from '../types.ts';
import { clientErrors } from './errors/client.ts';
import { databaseErrors } from './errors/database.ts';
import { directoryErrors } from './errors/directory.ts';
import { formatErrors } from './errors/formats.ts';
import { requestErrors } from './errors/request.ts';
import { runErrors } from './errors/run.ts';
import { serveErrors } from './errors/serve.ts';
import { usageErrors } from './errors/usage.ts';
import { fillText } from './issue-catalogue.ts';

/** What a code of the catalogue says, and what a machine may do about it. */
export interface ErrorDefinition {
  readonly title: string;
  /** One sentence; `{name}` stands for a value given with the error, never for a person's data. */
  readonly text: string;
  readonly suggestion: string;
  readonly recovery: Recovery;
  readonly fixableBy: FixableBy;
  /** HTTP status, for the errors that the API answers with. */
  readonly status?: number;
}

/** Every error that ContactPoint can raise, by code. */
export const ERRORS = {
  ...runErrors,
  ...formatErrors,
  ...clientErrors,
  ...requestErrors,
  ...serveErrors,
  ...directoryErrors,
  ...databaseErrors,
  ...usageErrors,
} as const satisfies Record<string, ErrorDefinition>;

/** The code of an error that there is. */
export type ErrorCode = keyof typeof ERRORS;

/** What is known of one error besides its code. */
export type ErrorDetails = Pick<
  ContactPointErrorOptions,
  'where' | 'suggestion' | 'retryAfterInMs' | 'requestId' | 'cause'
> & { readonly values?: Readonly<Record<string, string | number>> };

/** The error of this code, worded from the catalogue; throw it. */
export function createError(code: ErrorCode, details: ErrorDetails = {}): ContactPointError {
  const definition: ErrorDefinition = ERRORS[code];
  const { values, ...rest } = details;
  return new ContactPointError({
    code,
    message: fillText(definition.text, values),
    recovery: definition.recovery,
    fixableBy: definition.fixableBy,
    ...rest,
    suggestion: rest.suggestion ?? fillText(definition.suggestion, values),
  });
}
