import { createError } from '@contactpoint/contract';
import { Hono, type Context } from 'hono';
import type { Operation } from './operation.ts';
import { childOperations } from './operations/children.ts';
import { referenceOperations } from './operations/reference.ts';
import { submissionOperations } from './operations/submissions.ts';
import { tokenOperation } from './operations/token.ts';
import type { HandlerOptions } from './ports.ts';
import { serveOperation, type Address } from './serve-operation.ts';
import { createAccessTokens } from './tokens/access-tokens.ts';

/** A web-standard fetch handler: a request in, its whole answer out. It never rejects. */
export type Handler = (request: Request) => Promise<Response>;

/**
 * The API over one directory. The same handler serves the port of the reference server, the mock of a test
 * and the directory inside a process, so that all three give the same answers (FACE-03).
 */
export function createHandler(options: HandlerOptions): Handler {
  const [issuer] = options.publicUrls;
  const accessTokens = createAccessTokens({ ...options, issuer });
  const serving = { ...options, accessTokens };
  const app = new Hono();
  for (const operation of operationsOf(serving)) {
    app.on(operation.method, operation.path, (context) =>
      serveOperation(operation, addressOf(context), serving),
    );
  }
  app.all('*', (context) => serveOperation(unknownOperation(), addressOf(context), serving));
  return async (request) => app.fetch(request);
}

function operationsOf(options: HandlerOptions & Parameters<typeof tokenOperation>[0]): readonly Operation[] {
  return [
    tokenOperation(options),
    ...submissionOperations(options.directory),
    ...childOperations(options.directory),
    ...referenceOperations(),
  ];
}

function unknownOperation(): Operation {
  return {
    id: 'unknown',
    method: 'GET',
    path: '*',
    access: 'open',
    answer() {
      throw createError('request.route-unknown');
    },
  };
}

function addressOf({ req }: Context): Address {
  return {
    request: req.raw,
    param: (name) => req.param(name) ?? '',
    query: (name) => req.query(name),
  };
}
