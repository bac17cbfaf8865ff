import { existsSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { createError } from '@contactpoint/contract';
import type { Store } from '@contactpoint/directory';
import { createMemoryStore } from '@contactpoint/store/memory';
import { openSqliteStore } from '@contactpoint/store/sqlite';
import { readFileIfAny, writePrivateFile } from './private-file.ts';

/** An open database with what lies beside it. */
export interface Database {
  readonly store: Store;
  /** 32 bytes from which every fixed key of the directory follows. */
  readonly secret: Uint8Array;
  /** Where its development credentials lie; undefined in memory. */
  readonly credentialsFile: string | undefined;
}

/** Opens `memory` or `sqlite:<file>`. The secret lies beside the file, mode 0600, made when the database is. */
export async function openDatabase(db: string): Promise<Database> {
  if (db === 'memory')
    return { store: createMemoryStore(), secret: randomBytes(32), credentialsFile: undefined };
  const [, file] = /^sqlite:(.+)$/.exec(db) ?? [];
  if (file === undefined) throw createError('serve.database-unknown');
  const secret = await openSecret(`${file}.secret`, { isNew: !existsSync(file) });
  return { store: openSqliteStore({ file }), secret, credentialsFile: `${file}.credentials.json` };
}

const SECRET_PATTERN = /^[0-9a-f]{64}\n?$/;

async function openSecret(file: string, { isNew }: { readonly isNew: boolean }): Promise<Uint8Array> {
  const text = await readFileIfAny(file);
  if (text === undefined) {
    // A new secret for an old database would make all of it unreadable, and look like an empty directory.
    if (!isNew) throw createError('serve.secret-unusable', { values: { reason: 'it is missing' } });
    const secret = randomBytes(32);
    await writePrivateFile(file, `${secret.toString('hex')}\n`);
    return secret;
  }
  if (!SECRET_PATTERN.test(text))
    throw createError('serve.secret-unusable', { values: { reason: 'it is not 64 hexadecimal digits' } });
  return Buffer.from(text.trim(), 'hex');
}
