import { randomUUID } from 'node:crypto';
import { createError } from '@contactpoint/contract';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { createAuthStore, createDirectory, deriveKeyring } from '@contactpoint/directory';
import { createHandler, type Handler, type RequestLogEntry } from '@contactpoint/server';
import { listen } from './http-server.ts';
import { openDatabase, type Database } from './open-database.ts';
import {
  registerDevelopment,
  type DevelopmentCredentials,
  type DevelopmentSource,
} from './register-development.ts';

export interface ReferenceServerOptions {
  /** `sqlite:<file>`, made when it is not there, or `memory`. */
  readonly db: string;
  /** 0, a free one, unless said. */
  readonly port?: number;
  /** The address to listen on: this machine alone unless said. */
  readonly host?: string;
  /** The https address under which a proxy shows the server to others. */
  readonly publicUrl?: string;
  /** The sources that the development client may supply for, beside those of earlier starts. */
  readonly sources?: readonly (string | DevelopmentSource)[];
  /** Told of each request once it is answered. */
  readonly log?: (entry: RequestLogEntry) => void;
  /** Milliseconds since the epoch; the machine's clock unless said. */
  readonly now?: () => number;
}

/** A running directory. */
export interface ReferenceServer {
  readonly url: string;
  readonly port: number;
  /** What the development client works with. */
  readonly credentials: DevelopmentCredentials;
  /** Where they were written, mode 0600; undefined in memory. */
  readonly credentialsFile: string | undefined;
  /** Lets requests under way end, then closes port and database. */
  close(): Promise<void>;
}

/**
 * Starts a whole directory on a port: database, keys, handler, and a development client to begin with. Throws
 * `serve.*` errors.
 *
 * @example
 * const server = await startReferenceServer({ db: 'sqlite:directory.db', sources: ['wirral-ics'] });
 */
export async function startReferenceServer(options: ReferenceServerOptions): Promise<ReferenceServer> {
  const { host = '127.0.0.1', port = 0, now = Date.now } = options;
  requirePrivacy(host, options.publicUrl);
  const database = await openDatabase(options.db);
  const undo = [() => database.store.close()];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    // The handler issues tokens in the name of its own address, which only the open port knows.
    const handler = Promise.withResolvers<Handler>();
    const http = await listen(async (request) => (await handler.promise)(request), { host, port });
    undo.push(() => http.close());
    const publicUrls = urlsOf({ publicUrl: options.publicUrl, host, port: http.port });
    handler.resolve(assemble(database, { publicUrls, now, log: options.log }));
    const { store, credentialsFile } = database;
    const credentials = await registerDevelopment({
      store,
      file: credentialsFile,
      baseUrl: publicUrls[0],
      sources: (options.sources ?? []).map(toSource),
      now: now(),
    });
    return { url: publicUrls[0], port: http.port, credentials, credentialsFile, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function toSource(source: string | DevelopmentSource): DevelopmentSource {
  return typeof source === 'string' ? { system: source } : source;
}

type Urls = readonly [issuer: string, ...others: string[]];

interface Assembly {
  readonly publicUrls: Urls;
  readonly now: () => number;
  readonly log: ReferenceServerOptions['log'];
}

function assemble({ store, secret }: Database, { publicUrls, now, log }: Assembly): Handler {
  const crypto = createNodeCrypto();
  const keyring = deriveKeyring(crypto, secret);
  const newId = randomUUID;
  return createHandler({
    directory: createDirectory({ store, crypto, keyring, now, newId }),
    authStore: createAuthStore(store, now),
    crypto,
    signingKey: keyring.key('token-signing'),
    publicUrls,
    now,
    newId,
    ...(log && { log }),
  });
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

function requirePrivacy(host: string, publicUrl: string | undefined): void {
  if (!LOOPBACK.test(host) && !publicUrl?.startsWith('https://'))
    throw createError('serve.public-without-tls');
}

interface Addresses {
  readonly publicUrl: string | undefined;
  readonly host: string;
  readonly port: number;
}

/** The public address first; on this machine, every name that people call it by. */
function urlsOf({ publicUrl, host, port }: Addresses): Urls {
  const local = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const alias = `http://localhost:${port}`;
  return publicUrl === undefined ? [local, alias] : [publicUrl.replace(/\/+$/, ''), local, alias];
}
