import type { NotificationList } from '@contactpoint/contract';
import type { ApiClient } from './api-client.ts';
import type { Clock } from './clock.ts';
import type { SourceOptions } from './discrepancies.ts';
import { readMember } from './read-member.ts';
import { toQuery } from './to-query.ts';

/** Where to begin, and how often to ask. */
export interface FollowOptions extends SourceOptions {
  /** The `next` of the last page that was worked through; from the start without it. */
  readonly after?: string;
  /** How long to wait where there is nothing new, in milliseconds; 30,000 unless said. */
  readonly waitInMs?: number;
}

/** What a supplier should know: differences from the best view that opened, were answered or closed. */
export interface Notifications {
  /**
   * What changes from a cursor on, page by page, as it comes; it ends when the signal aborts. Keep the `next` of a
   * page once it is worked through: begun again with it, nothing is lost, and the page before may come twice.
   */
  follow(options?: FollowOptions): AsyncIterable<NotificationList>;
}

const WAIT_IN_MS = 30_000;

export function createNotifications(client: ApiClient, clock: Clock): Notifications {
  return { follow: (options = {}) => follow(client, clock, options) };
}

async function* follow(
  client: ApiClient,
  clock: Clock,
  { source, after, waitInMs = WAIT_IN_MS, signal = new AbortController().signal }: FollowOptions,
): AsyncGenerator<NotificationList, void, undefined> {
  let next = after;
  while (!signal.aborted) {
    const page = await readPage(client, { source, after: next, signal });
    // Told to end while it asked, it has nothing to report.
    if (page === undefined) return;
    next = page.next;
    if (page.notifications.length > 0) yield page;
    else await clock.sleep(waitInMs, signal);
  }
}

async function readPage(
  client: ApiClient,
  {
    source,
    after,
    signal,
  }: {
    readonly source: string | undefined;
    readonly after: string | undefined;
    readonly signal: AbortSignal;
  },
): Promise<NotificationList | undefined> {
  const path = `/v1/notifications${toQuery({ source, after })}`;
  const call = { operation: 'listNotifications', path, requestId: crypto.randomUUID(), signal };
  try {
    return readMember<NotificationList>(await client.call(call), 'notifications');
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}
