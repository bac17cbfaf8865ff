import { createError, type Crypto } from '@contactpoint/contract';
import type { Directory } from './commands.ts';
import type { Keyring, NewId, Now, Store } from './ports.ts';

/** What a directory is made of. */
export interface DirectoryOptions {
  readonly store: Store;
  readonly crypto: Crypto;
  readonly keyring: Keyring;
  readonly now: Now;
  readonly newId: NewId;
}

/** The directory over a store: every read and every change, decided, done and audited in one transaction. */
export function createDirectory(options: DirectoryOptions): Directory {
  return {
    execute: (command) => {
      throw createError('directory.unavailable', { where: `${command.type} at ${options.now()}` });
    },
  };
}
