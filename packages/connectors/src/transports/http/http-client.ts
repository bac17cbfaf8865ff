import { lookup } from 'node:dns';
import { request as requestPlain, type IncomingMessage } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { LookupFunction } from 'node:net';
import { createError, isContactPointError } from '@contactpoint/contract';
import { decideConnection, decideOutbound, type OutboundRule } from '@contactpoint/contract/outbound';

/** What to ask for. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** What came back, whole. */
export interface HttpAnswer {
  readonly status: number;
  /** By name in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** The certificates of a connection, as PEM. */
export interface TlsFiles {
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
}

/** Whom a client may call, for how long and for how much. */
export interface HttpClientOptions {
  /** The only hosts that are called. */
  readonly rules: readonly OutboundRule[];
  readonly maxBytes: number;
  /** For one request from connecting to its last byte. */
  readonly timeoutInMs: number;
  readonly tls?: TlsFiles | undefined;
}

/**
 * One HTTP request to a listed host, by the address that was checked; redirects are not followed. Throws
 * `feed.address-refused`, `feed.no-answer`, or `feed.too-large`; any status is an answer.
 */
export async function sendHttp(
  request: HttpRequest,
  options: HttpClientOptions,
  signal?: AbortSignal,
): Promise<HttpAnswer> {
  signal?.throwIfAborted();
  const decision = decideOutbound(request.url, options.rules);
  const host = hostOf(request.url);
  if (!decision.allowed)
    throw createError('feed.address-refused', { values: { host, reason: decision.refusal } });
  const deadline = AbortSignal.timeout(options.timeoutInMs);
  const stop = signal === undefined ? deadline : AbortSignal.any([signal, deadline]);
  try {
    const answer = await open(request, { options, rule: decision.rule, signal: stop });
    return {
      status: answer.statusCode ?? 0,
      headers: flatten(answer),
      body: await readBody(answer, options.maxBytes, host),
    };
  } catch (cause) {
    signal?.throwIfAborted();
    throw toError(cause, host, deadline.aborted);
  }
}

function open(
  { url, method, headers, body }: HttpRequest,
  {
    options,
    rule,
    signal,
  }: { readonly options: HttpClientOptions; readonly rule: OutboundRule; readonly signal: AbortSignal },
): Promise<IncomingMessage> {
  const send = url.startsWith('https:') ? requestSecure : requestPlain;
  return new Promise((resolve, reject) => {
    const sent = send(
      url,
      // Bodies come as they are: nothing is unpacked, so nothing can blow up.
      {
        method,
        headers: { 'accept-encoding': 'identity', ...headers },
        lookup: guardLookup(rule),
        signal,
        ...options.tls,
        ...STRICT_TLS,
      },
      resolve,
    );
    sent.once('error', reject);
    sent.end(body);
  });
}

/** Said here, so that no setting of the process's environment makes it weaker. */
const STRICT_TLS = { minVersion: 'TLSv1.2', rejectUnauthorized: true } as const;

/** Resolves once and lets only allowed addresses through: a second look-up might answer otherwise. */
function guardLookup(rule: OutboundRule): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '', 0);
      const allowed = addresses.filter(({ address }) => decideConnection(address, rule));
      const [first] = allowed;
      if (first === undefined) return callback(new RefusedAddress(), '', 0);
      if (options.all === true) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };
}

class RefusedAddress extends Error {}

async function readBody(answer: IncomingMessage, maxBytes: number, host: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > maxBytes) throw createError('feed.too-large', { values: { host, limit: maxBytes } });
    chunks.push(chunk);
  }
  if (!answer.complete) throw createError('feed.no-answer', { values: { host, reason: 'cut off' } });
  return Buffer.concat(chunks);
}

function flatten(answer: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(answer.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

function toError(cause: unknown, host: string, isTimeout: boolean): unknown {
  if (isContactPointError(cause)) return cause;
  if (cause instanceof RefusedAddress) {
    return createError('feed.address-refused', { values: { host, reason: 'network' } });
  }
  const { code } = cause as NodeJS.ErrnoException;
  // The cause itself may hold headers with a token: it is not handed on.
  const reason = isTimeout ? 'no answer in time' : typeof code === 'string' ? code : 'connection lost';
  return createError('feed.no-answer', { values: { host, reason } });
}

/** Host and port of a URL: all of it that a message may hold. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'an address that is none';
}
