import { Socket } from 'node:net';
import { createError } from '@contactpoint/contract';
import type pg from 'pg';
import { explainFailure } from './explain-failure.ts';
import { readTypes } from './postgres-words.ts';

/** Where a database is. */
export interface PostgresAddress {
  /** `postgres://user:password@host:port/database`; what it leaves out is taken from PGUSER, PGPASSWORD and so on. */
  readonly url: string;
}

const CONNECTS_WITHIN_IN_MS = 15_000;
/** Longer than any turn to write: a server that is gone without a word must not be waited for. */
const ANSWERS_WITHIN_IN_MS = 120_000;

/**
 * Every statement has its index, and its plan is made once for all values. Whoever stands still within a
 * transaction is cut off: others wait for it.
 */
const SETTINGS = `
set jit = off;
set plan_cache_mode = force_generic_plan;
set enable_seqscan = off;
set enable_hashjoin = off;
set enable_mergejoin = off;
set bytea_output = hex;
set idle_in_transaction_session_timeout = '60s';
select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') in ('off', 'local');
`;

/** The oldest version that tests have seen. */
const OLDEST_VERSION = 150_000;

/** A connection that is open. */
export interface PostgresLine {
  readonly client: pg.Client;
  /** What is written to it within one turn of the program can leave as one packet. */
  readonly socket: Socket;
}

/** Connects; `onLost` is called when the connection breaks later. Throws `database.*` errors. */
export async function openClient({ url }: PostgresAddress, onLost: () => void): Promise<PostgresLine> {
  const socket = new Socket();
  const client = await createClient(url, socket);
  client.on('error', onLost);
  try {
    await client.connect();
    await requireFit(client);
    await client.query(SETTINGS);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw explainFailure(error, client);
  }
  return { client, socket };
}

async function createClient(url: string, socket: Socket): Promise<pg.Client> {
  // What is thrown over a text that is no address shows the whole of it, with its password.
  const protocol = URL.parse(url)?.protocol;
  if (protocol !== 'postgres:' && protocol !== 'postgresql:') throw createError('database.address-invalid');
  // Loaded where it is used: most directories of one machine are on SQLite.
  const { Client } = (await import('pg')).default;
  return new Client({
    connectionString: url,
    application_name: 'contactpoint',
    connectionTimeoutMillis: CONNECTS_WITHIN_IN_MS,
    query_timeout: ANSWERS_WITHIN_IN_MS,
    keepAlive: true,
    pipeline: true,
    stream: () => socket,
    types: readTypes as pg.CustomTypesConfig,
  });
}

interface Server {
  readonly version: string;
  readonly number: number;
  readonly encoding: string;
}

async function requireFit(client: pg.Client): Promise<void> {
  const sql = `select current_setting('server_version') as version, current_setting('server_version_num')::int as number, current_setting('server_encoding') as encoding`;
  const [server] = (await client.query<Server>(sql)).rows;
  if (server === undefined || server.number < OLDEST_VERSION)
    throw unfit(`its version is ${server?.version}, and 15 or newer is needed`);
  if (server.encoding !== 'UTF8') throw unfit(`its encoding is ${server.encoding}, and UTF8 is needed`);
}

/** A database that is there and cannot be used. */
export const unfit = (reason: string): Error => createError('database.unfit', { values: { reason } });
