import type { ErrorCode } from '@contactpoint/contract';
import type { Caller } from '@contactpoint/directory';
import type { MediaType } from './request/media-type.ts';

/** One operation of the contract: how it is reached, what it needs, and what answers it. */
export type Operation = OpenOperation | GuardedOperation | RefusedOperation;

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

/** Answered with this error, whoever asks: nothing of the request is looked at. */
export interface RefusedOperation extends Route {
  readonly access: 'refused';
  readonly code: ErrorCode;
  /** The methods that the address has, where it was asked for another. */
  readonly allow?: readonly string[];
}

/** One request, checked as far as the contract can check it. */
export interface Call {
  readonly requestId: string;
  /** The values of `:name` in the path. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** The value that the contract gives this operation's body; a form as `URLSearchParams`. */
  readonly body: unknown;
  /** For what is neither: a stream is read from here. */
  readonly request: Request;
}
export interface GuardedCall extends Call {
  readonly caller: Caller;
}

/** A value to send as JSON with status 200, or a whole response. */
export type Answer = object | Response;
