import type pg from 'pg';
import { explainFailure } from './explain-failure.ts';
import { openClient, type PostgresAddress, unfit } from './open-client.ts';

/** What a database is to hold, with the changes that bring it to its present form, oldest first. */
export interface DatabasePart {
  readonly part: 'data' | 'keys';
  readonly migrations: readonly string[];
}

/** Processes that start at once make tables one after the other; any number does that nothing else here uses. */
const TURN = 7_266_001;

/**
 * Brings a database to its present form; true when there was nothing in it. Throws `database.*` errors, also
 * where it holds the other part: keys beside data would be stolen with them.
 */
export async function migrate(
  address: PostgresAddress,
  { part, migrations }: DatabasePart,
): Promise<boolean> {
  const { client } = await openClient(address, () => undefined);
  try {
    const version = await versionOf(client, part);
    if (version === migrations.length) return false;
    return await change(client, { part, migrations });
  } catch (error) {
    throw explainFailure(error, client);
  } finally {
    await client.end();
  }
}

/** Asked of a table: what a session remembers of names may be older than the lock it waited for. */
const IS_THERE = `select from pg_tables where tablename = 'contactpoint' and schemaname = any(current_schemas(false))`;

/** How many changes it has seen; none where it is empty. */
async function versionOf(client: pg.Client, part: DatabasePart['part']): Promise<number> {
  if ((await client.query(IS_THERE)).rowCount === 0) return 0;
  const { rows } = await client.query<{ part: string; version: number }>(
    'select part, version from contactpoint',
  );
  const [held] = rows;
  if (held !== undefined && held.part !== part)
    throw unfit('it holds the data, and the keys to them need a database of their own');
  return held?.version ?? 0;
}

async function change(client: pg.Client, { part, migrations }: DatabasePart): Promise<boolean> {
  await client.query(`begin; select pg_advisory_xact_lock(${TURN})`);
  // Somebody else may have done it meanwhile.
  const version = await versionOf(client, part);
  if (version > migrations.length) throw unfit('it was written by a newer version of this program');
  if (version === 0)
    await client.query(
      'create table if not exists contactpoint (part text primary key, version integer not null)',
    );
  for (const migration of migrations.slice(version)) await client.query(migration);
  await client.query({
    text: 'insert into contactpoint (part, version) values ($1, $2) on conflict (part) do update set version = excluded.version',
    values: [part, migrations.length],
  });
  await client.query('commit');
  return version === 0;
}
