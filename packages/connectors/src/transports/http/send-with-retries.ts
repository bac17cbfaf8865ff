import { setTimeout as wait } from 'node:timers/promises';
import { createError, isContactPointError } from '@contactpoint/contract';
import {
  hostOf,
  sendHttp,
  type HttpAnswer,
  type HttpClientOptions,
  type HttpRequest,
} from './http-client.ts';

/** How often a request is sent, and how long is waited between. */
export interface RetryOptions extends HttpClientOptions {
  /** Attempts in all. */
  readonly attempts: number;
  /** The first wait is up to this long, each next one up to twice as long, none longer than a minute. */
  readonly baseInMs: number;
  readonly random: () => number;
}

const LONGEST_WAIT_IN_MS = 60_000;
const BUSY: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * The answer to a request that may safely be sent again. Waits with full jitter, and never less than
 * `Retry-After` asks; throws `feed.busy` or `feed.no-answer` when the attempts are used up.
 */
export async function sendWithRetries(
  request: HttpRequest,
  options: RetryOptions,
  signal?: AbortSignal,
): Promise<HttpAnswer> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await tryOnce(request, options, signal);
    if (!('error' in outcome)) return outcome;
    if (outcome.error.recovery !== 'retry' || attempt >= options.attempts) throw outcome.error;
    const jitter = options.random() * Math.min(LONGEST_WAIT_IN_MS, options.baseInMs * 2 ** (attempt - 1));
    const asked = Math.min(LONGEST_WAIT_IN_MS, outcome.error.retryAfterInMs ?? 0);
    await wait(Math.max(jitter, asked), undefined, { signal });
  }
}

async function tryOnce(
  request: HttpRequest,
  options: RetryOptions,
  signal?: AbortSignal,
): Promise<HttpAnswer | { readonly error: ReturnType<typeof createError> }> {
  try {
    const answer = await sendHttp(request, options, signal);
    if (!BUSY.has(answer.status)) return answer;
    const retryAfterInMs = readRetryAfter(answer.headers['retry-after']);
    const values = { host: hostOf(request.url), status: answer.status };
    return {
      error: createError('feed.busy', { values, ...(retryAfterInMs !== undefined && { retryAfterInMs }) }),
    };
  } catch (error) {
    if (!isContactPointError(error)) throw error;
    return { error };
  }
}

/** Seconds only: a date would need the server's clock to agree with ours. */
function readRetryAfter(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,5}$/.test(value) ? Number(value) * 1000 : undefined;
}
