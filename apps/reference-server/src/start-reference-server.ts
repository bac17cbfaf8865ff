import { setTimeout as sleep } from 'node:timers/promises';
import { createError } from '@contactpoint/contract';
import type { Handler, RequestLogEntry } from '@contactpoint/server';
import { createMemoryStore } from '@contactpoint/store/memory';
import { assembleHandler } from './assemble-handler.ts';
import { listen, type SocketHandler } from './http-server.ts';
import { openDatabase, type Database } from './open-database.ts';
import {
  registerDevelopment,
  type DevelopmentCredentials,
  type DevelopmentSource,
} from './register-development.ts';
import { createTestControl } from './test-control.ts';

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
  /** Offers `/_test/`: reset, clock, faults, requests. In memory only. */
  readonly testMode?: boolean;
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
  const { host = '127.0.0.1', port = 0 } = options;
  requireSafety({ ...options, host });
  const database = await openDatabase(options.db);
  const undo = [() => database.store.close()];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    // The handler issues tokens in the name of its own address, which only the open port knows.
    const opened = Promise.withResolvers<SocketHandler>();
    const http = await listen(async (...given) => (await opened.promise)(...given), { host, port });
    undo.push(() => http.close());
    const publicUrls = urlsOf({ publicUrl: options.publicUrl, host, port: http.port });
    const open = options.testMode ? openInTestMode : openDirectory;
    const { handler, credentials } = await open(database, { ...options, publicUrls });
    opened.resolve(handler);
    const { credentialsFile } = database;
    return { url: publicUrls[0], port: http.port, credentials, credentialsFile, close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Urls = readonly [issuer: string, ...others: string[]];
type Opening = ReferenceServerOptions & { readonly publicUrls: Urls };
interface Opened {
  readonly handler: SocketHandler;
  readonly credentials: DevelopmentCredentials;
}

async function openDirectory(database: Database, { now = Date.now, ...options }: Opening): Promise<Opened> {
  const { publicUrls, log } = options;
  const credentials = await register(database, { now, ...options });
  return { handler: assembleHandler(database, { publicUrls, now, log }), credentials };
}

/** The same, with a test at its clock, its network and its memory. */
async function openInTestMode(database: Database, { now = Date.now, ...options }: Opening): Promise<Opened> {
  const credentials = await register(database, { now, ...options });
  const { publicUrls } = options;
  const reset = async (): Promise<void> => {
    const emptied = { ...database, store: createMemoryStore() };
    await register(emptied, { now, ...options, privateKeyJwk: credentials.privateKeyJwk });
    handler = assemble(emptied);
  };
  const control = createTestControl({ now, reset, sleep: (durationInMs) => sleep(durationInMs) });
  const log = (entry: RequestLogEntry): void => {
    control.log(entry);
    options.log?.(entry);
  };
  const testOperations = control.operations;
  const assemble = (emptied: Database): Handler =>
    assembleHandler(emptied, { publicUrls, now, log, testOperations, directoryNow: control.now });
  let handler = assemble(database);
  return { handler: control.withFaults((request) => handler(request)), credentials };
}

function register(
  { store, credentialsFile }: Database,
  options: Opening & Partial<Pick<DevelopmentCredentials, 'privateKeyJwk'>> & { readonly now: () => number },
): Promise<DevelopmentCredentials> {
  const { publicUrls, privateKeyJwk } = options;
  return registerDevelopment({
    store,
    file: credentialsFile,
    baseUrl: publicUrls[0],
    sources: (options.sources ?? []).map((source) =>
      typeof source === 'string' ? { system: source } : source,
    ),
    now: options.now(),
    ...(privateKeyJwk && { privateKeyJwk }),
  });
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

function requireSafety({
  host,
  publicUrl,
  testMode,
  db,
}: ReferenceServerOptions & { readonly host: string }): void {
  if (!LOOPBACK.test(host) && !publicUrl?.startsWith('https://'))
    throw createError('serve.public-without-tls');
  if (testMode && db !== 'memory') throw createError('serve.test-mode-on-disk');
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
