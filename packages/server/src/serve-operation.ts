import { createError } from '@contactpoint/contract';
import type { Caller } from '@contactpoint/directory';
import { authenticate, type AuthenticateOptions } from './authenticate.ts';
import type { Gate } from './gate.ts';
import type { Answer, Call, Operation } from './operation.ts';
import type { HandlerOptions, RequestLogEntry } from './ports.ts';
import { rateHeaders, requireRate, type RateLimit, type RateStanding } from './rate-limit.ts';
import { isAnswerable, problemResponse, toProblem } from './problem.ts';
import { readRequestIds, requireRequestIds, type RequestIds } from './request/request-ids.ts';
import { readValidBody, requireValid } from './request/require-valid.ts';

export type ServeOptions = AuthenticateOptions &
  Pick<HandlerOptions, 'now' | 'newId' | 'log'> & { readonly gate: Gate; readonly rateLimit: RateLimit };

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
  const { response, ...entry } = await run(operation, { address, ids, options });
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
  /** Once it is known who asks. */
  standing?: RateStanding;
}

async function run(operation: Operation, serving: Serving): Promise<Outcome> {
  const { ids, options } = serving;
  try {
    requireRequestIds(ids);
    const work = (): Promise<Answer> => answerOf(operation, serving);
    // What takes no body costs next to nothing, and says that the server lives.
    const answer = await (operation.body ? options.gate.pass(work) : work());
    const response = answer instanceof Response ? answer : Response.json(answer);
    return { response: withHeaders(response, serving) };
  } catch (thrown) {
    const problem = toProblem(thrown, ids.requestId);
    const failure = isAnswerable(thrown) ? undefined : describeFailure(thrown);
    const response = withHeaders(problemResponse(problem, { operation, thrown }), serving);
    return { response, code: problem.code, ...(failure && { failure }) };
  }
}

async function answerOf(operation: Operation, serving: Serving): Promise<Answer> {
  const { address, ids, options } = serving;
  if (operation.access === 'refused') throw createError(operation.code);
  const { request, path, query } = address;
  const caller = operation.access === 'token' ? await authenticate(request.headers, options) : undefined;
  if (caller) requireRate((serving.standing = options.rateLimit.count(caller.clientId, options.now())));
  requireValid(operation, 'path', path);
  requireValid(operation, 'query', query);
  const body = await readValidBody(operation, request);
  const call = { ...address, requestId: ids.requestId, body };
  return operation.access === 'open'
    ? operation.answer(call)
    : operation.answer({ ...call, caller: caller as Caller });
}

function withHeaders(response: Response, { ids, standing }: Serving): Response {
  const { headers } = response;
  for (const [name, value] of Object.entries(standing ? rateHeaders(standing) : {})) headers.set(name, value);
  headers.set('cache-control', 'no-store');
  headers.set('x-content-type-options', 'nosniff');
  headers.set('x-request-id', ids.requestId);
  if (ids.correlationId !== undefined) headers.set('x-correlation-id', ids.correlationId);
  return response;
}

/** The class of an error and the lines of code that threw it. Its message may quote data and is left out. */
function describeFailure(thrown: unknown): NonNullable<RequestLogEntry['failure']> {
  if (!(thrown instanceof Error)) return { name: typeof thrown, at: [] };
  const at = (thrown.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line));
  return { name: thrown.name, at: at.slice(0, 8).map((line) => line.trim()) };
}
