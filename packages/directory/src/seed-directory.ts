import type { Crypto } from '@contactpoint/contract';
import { createAuditWriter } from './audit/audit-writer.ts';
import type { Keyring, NewId, Now, Store } from './ports.ts';
import type { ClientRow, OrganisationRow, SourceRow, UserRow } from './rows.ts';
import { openDataKeys } from './sealing/data-keys.ts';
import { createVault } from './sealing/vault.ts';

/** Who may use a directory from its first day on: a test, a demonstration, or the first administrators. */
export interface Seed {
  readonly organisations?: readonly OrganisationRow[];
  readonly users?: readonly UserRow[];
  readonly clients?: readonly ClientRow[];
  readonly sources?: readonly SourceRow[];
}

export interface SeedOptions {
  readonly store: Store;
  readonly crypto: Crypto;
  readonly keyring: Keyring;
  readonly now: Now;
  readonly newId: NewId;
}

/** Registers organisations, people, clients and sources from outside the API, audited as such. */
export async function seedDirectory(
  { store, crypto, keyring, now, newId }: SeedOptions,
  { organisations = [], users = [], clients = [], sources = [] }: Seed,
): Promise<void> {
  const vault = createVault(crypto, keyring);
  const audit = createAuditWriter({ crypto, keyring, vault, newId });
  await store.write(async (tx) => {
    await tx.organisations.put(organisations);
    await tx.users.put(users);
    await tx.clients.put(clients);
    await tx.sources.put(sources);
    const keys = openDataKeys(tx, { crypto, keyring, now: now() });
    await audit.append(
      { tx, keys, at: new Date(now()).toISOString() },
      {
        kind: 'administration',
        command: 'seedDirectory',
        requestId: newId(),
        clientId: '',
        organisationId: '',
        outcome: 'registered',
        subjects: [],
        counts: {
          organisations: organisations.length,
          users: users.length,
          clients: clients.length,
          sources: sources.length,
        },
      },
    );
  });
}
