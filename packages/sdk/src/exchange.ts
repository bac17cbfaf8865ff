import { createError, isContactPointError, type ContactPointError } from '@contactpoint/contract';
import type { Auth, IssuedToken } from './auth.ts';
import type { Clock } from './clock.ts';
import { startDeadline, type Deadline } from './deadline.ts';
import { createTokenCache } from './token-cache.ts';
import type { Transport, TransportAnswer, TransportRequest } from './transport.ts';

export interface ExchangeOptions {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly auth: Auth;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly timeoutInMs: number;
}

/** One request, sent once. */
export interface Sending {
  readonly method: TransportRequest['method'];
  readonly path: string;
  readonly body: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** The user in whose name it is sent; undefined for the client itself. */
  readonly user: string | undefined;
  readonly deadline: Deadline;
}

/** Sends one request with a token that holds, and gives back whatever answer came. */
export type Exchange = (sending: Sending) => Promise<TransportAnswer>;

/** An answer of 1,000 receipts is a tenth of this. */
const MAX_ANSWER_IN_BYTES = 16 * 1024 * 1024;

type Send = (
  request: Pick<Sending, 'method' | 'path' | 'body' | 'headers' | 'deadline'>,
) => Promise<TransportAnswer>;

export function createExchange(options: ExchangeOptions): Exchange {
  const send = createSend(options);
  const tokens = createTokenCache(
    (user) => fetchToken(user, { ...options, send }),
    () => options.clock.now(),
  );
  return async ({ user, headers, ...request }) => {
    // A token that the directory no longer accepts is renewed once, at once.
    for (let renewed = false; ; renewed = true) {
      const token = await untilAborted(tokens.get(user), request.deadline);
      const answer = await send({ ...request, headers: { ...headers, authorization: `Bearer ${token}` } });
      if (answer.status !== 401 || renewed) return answer;
      tokens.forget(user, token);
    }
  };
}

function createSend({ baseUrl, transport }: ExchangeOptions): Send {
  return async ({ method, path, body, headers, deadline }) => {
    const { signal } = deadline;
    const request = {
      method,
      url: baseUrl + path,
      headers,
      ...(body !== undefined && { body }),
      signal,
    } as const;
    try {
      return await transport.send({ ...request, maxAnswerInBytes: MAX_ANSWER_IN_BYTES });
    } catch (thrown) {
      throw deadline.reason() ?? toError(thrown);
    }
  };
}

const TOKEN = {
  method: 'POST',
  path: '/oauth2/token',
  headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
} as const;

/** A token is shared by the calls that wait for it, so it has a deadline of its own and none of theirs. */
async function fetchToken(
  user: string | undefined,
  { auth, baseUrl, clock, timeoutInMs, send }: ExchangeOptions & { readonly send: Send },
): Promise<IssuedToken> {
  const deadline = startDeadline(timeoutInMs, { clock, signal: undefined });
  try {
    return await auth.getToken({
      user,
      baseUrl,
      now: clock.now(),
      post: (form) => send({ ...TOKEN, body: new URLSearchParams(form).toString(), deadline }),
    });
  } finally {
    deadline.end();
  }
}

/** The value, or the reason of the deadline if that comes first. */
async function untilAborted<T>(pending: Promise<T>, deadline: Deadline): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const stop = (): void => aborted.reject(deadline.reason());
  deadline.signal.addEventListener('abort', stop);
  try {
    if (deadline.signal.aborted) stop();
    return await Promise.race([pending, aborted.promise]);
  } finally {
    deadline.signal.removeEventListener('abort', stop);
  }
}

/** Whatever was thrown, as an error that can be shown: of a stranger nothing is kept. */
export function toError(thrown: unknown): ContactPointError {
  if (isContactPointError(thrown)) return thrown;
  return createError('client.network', { values: { reason: 'the transport failed' } });
}
