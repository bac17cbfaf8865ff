import { existsSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { createError } from '@contactpoint/contract';
import type { Store } from '@contactpoint/directory';
import { createMemoryStore } from '@contactpoint/store/memory';
import { openPostgresStore } from '@contactpoint/store/postgres';
import { openSqliteStore } from '@contactpoint/store/sqlite';
import { openSecret } from './open-secret.ts';
import { requireSecret } from './require-secret.ts';

/** An open database with what lies beside it. */
export interface Database {
  readonly store: Store;
  /** 32 bytes from which every fixed key of the directory follows. */
  readonly secret: Uint8Array;
  /** Where its development credentials lie; undefined in memory. */
  readonly credentialsFile: string | undefined;
}

/** Which database, and what of it lies elsewhere than usual. */
export interface DatabaseOptions {
  /** `memory`, `sqlite:<file>` or `postgres://…/<database>`. */
  readonly db: string;
  /** PostgreSQL's database of the data keys; unless said, that of the data with `_keys` behind its name. */
  readonly keysDb?: string;
  /**
   * The file of the secret; unless said, `<file>.secret` beside SQLite's file, and `<database>.postgres.secret`
   * in the working folder for PostgreSQL.
   */
  readonly secretFile?: string;
}

/** Opens a database. Its secret lies in a file, mode 0600, made when the database is. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { db } = options;
  if (db === 'memory')
    return { store: createMemoryStore(), secret: randomBytes(32), credentialsFile: undefined };
  if (/^postgres(ql)?:/.test(db)) return openPostgres(options);
  const [, file] = /^sqlite:(.+)$/.exec(db) ?? [];
  if (file === undefined) throw createError('serve.database-unknown');
  const { secretFile = `${file}.secret` } = options;
  const secret = await openSecret(secretFile, { isNew: !existsSync(file) });
  return { store: openSqliteStore({ file }), secret, credentialsFile: `${file}.credentials.json` };
}

async function openPostgres({ db, keysDb, secretFile }: DatabaseOptions): Promise<Database> {
  const name = nameOf(db);
  const file = secretFile ?? `${name}.postgres.secret`;
  const store = await openPostgresStore({ url: db, keysUrl: keysDb ?? withName(db, `${name}_keys`) });
  try {
    // Several processes share one secret: only whoever made the tables makes it.
    const secret = await openSecret(file, { isNew: store.isNew });
    await requireSecret({ store, secret });
    return { store, secret, credentialsFile: `${file.replace(/\.secret$/, '')}.credentials.json` };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Names that are files too, as they are. */
const DATABASE_NAME_PATTERN = /^\/[\w-]+$/;

/** Throws `database.address-invalid`, with nothing of the address: it may hold a password. */
function nameOf(url: string): string {
  const path = URL.parse(url)?.pathname ?? '';
  if (!DATABASE_NAME_PATTERN.test(path)) throw createError('database.address-invalid');
  return path.slice(1);
}

function withName(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}
