import { ContactPointError, createError } from '@contactpoint/contract';
import { toApiError } from './api-error.ts';
import { startDeadline, type Deadline } from './deadline.ts';
import { createExchange, toError, type ExchangeOptions } from './exchange.ts';
import type { CallEvent, Hooks } from './hooks.ts';
import { waitBeforeRetry, type RetryOptions } from './retry.ts';
import type { TransportRequest } from './transport.ts';

/** What every call has in common. */
export interface ApiClientOptions extends ExchangeOptions {
  readonly retry: RetryOptions;
  readonly hooks: Hooks;
}

/** One call of one operation. */
export interface ApiCall {
  /** The operation's id in the contract. */
  readonly operation: string;
  readonly path: string;
  /** Sent by POST unless said; without one the call is a GET. */
  readonly body?: object;
  readonly method?: 'PATCH';
  /**
   * Names the call: sent with every attempt, so that a write whose answer was lost is answered as before
   * instead of being done twice.
   */
  readonly requestId: string;
  /** The user in whose name it is made; undefined for the client itself. */
  readonly user?: string;
  readonly signal?: AbortSignal | undefined;
}

/** Makes calls: with a token, within a deadline, again where it may help. */
export interface ApiClient {
  /** The JSON value of a successful answer. Throws a `ContactPointError`. */
  call(call: ApiCall): Promise<unknown>;
}

export function createApiClient(options: ApiClientOptions): ApiClient {
  const { clock, hooks } = options;
  const makeAttempt = createAttempt(options);
  return {
    async call(call) {
      const body = call.body && JSON.stringify(call.body);
      const deadline = startDeadline(options.timeoutInMs, { clock, signal: call.signal });
      try {
        for (let attempt = 1; ; attempt++) {
          const event = { operation: call.operation, requestId: call.requestId, attempt };
          const result = await makeAttempt({ call, event, deadline, body });
          if ('value' in result) return result.value;
          const situation = { attempt, remainingInMs: deadline.remainingInMs(), random: clock.random() };
          const waitInMs = waitBeforeRetry(result.error, situation, options.retry);
          if (deadline.signal.aborted || waitInMs === undefined) throw result.error;
          notify(() => hooks.onRetry?.({ ...event, code: result.error.code, waitInMs }));
          await clock.sleep(waitInMs, deadline.signal);
        }
      } finally {
        deadline.end();
      }
    },
  };
}

interface Attempt {
  readonly call: ApiCall;
  readonly event: CallEvent;
  readonly deadline: Deadline;
  readonly body: string | undefined;
}
type Result = { readonly value: unknown } | { readonly error: ReturnType<typeof toError> };

function createAttempt(options: ApiClientOptions): (attempt: Attempt) => Promise<Result> {
  const { clock, hooks } = options;
  const exchange = createExchange(options);
  const run = async ({ call, event, deadline, body }: Attempt): Promise<Result> => {
    try {
      const headers = headersOf(
        call,
        notify(() => hooks.onRequest?.(event)),
      );
      const answer = await exchange({
        method: methodOf(call),
        path: call.path,
        body,
        headers,
        user: call.user,
        deadline,
      });
      if (answer.status === 200) return { value: readJson(answer.body) };
      return { error: toApiError(answer, { requestId: call.requestId, now: clock.now() }) };
    } catch (thrown) {
      return { error: withRequestId(deadline.reason() ?? toError(thrown), call.requestId) };
    }
  };
  return async (attempt) => {
    const startedAt = clock.now();
    const result = await run(attempt);
    const outcome =
      'value' in result ? { status: 200 } : { code: result.error.code, ...statusOf(result.error) };
    notify(() => hooks.onResponse?.({ ...attempt.event, ...outcome, durationInMs: clock.now() - startedAt }));
    return result;
  };
}

const methodOf = ({ method, body }: ApiCall): TransportRequest['method'] => method ?? (body ? 'POST' : 'GET');

function headersOf(
  { requestId, body }: ApiCall,
  trace: ReturnType<NonNullable<Hooks['onRequest']>>,
): Readonly<Record<string, string>> {
  const { traceparent, tracestate } = trace ?? {};
  return {
    ...(body && { 'content-type': 'application/json' }),
    accept: 'application/json, application/problem+json',
    'x-request-id': requestId,
    ...(traceparent !== undefined && { traceparent }),
    ...(tracestate !== undefined && { tracestate }),
  };
}

/** What failed before any answer came is looked for by the same number as an answer. */
function withRequestId(error: ContactPointError, requestId: string): ContactPointError {
  if (error.requestId !== undefined) return error;
  const { code, message, recovery, fixableBy, suggestion, where, retryAfterInMs, cause } = error;
  const same = { code, message, recovery, fixableBy, suggestion, where, retryAfterInMs, cause };
  return new ContactPointError({ ...same, requestId });
}

function statusOf(error: object): { readonly status?: number } {
  return 'status' in error && typeof error.status === 'number' ? { status: error.status } : {};
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The engine's message quotes the text, which holds people.
    throw createError('client.unexpected-answer', { values: { reason: 'not JSON' } });
  }
}

/** Telemetry never breaks a call. */
function notify<T>(hook: () => T): T | undefined {
  try {
    return hook();
  } catch {
    return undefined;
  }
}
