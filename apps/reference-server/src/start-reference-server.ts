import { setTimeout as sleep } from 'node:timers/promises';
import { createError } from '@contactpoint/contract';
import type { RequestLogEntry } from '@contactpoint/server';
import { createMemoryStore } from '@contactpoint/store/memory';
import { assemble, type Assembly, openKeys } from './assemble.ts';
import { listen, type SocketHandler } from './http-server.ts';
import { type Housekeeping, startMachineTimer, type StartTimer } from './housekeeping.ts';
import { keepDirectory } from './keep-directory.ts';
import { openDatabase, type Database, type DatabaseOptions } from './open-database.ts';
import {
  registerDevelopment,
  type DevelopmentCredentials,
  type DevelopmentSource,
} from './register-development.ts';
import { SCENARIO_SOURCES } from './scenarios.ts';
import { seedDirectory } from './seed-directory.ts';
import { createTestControl } from './test-control.ts';

/** Where a server keeps its records, listens and tells of requests. */
export interface ReferenceServerOptions extends DatabaseOptions {
  /** 0, a free one, unless said. */
  readonly port?: number;
  /** The address to listen on: this machine alone unless said. */
  readonly host?: string;
  /** The https address under which a proxy shows the server to others. */
  readonly publicUrl?: string;
  /** The sources that the development client may supply for, beside those of earlier starts. */
  readonly sources?: readonly (string | DevelopmentSource)[];
  /** Offers `/_test/`: reset, seed, clock, faults, requests, conformance. In memory only. */
  readonly testMode?: boolean;
  /** A scenario to begin with, of those of `/_test/seed`. */
  readonly seed?: string;
  /** Told of each request once it is answered. */
  readonly log?: (entry: RequestLogEntry) => void;
  /** Milliseconds since the epoch; the machine's clock unless said. */
  readonly now?: () => number;
  /** What rings when the directory's house is to be kept; the machine's timer unless said. */
  readonly startTimer?: StartTimer;
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
  const database = await openDatabase(options);
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
    const { handler, credentials, house } = await open(database, { ...options, publicUrls });
    // Undone in reverse: the port first, then the house, so that its last round finds every entry.
    undo.splice(1, 0, () => house.stop());
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
  readonly house: Housekeeping;
}

async function openDirectory(database: Database, { now = Date.now, ...options }: Opening): Promise<Opened> {
  const { publicUrls, log } = options;
  const credentials = await register(database, { now, ...options });
  const { directory, handler } = assemble(database, { publicUrls, now, log });
  const seed = createSeed({ database: () => database, directory: () => directory, credentials });
  if (options.seed !== undefined) await seed({ now, ...options }, { scenario: options.seed, seed: 0 });
  const house = keep(database, { ...options, now, store: () => database.store });
  return { handler, credentials, house };
}

/** The same, with a test at its clock, its network and its memory. */
async function openInTestMode(database: Database, { now = Date.now, ...options }: Opening): Promise<Opened> {
  const credentials = await register(database, { now, ...options });
  const { publicUrls } = options;
  const { privateKeyJwk } = credentials;
  const registering = { now, ...options, privateKeyJwk };
  let current = database;
  const reset = async (): Promise<void> => {
    current = { ...database, store: createMemoryStore() };
    await register(current, registering);
    assembly = assembleAgain();
  };
  const seed = createSeed({ database: () => current, directory: () => assembly.directory, credentials });
  const fill = (scenario: string, number: number): Promise<void> =>
    seed({ ...registering, now: control.now }, { scenario, seed: number });
  const control = createTestControl({ now, reset, seed: fill, sleep: (durationInMs) => sleep(durationInMs) });
  const log = (entry: RequestLogEntry): void => {
    control.log(entry);
    options.log?.(entry);
  };
  const testOperations = control.operations;
  const assembleAgain = (): Assembly =>
    assemble(current, { publicUrls, now, log, testOperations, directoryNow: control.now });
  let assembly = assembleAgain();
  if (options.seed !== undefined) await fill(options.seed, 0);
  const house = keep(database, { ...options, now: control.now, store: () => current.store });
  return { handler: control.withFaults((request) => assembly.handler(request)), credentials, house };
}

interface Seeding {
  readonly database: () => Database;
  readonly directory: () => Assembly['directory'];
  readonly credentials: DevelopmentCredentials;
}

/** Registers the sources of scenarios when the first is told, then tells it. */
function createSeed({ database, directory, credentials }: Seeding) {
  return async (
    options: Parameters<typeof register>[1],
    { scenario, seed }: { readonly scenario: string; readonly seed: number },
  ): Promise<void> => {
    const { privateKeyJwk } = credentials;
    const sources = [...(options.sources ?? []), ...SCENARIO_SOURCES];
    await register(database(), { ...options, privateKeyJwk, sources });
    await seedDirectory(directory(), { scenario, seed, now: options.now(), client: credentials });
  };
}

function keep(
  database: Database,
  {
    now,
    store,
    startTimer = startMachineTimer,
    log,
  }: Pick<ReferenceServerOptions, 'startTimer' | 'log'> &
    Pick<Parameters<typeof keepDirectory>[0], 'now' | 'store'>,
): Housekeeping {
  const clock = (): number => performance.now();
  return keepDirectory({ ...openKeys(database), now, store, startTimer, clock, log });
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
