import type { ContactPointError } from '@contactpoint/contract';

/** How often and how long a call is tried again. */
export interface RetryOptions {
  /** Attempts in all; 5 unless said, 1 for none again. */
  readonly attempts?: number;
  /** The first wait is up to this long, each next one up to twice as long; 250 ms unless said. */
  readonly baseInMs?: number;
  /** No wait is chosen longer than this; 10 s unless said. */
  readonly capInMs?: number;
}

export interface RetrySituation {
  /** 1-based: the attempt that failed. */
  readonly attempt: number;
  /** What is left of the call's deadline. */
  readonly remainingInMs: number;
  /** At least 0 and less than 1. */
  readonly random: number;
}

/**
 * How long to wait before the next attempt, or undefined when there shall be none: full jitter, but never
 * sooner than the directory asked for, and never past the deadline.
 */
export function waitBeforeRetry(
  error: ContactPointError,
  { attempt, remainingInMs, random }: RetrySituation,
  { attempts = 5, baseInMs = 250, capInMs = 10_000 }: RetryOptions = {},
): number | undefined {
  if (error.recovery !== 'retry' || attempt >= attempts) return undefined;
  const jitter = random * Math.min(capInMs, baseInMs * 2 ** (attempt - 1));
  const wait = Math.max(jitter, error.retryAfterInMs ?? 0);
  return wait < remainingInMs ? wait : undefined;
}
