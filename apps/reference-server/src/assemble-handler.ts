import { randomUUID } from 'node:crypto';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { createAuthStore, createDirectory, deriveKeyring } from '@contactpoint/directory';
import { createHandler, type Handler, type HandlerOptions } from '@contactpoint/server';
import type { Database } from './open-database.ts';

export interface AssemblyOptions extends Pick<
  HandlerOptions,
  'publicUrls' | 'now' | 'log' | 'testOperations'
> {
  /** The directory's own time where it is not the machine's, in milliseconds since the epoch. */
  readonly directoryNow?: () => number;
}

/** The directory over this database, as the handler that answers for it. */
export function assembleHandler(
  { store, secret }: Pick<Database, 'store' | 'secret'>,
  { directoryNow, ...options }: AssemblyOptions,
): Handler {
  const { now } = options;
  const crypto = createNodeCrypto();
  const keyring = deriveKeyring(crypto, secret);
  const newId = randomUUID;
  return createHandler({
    ...options,
    directory: createDirectory({ store, crypto, keyring, now: directoryNow ?? now, newId }),
    authStore: createAuthStore(store, now),
    crypto,
    signingKey: keyring.key('token-signing'),
    newId,
  });
}
