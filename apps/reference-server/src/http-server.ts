import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createError } from '@contactpoint/contract';
import { createAdaptorServer } from '@hono/node-server';

/** How long a request may take to arrive whole; a stream of records, how long it may pause. */
const REQUEST_TIMEOUT_IN_MS = 30_000;
const STREAM_PATH = '/v1/submissions/bulk';
/** What one sender may take of the server, so that slow or many ones cost the others nothing. */
const LIMITS = {
  // Node knows one limit for all requests, which would cut a long stream: each request has its own below.
  requestTimeout: 0,
  headersTimeout: 10_000,
  connectionsCheckingInterval: 5_000,
  keepAliveTimeout: 15_000,
  maxHeaderSize: 16_384,
} as const;
const MAX_CONNECTIONS = 1_000;
const MAX_REQUESTS_PER_SOCKET = 10_000;
/** How long requests under way may take to end when the server closes, in milliseconds. */
const GRACE_IN_MS = 5_000;

/** A handler that may cut the connection of the request that it answers. */
export type SocketHandler = (request: Request, cut: () => void) => Promise<Response>;

/** A listening port. */
export interface HttpServer {
  readonly port: number;
  /** Takes no more requests, lets those under way end, and closes every connection. */
  close(): Promise<void>;
}

/** Serves a handler on a port of this host; 0 is a free one. */
export async function listen(
  handler: SocketHandler,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<HttpServer> {
  const server = createAdaptorServer({
    fetch: (request, { incoming }) => handler(request, () => incoming.socket.destroy()),
    overrideGlobalObjects: false,
    serverOptions: LIMITS,
  }) as Server;
  server.maxConnections = MAX_CONNECTIONS;
  server.maxRequestsPerSocket = MAX_REQUESTS_PER_SOCKET;
  server.prependListener('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    limitArrival(incoming);
    // A connection that falls idle after the port was closed would be kept open for the next request.
    outgoing.once('close', () => {
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => {
      reject(createError('serve.port-unavailable', { values: { port, reason: code } }));
    });
    server.listen({ host, port }, resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

/** Cuts a request that does not arrive in time (HTTP-02). */
function limitArrival(incoming: IncomingMessage): void {
  const cut = (): void => void incoming.destroy();
  if (incoming.url === STREAM_PATH) {
    incoming.setTimeout(REQUEST_TIMEOUT_IN_MS, cut);
    return;
  }
  const timer = setTimeout(cut, REQUEST_TIMEOUT_IN_MS);
  const arrived = (): void => clearTimeout(timer);
  incoming.once('end', arrived).once('close', arrived);
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), GRACE_IN_MS);
  await closed;
  clearTimeout(timer);
}
