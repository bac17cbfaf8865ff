import type { Crypto } from '@contactpoint/contract';
import type { OpenOperation } from './operation.ts';
import type { AuthStore, ClientRow, Directory } from '@contactpoint/directory';

/** A public key as a client registered it (RFC 7517). */
export type PublicJwk = ClientRow['keys'][number];

/** What one request came to. Holds no body, no address and no person: a route is named by its operation. */
export interface RequestLogEntry {
  readonly requestId: string;
  readonly correlationId?: string;
  /** The operation's id in the contract; `unknown` for an address that is none. */
  readonly operation: string;
  readonly status: number;
  readonly code?: string;
  readonly durationInMs: number;
  /** For a failure inside the directory: the error's class and where it was thrown, without its message. */
  readonly failure?: { readonly name: string; readonly at: readonly string[] };
}

/** What the handler is made of. */
export interface HandlerOptions {
  readonly directory: Directory;
  readonly authStore: AuthStore;
  readonly crypto: Crypto;
  /** 32-byte Ed25519 seed with which this directory signs its access tokens. */
  readonly signingKey: Uint8Array;
  /**
   * The directory's addresses without a slash at the end: the first is the issuer of its tokens, all are its
   * audience.
   */
  readonly publicUrls: readonly [issuer: string, ...others: string[]];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A random UUID. */
  readonly newId: () => string;
  /** Told of each request once it is answered. */
  readonly log?: ((entry: RequestLogEntry) => void) | undefined;
  /** What a server in test mode offers beside the API, under `/_test/`. */
  readonly testOperations?: readonly OpenOperation[];
  /** Requests that are answered at the same time, 64 unless said; the next is sent away with 503. */
  readonly mostAtOnce?: number;
  /** Requests that one client may make in a minute, 60,000 unless said; the next is sent away with 429. */
  readonly mostAMinute?: number;
}
