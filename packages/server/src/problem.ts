import { ERRORS, isContactPointError, createError } from '@contactpoint/contract';
import type {
  ContactPointError,
  ErrorCode,
  ErrorDefinition,
  Issue,
  Problem,
  ProblemItem,
} from '@contactpoint/contract';
import type { Operation } from './operation.ts';

const ITEMS = Symbol('items');

/** The error of this code with what is wrong at each place of the request. */
export function createRequestError(code: ErrorCode, items: readonly ProblemItem[]): ContactPointError {
  return Object.assign(createError(code), { [ITEMS]: items });
}

/** The places that issues of a request name, as a problem lists them. */
export function toProblemItems(issues: readonly Issue[]): readonly ProblemItem[] {
  return issues.map(({ code, message, path, suggestion }) => ({
    ...(path !== undefined && { pointer: path }),
    code,
    message,
    ...(suggestion !== undefined && { suggestion }),
  }));
}

/** The problem that answers an error (RFC 9457); whatever is not of the catalogue is `server.failed`. */
export function toProblem(thrown: unknown, requestId: string): Problem {
  const error = isAnswerable(thrown) ? thrown : createError('server.failed');
  const definition: ErrorDefinition = ERRORS[error.code as ErrorCode];
  const items = (error as { readonly [ITEMS]?: readonly ProblemItem[] })[ITEMS];
  return {
    type: error.docUrl,
    title: definition.title,
    status: definition.status ?? 500,
    code: error.code,
    detail: error.suggestion ? `${error.message} ${error.suggestion}` : error.message,
    requestId,
    retryable: error.recovery === 'retry',
    fixableBy: error.fixableBy,
    ...(items && { errors: items }),
  };
}

const OAUTH_ERRORS: ReadonlyMap<string, string> = new Map([
  ['token.client-refused', 'invalid_client'],
  ['token.subject-refused', 'invalid_grant'],
  ['token.grant-unsupported', 'unsupported_grant_type'],
  ['server.failed', 'server_error'],
]);

/** The answer that carries a problem, as this operation's callers read it. */
export function problemResponse(
  problem: Problem,
  { operation, thrown }: { readonly operation: Operation; readonly thrown: unknown },
): Response {
  const { oauth } = operation;
  // OAuth clients read errors of this type alone.
  const type = oauth ? 'application/json' : 'application/problem+json';
  const headers = new Headers({ 'content-type': type });
  if (problem.status === 401) headers.set('www-authenticate', 'Bearer');
  if (operation.access === 'refused' && operation.allow) headers.set('allow', operation.allow.join(', '));
  const retryAfterInMs = isContactPointError(thrown) ? thrown.retryAfterInMs : undefined;
  if (retryAfterInMs !== undefined) headers.set('retry-after', String(Math.ceil(retryAfterInMs / 1000)));
  const body = oauth ? toOAuthError(problem) : problem;
  return new Response(JSON.stringify(body), { status: problem.status, headers });
}

/** The same problem with the two members that an OAuth client reads (RFC 6749, section 5.2). */
function toOAuthError(problem: Problem): object {
  const error = OAUTH_ERRORS.get(problem.code) ?? 'invalid_request';
  return { error, error_description: problem.title, ...problem };
}

/** Whether the catalogue has this error as an answer of the API, with words that hold no person's data. */
export function isAnswerable(thrown: unknown): thrown is ContactPointError {
  if (!isContactPointError(thrown) || !Object.hasOwn(ERRORS, thrown.code)) return false;
  return (ERRORS[thrown.code as ErrorCode] as ErrorDefinition).status !== undefined;
}
