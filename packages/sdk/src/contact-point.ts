import { createError } from '@contactpoint/contract';
import { createApiClient } from './api-client.ts';
import type { Auth } from './auth.ts';
import { createChildren, type Children } from './children.ts';
import { systemClock, type Clock } from './clock.ts';
import { createDiscrepancies, type Discrepancies } from './discrepancies.ts';
import type { Hooks } from './hooks.ts';
import { createNotifications, type Notifications } from './notifications.ts';
import { createReviews, type Reviews } from './reviews.ts';
import type { RetryOptions } from './retry.ts';
import type { Spool } from './spool.ts';
import { createSpooledSubmissions, type SpooledSubmissions } from './spooled-submissions.ts';
import { createSubmissions, type Submissions } from './submissions.ts';
import type { Transport } from './transport.ts';
import { fetchTransport } from './transports/fetch-transport.ts';

export interface ContactPointOptions {
  /** The directory's address: https, or http on this machine. A path is kept. */
  readonly baseUrl: string;
  readonly auth: Auth;
  /** The platform's fetch unless said; `axiosTransport` of `@contactpoint/sdk/axios` knows proxies. */
  readonly transport?: Transport;
  readonly retry?: RetryOptions;
  /** How long one call may take with all its attempts and waits, in milliseconds; 60,000 unless said. */
  readonly timeoutInMs?: number;
  readonly hooks?: Hooks;
  readonly clock?: Clock;
}

/** A directory, as a program works with it. Every method throws `ContactPointError`s with a code, and nothing else. */
export interface ContactPoint {
  readonly submissions: Submissions;
  readonly children: Children;
  readonly reviews: Reviews;
  readonly discrepancies: Discrepancies;
  readonly notifications: Notifications;
  /** Lets go of open connections. */
  close(): void;
}

/** A client with a spool for bad links. */
export interface SpooledContactPoint extends ContactPoint {
  readonly spooled: SpooledSubmissions;
}

/**
 * A client of one directory. It holds its secrets where neither printing nor serialising it shows them.
 *
 * @example
 * const contactPoint = createContactPoint({
 *   baseUrl: 'https://directory.example',
 *   auth: privateKeyJwt({ clientId: 'wirral-ics', privateKeyJwk, signIn: (user) => sessions.get(user) }),
 * });
 * const receipts = await contactPoint.submissions.submit(records);
 */
export function createContactPoint(
  options: ContactPointOptions & { readonly spool: Spool },
): SpooledContactPoint;
export function createContactPoint(options: ContactPointOptions): ContactPoint;
export function createContactPoint({
  spool,
  ...options
}: ContactPointOptions & { readonly spool?: Spool }): ContactPoint | SpooledContactPoint {
  const transport = options.transport ?? fetchTransport();
  const clock = options.clock ?? systemClock;
  const client = createApiClient({
    baseUrl: readBaseUrl(options.baseUrl),
    auth: options.auth,
    transport,
    clock,
    retry: options.retry ?? {},
    timeoutInMs: options.timeoutInMs ?? 60_000,
    hooks: options.hooks ?? {},
  });
  const submissions = Object.freeze(createSubmissions(client));
  return Object.freeze({
    submissions,
    ...(spool && { spooled: Object.freeze(createSpooledSubmissions(submissions, spool)) }),
    children: Object.freeze(createChildren(client)),
    reviews: Object.freeze(createReviews(client)),
    discrepancies: Object.freeze(createDiscrepancies(client)),
    notifications: Object.freeze(createNotifications(client, clock)),
    close: () => transport.close?.(),
  });
}

/** This machine itself, where nobody in between can listen. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function readBaseUrl(text: string): string {
  const url = URL.parse(text);
  const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname));
  if (!url || !secure || url.username || url.password || url.search || url.hash)
    throw createError('client.address-invalid');
  return url.origin + url.pathname.replace(/\/+$/, '');
}
