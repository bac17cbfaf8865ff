import { createError } from '@contactpoint/contract';

const WINDOW_IN_MS = 60_000;

/** Where a client stands in the minute that runs. */
export interface RateStanding {
  /** Requests that a minute may have. */
  readonly limit: number;
  /** Whether this request is one too many. */
  readonly isOver: boolean;
  readonly remaining: number;
  /** Seconds until the next minute begins. */
  readonly resetInS: number;
}

/** Counts what each client asks, so that one that runs wild costs the others nothing. */
export interface RateLimit {
  /** Counts a request of a client, at a time in milliseconds since the epoch. */
  count(clientId: string, now: number): RateStanding;
}

/** A limit of so many requests a client and minute. Nothing is kept from one minute to the next. */
export function createRateLimit(limit: number): RateLimit {
  let begunAt = Number.NEGATIVE_INFINITY;
  const counted = new Map<string, number>();
  return {
    count(clientId, now) {
      if (now >= begunAt + WINDOW_IN_MS || now < begunAt) {
        begunAt = now;
        counted.clear();
      }
      const count = (counted.get(clientId) ?? 0) + 1;
      counted.set(clientId, count);
      const resetInS = Math.ceil((begunAt + WINDOW_IN_MS - now) / 1000);
      return { limit, isOver: count > limit, remaining: Math.max(limit - count, 0), resetInS };
    },
  };
}

/** Throws `request.rate-limited` when the minute has had enough of a client. */
export function requireRate({ isOver, resetInS }: RateStanding): void {
  if (isOver) throw createError('request.rate-limited', { retryAfterInMs: resetInS * 1000 });
}

/** The standing as the headers that tell it. */
export const rateHeaders = ({
  limit,
  remaining,
  resetInS,
}: RateStanding): Readonly<Record<string, string>> => ({
  'ratelimit-limit': String(limit),
  'ratelimit-remaining': String(remaining),
  'ratelimit-reset': String(resetInS),
});
