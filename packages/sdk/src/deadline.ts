import { createError, type ContactPointError } from '@contactpoint/contract';
import type { Clock } from './clock.ts';

/** The time that one call may take, together with the caller's own wish to stop. */
export interface Deadline {
  /** Aborts when the time is over or the caller stops. */
  readonly signal: AbortSignal;
  remainingInMs(): number;
  /** Why the signal aborted; undefined while it has not. */
  reason(): ContactPointError | undefined;
  /** Lets go of the timer. */
  end(): void;
}

export function startDeadline(
  timeoutInMs: number,
  { clock, signal: stop }: { readonly clock: Clock; readonly signal: AbortSignal | undefined },
): Deadline {
  const ended = new AbortController();
  const overdue = new AbortController();
  const endsAt = clock.now() + timeoutInMs;
  void clock.sleep(timeoutInMs, ended.signal).then(() => {
    if (!ended.signal.aborted) overdue.abort();
  });
  return {
    signal: stop ? AbortSignal.any([stop, overdue.signal]) : overdue.signal,
    remainingInMs: () => endsAt - clock.now(),
    reason() {
      if (stop?.aborted) return createError('client.aborted');
      if (!overdue.signal.aborted) return undefined;
      return createError('client.timeout', { values: { seconds: timeoutInMs / 1000 } });
    },
    end: () => ended.abort(),
  };
}
