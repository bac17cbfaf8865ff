import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import type { Store } from '@contactpoint/directory';
import { codeOf, createWorld, inventRecord, type World } from '@contactpoint/directory/suite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgresStore, type PostgresStoreOptions } from '../src/postgres/index.ts';
import { expectNoCanary, useCanaries } from './canaries.ts';
import { startPostgres, type TestServer } from './start-postgres.ts';

const crypto = createNodeCrypto();
const worldOver = (store: Store): Promise<World> => createWorld({ store, crypto, newId: randomUUID });

/** The code of a refusal to open, and everything that could be printed of it. */
async function refusalOf(
  options: PostgresStoreOptions,
): Promise<{ readonly code: string; readonly text: string }> {
  const error: unknown = await openPostgresStore(options).then(
    async (store) => {
      await store.close();
      return { code: 'opened' };
    },
    (thrown: unknown) => thrown,
  );
  const { code, message = '' } = error as { readonly code: string; readonly message?: string };
  return { code, text: `${message} ${inspect(error, { depth: 9, showHidden: true })}` };
}

/** Addresses with nobody behind them need no server. */
describe('an address of PostgreSQL', () => {
  const keysUrl = 'postgres://u:Zq-word@127.0.0.1:1/keys';

  it.each([
    ['of nothing', 'not an address, Zq-word', 'database.address-invalid'],
    ['of something else', 'mysql://u:Zq-word@127.0.0.1/a', 'database.address-invalid'],
    ['that cannot be read', 'postgres://u:Zq-word@[/a', 'database.address-invalid'],
    ['where nobody answers', keysUrl, 'database.unreachable'],
  ])('%s is refused, and no password is shown', async (_, url, want) => {
    const { code, text } = await refusalOf({ url: keysUrl, keysUrl: url });
    expect(code).toBe(want);
    expect(text).not.toContain('Zq-word');
  });
});

describe.skipIf(process.env['CONTACTPOINT_CHECK'] === undefined)('PostgreSQL (npm run check)', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  it('a stolen server discloses no value: neither its files nor a dump of its tables', async () => {
    const pair = await server.takePair();
    const store = await openPostgresStore(pair);
    await useCanaries(await worldOver(store));
    await store.close();
    await server.query(pair.name, 'checkpoint');
    const dumps = await Promise.all(
      [pair.name, `${pair.name}_keys`].map((database) => dump(server, database)),
    );
    expect(dumps[0]).toContain('social-care');
    expectNoCanary(dumps);
    for (const file of await readdir(server.folder, { recursive: true, withFileTypes: true }))
      if (file.isFile())
        expectNoCanary([(await readFile(join(file.parentPath, file.name), 'latin1')).toLowerCase()]);
  });

  it('data that is restored without its keys opens nothing', async () => {
    const [pair, other] = [await server.takePair(), await server.takePair()];
    const first = await openPostgresStore(pair);
    const world = await worldOver(first);
    await world.submit([inventRecord('1')]);
    const childId = await world.findOne({ family: 'Alderwick', dateOfBirth: '2014-03-09' });
    await first.close();
    const restored = await openPostgresStore({ url: pair.url, keysUrl: other.keysUrl });
    expect(await codeOf((await worldOver(restored)).view(childId))).toBe('directory.unavailable');
    await restored.close();
  });

  it('refuses keys in the database of the data, and the two exchanged', async () => {
    const { url, keysUrl } = await server.takePair();
    expect((await refusalOf({ url, keysUrl: url })).code).toBe('database.unfit');
    await (await openPostgresStore({ url: keysUrl, keysUrl: (await server.takePair()).keysUrl })).close();
    expect((await refusalOf({ url, keysUrl })).code).toBe('database.unfit');
  });

  it.each<[name: string, options: () => Promise<PostgresStoreOptions>, want: string]>([
    [
      'a wrong password',
      async () => ({ ...(await server.takePair()), url: server.url('postgres', 'contactpoint:Zq-word') }),
      'database.login-refused',
    ],
    [
      'a database that is not there',
      async () => ({ ...(await server.takePair()), url: server.url('nowhere') }),
      'database.missing',
    ],
    [
      'a user who may make no tables',
      async () => {
        const pair = await server.takePair();
        await server.query(pair.name, `create role reader login password 'Zq-word'`);
        return { ...pair, url: server.url(pair.name, 'reader:Zq-word') };
      },
      'database.not-allowed',
    ],
    [
      'a database of one byte a letter',
      async () => {
        await server.query('postgres', `create database latin encoding 'LATIN1' template template0`);
        return { ...(await server.takePair()), url: server.url('latin') };
      },
      'database.unfit',
    ],
    [
      'a database of a newer program',
      async () => {
        const pair = await server.takePair();
        await (await openPostgresStore(pair)).close();
        await server.query(pair.name, 'update contactpoint set version = 99');
        return pair;
      },
      'database.unfit',
    ],
  ])('refuses %s, and shows no password', async (_, options, want) => {
    const { code, text } = await refusalOf(await options());
    expect(code).toBe(want);
    expect(text).not.toMatch(/Zq-word|p-mere/);
  });

  it('AUDIT-01: lets nobody change or remove an entry, not even who owns the tables', async () => {
    const pair = await server.takePair();
    const store = await openPostgresStore(pair);
    const world = await worldOver(store);
    await world.submit([inventRecord('1')]);
    const before = await server.query(pair.name, 'select * from audit_entry');
    expect(before).toHaveLength(1);
    const changes = ['update audit_entry set at = at', 'delete from audit_entry', 'truncate audit_entry'];
    for (const change of [...changes, 'truncate audit_subject', 'truncate audit_checkpoint'])
      await expect(server.query(pair.name, change)).rejects.toThrow(/append-only/);
    expect(await server.query(pair.name, 'select * from audit_entry')).toEqual(before);
    await store.close();
  });

  it('goes on after the server has cut every connection', async () => {
    const pair = await server.takePair();
    const store = await openPostgresStore(pair);
    await store.write((tx) => tx.take('child', 1));
    await store.read((view) => view.counted(['child']));
    const others = `select pg_terminate_backend(pid) from pg_stat_activity where datname like '${pair.name}%'`;
    await server.query('postgres', others);
    // Whoever meets the cut is told so, and leaves no trace.
    const again = (): Promise<number | undefined> =>
      store.write((tx) => tx.take('child', 1)).catch(() => undefined);
    await expect.poll(again, { timeout: 20_000 }).toBe(2);
    expect(await store.read((view) => view.counted(['child']))).toEqual([2]);
    await store.close();
  });
});

/** All tables of a database as text, in lower case. */
async function dump(server: TestServer, database: string): Promise<string> {
  const tables = await server.query<{ readonly name: string }>(
    database,
    `select tablename as name from pg_tables where schemaname = 'public'`,
  );
  const texts = await Promise.all(
    tables.map(({ name }) =>
      server.query<{ readonly row: string }>(database, `select t::text as row from ${name} t`),
    ),
  );
  return texts
    .flat()
    .map(({ row }) => row.toLowerCase())
    .join('\n');
}
