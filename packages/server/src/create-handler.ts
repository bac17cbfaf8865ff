import { Hono, type Context } from 'hono';
import type { Operation, RefusedOperation } from './operation.ts';
import { childOperations } from './operations/children.ts';
import { notBuiltOperations } from './operations/not-built.ts';
import { referenceOperations } from './operations/reference.ts';
import { noticeOperations } from './operations/notices.ts';
import { reviewOperations } from './operations/reviews.ts';
import { submissionOperations } from './operations/submissions.ts';
import { tokenOperation } from './operations/token.ts';
import { createGate } from './gate.ts';
import type { HandlerOptions } from './ports.ts';
import { createRateLimit } from './rate-limit.ts';
import { serveOperation, type Address } from './serve-operation.ts';
import { createAccessTokens } from './tokens/access-tokens.ts';

/** A web-standard fetch handler: a request in, its whole answer out. It never rejects. */
export type Handler = (request: Request) => Promise<Response>;

/**
 * The API over one directory. The same handler serves the port of the reference server, the mock of a test
 * and the directory inside a process, so that all three give the same answers (FACE-03).
 *
 * @example
 * const handler = createHandler({ directory, authStore, crypto, signingKey, publicUrls, now, newId });
 * const response = await handler(new Request('https://directory.example/health'));
 */
export function createHandler(options: HandlerOptions): Handler {
  const [issuer] = options.publicUrls;
  const accessTokens = createAccessTokens({ ...options, issuer });
  const gate = createGate(options.mostAtOnce ?? MOST_AT_ONCE);
  const rateLimit = createRateLimit(options.mostAMinute ?? MOST_A_MINUTE);
  const serving = { ...options, accessTokens, gate, rateLimit, log: options.log && quietly(options.log) };
  const app = new Hono();
  const operations = operationsOf(serving);
  for (const operation of operations) {
    app.on(operation.method, operation.path, (context) =>
      serveOperation(operation, addressOf(context), serving),
    );
  }
  for (const [path, methods] of methodsByPath(operations)) {
    const refusal: RefusedOperation = { ...UNKNOWN, code: 'request.method-not-allowed', allow: methods };
    app.all(path, (context) => serveOperation(refusal, addressOf(context), serving));
  }
  app.all('*', (context) => serveOperation(UNKNOWN, addressOf(context), serving));
  return async (request) => app.fetch(request);
}

/** So many bodies at the same time fit into memory when all are of the largest kind. */
const MOST_AT_ONCE = 64;
/** A client that asks more often than a thousand times a second is not a person's, and seldom meant. */
const MOST_A_MINUTE = 60_000;

/** A log that fails must fail no request. */
function quietly(log: NonNullable<HandlerOptions['log']>): typeof log {
  return (entry) => {
    try {
      log(entry);
    } catch {
      // There is nowhere left to say so.
    }
  };
}

function operationsOf(options: HandlerOptions & Parameters<typeof tokenOperation>[0]): readonly Operation[] {
  const built = [
    tokenOperation(options),
    ...submissionOperations(options),
    ...childOperations(options),
    ...reviewOperations(options.directory),
    ...noticeOperations(options.directory),
    ...referenceOperations(),
    ...(options.testOperations ?? []),
  ];
  return [...built, ...notBuiltOperations(built)];
}

function methodsByPath(operations: readonly Operation[]): ReadonlyMap<string, readonly string[]> {
  const paths = Map.groupBy(operations, ({ path }) => path);
  return new Map([...paths].map(([path, of]) => [path, of.map(({ method }) => method)]));
}

/** What answers where the contract has nothing. */
const UNKNOWN: RefusedOperation = {
  id: 'unknown',
  method: 'GET',
  path: '*',
  access: 'refused',
  code: 'request.route-unknown',
};

function addressOf({ req }: Context): Address {
  return { request: req.raw, path: req.param(), query: req.query() };
}
