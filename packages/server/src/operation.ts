import type { Caller } from '@contactpoint/directory';
import type { MediaType } from './request/media-type.ts';

/** One operation of the contract: how it is reached, what it needs, and what answers it. */
export type Operation = OpenOperation | GuardedOperation;

interface Route {
  /** The operation's id in the contract. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** As Hono writes it: `/v1/children/:id/view`. */
  readonly path: string;
  /** A write must carry X-Request-ID, its idempotency key. */
  readonly writes?: boolean;
  readonly body?: { readonly mediaType: MediaType; readonly limitInBytes: number };
  /** Its problems are written as an OAuth client reads them too (RFC 6749, section 5.2). */
  readonly oauth?: boolean;
  /** The methods of this address, where it is asked for another. */
  readonly allow?: readonly string[];
}

/** Reachable without a token. */
export interface OpenOperation extends Route {
  readonly access: 'open';
  answer(call: Call): Promise<Answer> | Answer;
}

/** Reachable with an access token; what the caller may do is the directory's decision alone. */
export interface GuardedOperation extends Route {
  readonly access: 'token';
  answer(call: GuardedCall): Promise<Answer> | Answer;
}

/** One request, checked as far as every operation wants it checked. */
export interface Call {
  readonly requestId: string;
  /** The value of `:name` in the path. */
  param(name: string): string;
  /** The value of a query parameter; undefined when it is absent. */
  query(name: string): string | undefined;
  /** The JSON value, the form, or undefined, as `body.mediaType` says. A stream is read from `request`. */
  readonly body: unknown;
  readonly request: Request;
}
export interface GuardedCall extends Call {
  readonly caller: Caller;
}

/** A value to send as JSON with status 200, or a whole response. */
export type Answer = object | Response;
