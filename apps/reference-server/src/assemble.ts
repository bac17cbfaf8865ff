import { randomUUID } from 'node:crypto';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { createAuthStore, createDirectory, deriveKeyring, type Directory } from '@contactpoint/directory';
import { createHandler, type Handler, type HandlerOptions } from '@contactpoint/server';
import type { Database } from './open-database.ts';

/** What the handler is told besides its directory. */
export interface AssemblyOptions extends Pick<
  HandlerOptions,
  'publicUrls' | 'now' | 'log' | 'testOperations'
> {
  /** The directory's own time where it is not the machine's, in milliseconds since the epoch. */
  readonly directoryNow?: () => number;
}

/** A directory with the handler that answers for it. */
export interface Assembly {
  readonly directory: Directory;
  readonly handler: Handler;
}

/** What the keys of a directory do, and from what they follow. */
export function openKeys({ secret }: Pick<Database, 'secret'>) {
  const crypto = createNodeCrypto();
  return { crypto, keyring: deriveKeyring(crypto, secret) };
}

/** The directory over this database, and its handler. */
export function assemble(
  { store, secret }: Pick<Database, 'store' | 'secret'>,
  { directoryNow, ...options }: AssemblyOptions,
): Assembly {
  const { now } = options;
  const { crypto, keyring } = openKeys({ secret });
  const newId = randomUUID;
  const directory = createDirectory({ store, crypto, keyring, now: directoryNow ?? now, newId });
  const handler = createHandler({
    ...options,
    directory,
    authStore: createAuthStore(store, now),
    crypto,
    signingKey: keyring.key('token-signing'),
    newId,
  });
  return { directory, handler };
}
