import type { CanonicalRecord, Receipt } from '@contactpoint/contract';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { createDirectory, deriveKeyring, type Store } from '@contactpoint/directory';
import { inventClient, inventOrganisation, inventUser, register } from '@contactpoint/testing';

type SourceRow = Parameters<typeof register>[1]['sources'][number];

/** Opens a directory that one client supplies for these sources, with what a benchmark needs to work on it. */
export async function openDirectory(store: Store, sources: readonly SourceRow[], now: () => number) {
  const crypto = createNodeCrypto();
  const keyring = deriveKeyring(crypto, crypto.randomBytes(32));
  const newId = (): string => globalThis.crypto.randomUUID();
  const systems = sources.map(({ system }) => system);
  const { row } = await inventClient({ systems });
  await register(store, {
    organisations: [inventOrganisation()],
    users: [inventUser()],
    clients: [row],
    sources,
  });
  const directory = createDirectory({ store, crypto, keyring, now, newId });
  const { clientId, organisationId } = row;
  const caller = { clientId, organisationId, systems };
  const submit = async (records: readonly CanonicalRecord[]): Promise<readonly Receipt[]> => {
    const command = { type: 'submitRecords', caller, requestId: newId(), records } as const;
    return (await directory.execute<'submitRecords'>(command)).receipts;
  };
  return { directory, crypto, keyring, newId, caller, submit };
}
