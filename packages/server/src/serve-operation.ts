import { createError, type Problem } from '@contactpoint/contract';
import { validateRequest, type RequestPart } from '@contactpoint/contract/requests';
import type { AuthStore, Caller } from '@contactpoint/directory';
import type { Answer, Call, Operation } from './operation.ts';
import type { HandlerOptions, RequestLogEntry } from './ports.ts';
import { createRequestError, isAnswerable, toOAuthError, toProblem, toProblemItems } from './problem.ts';
import { requireMediaType } from './request/media-type.ts';
import { readJson } from './request/read-json.ts';
import { readBody } from './request/read-body.ts';
import { readRequestIds, requireRequestIds, type RequestIds } from './request/request-ids.ts';
import type { AccessTokens } from './tokens/access-tokens.ts';

export type ServeOptions = Pick<HandlerOptions, 'authStore' | 'now' | 'newId' | 'log'> & {
  readonly accessTokens: AccessTokens;
};

/** The part of a routed request that its address gives. */
export type Address = Pick<Call, 'path' | 'query' | 'request'>;

/**
 * Answers one request of one operation: names it, checks token, type and body in that order (nothing of an
 * unproven caller is read), runs it, and turns whatever is thrown into a problem.
 */
export async function serveOperation(
  operation: Operation,
  address: Address,
  options: ServeOptions,
): Promise<Response> {
  const startedAt = options.now();
  const { headers } = address.request;
  const ids = readRequestIds(headers, { required: operation.writes ?? false, newId: options.newId });
  const outcome = await run(operation, { address, ids, options });
  const { response, ...entry } = outcome;
  options.log?.({
    requestId: ids.requestId,
    ...(ids.correlationId !== undefined && { correlationId: ids.correlationId }),
    operation: operation.id,
    status: response.status,
    durationInMs: options.now() - startedAt,
    ...entry,
  });
  return response;
}

type Outcome = { readonly response: Response } & Pick<RequestLogEntry, 'code' | 'failure'>;
interface Serving {
  readonly address: Address;
  readonly ids: RequestIds;
  readonly options: ServeOptions;
}

async function run(operation: Operation, { address, ids, options }: Serving): Promise<Outcome> {
  try {
    requireRequestIds(ids);
    const answer = await answerOf(operation, { address, ids, options });
    if (answer instanceof Response) return { response: withIds(answer, ids) };
    return { response: withIds(Response.json(answer), ids) };
  } catch (thrown) {
    const problem = toProblem(thrown, ids.requestId);
    const failure = isAnswerable(thrown) ? undefined : describeFailure(thrown);
    const response = withIds(problemResponse(problem, operation), ids);
    return { response, code: problem.code, ...(failure && { failure }) };
  }
}

async function answerOf(operation: Operation, { address, ids, options }: Serving): Promise<Answer> {
  if (operation.access === 'refused') throw createError(operation.code);
  const { request, path, query } = address;
  const caller = operation.access === 'token' ? await authenticate(request.headers, options) : undefined;
  requireValid(operation, 'path', path);
  requireValid(operation, 'query', query);
  const body = await bodyFor(operation, request);
  const call = { ...address, requestId: ids.requestId, body };
  if (operation.access === 'open') return operation.answer(call);
  return operation.answer({ ...call, caller: caller as Caller });
}

function requireValid({ id }: Operation, part: RequestPart, value: unknown): void {
  const issues = validateRequest(id, part, value);
  if (issues.length > 0) throw createRequestError('request.invalid', toProblemItems(issues));
}

async function bodyFor(operation: Operation, request: Request): Promise<unknown> {
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

/** What the bearer token proves, joined with what the store knows of its client at this moment. */
async function authenticate(
  headers: Headers,
  { accessTokens, authStore }: { readonly accessTokens: AccessTokens; readonly authStore: AuthStore },
): Promise<Caller> {
  const [, token] = /^Bearer ([A-Za-z0-9._~+/=-]+)$/i.exec(headers.get('authorization') ?? '') ?? [];
  if (token === undefined) throw createError('token.missing');
  const holder = await accessTokens.read(token);
  const [client] = holder ? await authStore.findClients([holder.clientId]) : [];
  if (!holder || !client) throw createError('token.refused');
  const { clientId, organisationId, systems } = client;
  const user = holder.user && { ...holder.user, signedInAt: new Date(holder.user.signedInAt).toISOString() };
  return { clientId, organisationId, systems, ...(user && { user }) };
}

function withIds(response: Response, ids: RequestIds): Response {
  const { headers } = response;
  headers.set('cache-control', 'no-store');
  headers.set('x-content-type-options', 'nosniff');
  headers.set('x-request-id', ids.requestId);
  if (ids.correlationId !== undefined) headers.set('x-correlation-id', ids.correlationId);
  return response;
}

function problemResponse(problem: Problem, operation: Operation): Response {
  const { oauth } = operation;
  const allow = operation.access === 'refused' ? operation.allow : undefined;
  // OAuth clients read errors of this type alone.
  const type = oauth ? 'application/json' : 'application/problem+json';
  const headers = new Headers({ 'content-type': type });
  if (problem.status === 401) headers.set('www-authenticate', 'Bearer');
  if (allow) headers.set('allow', allow.join(', '));
  const body = oauth ? toOAuthError(problem) : problem;
  return new Response(JSON.stringify(body), { status: problem.status, headers });
}

/** The class of an error and the lines of code that threw it. Its message may quote data and is left out. */
function describeFailure(thrown: unknown): NonNullable<RequestLogEntry['failure']> {
  if (!(thrown instanceof Error)) return { name: typeof thrown, at: [] };
  const at = (thrown.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line));
  return { name: thrown.name, at: at.slice(0, 8).map((line) => line.trim()) };
}
