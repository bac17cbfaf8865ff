import type { ClientRow, OrganisationRow, SourceRow, Store, UserRow } from '@contactpoint/directory';
import type { PrivateJwk } from '@contactpoint/sdk';
import { exportJWK, generateKeyPair } from 'jose';

/** Who a test directory knows. */
export interface Registration {
  readonly organisations: readonly OrganisationRow[];
  readonly users: readonly UserRow[];
  readonly clients: readonly ClientRow[];
  readonly sources: readonly SourceRow[];
}

/** Writes all of it in one change. */
export function register(store: Store, registration: Registration): Promise<void> {
  return store.write(async (transaction) => {
    await transaction.organisations.put(registration.organisations);
    await transaction.users.put(registration.users);
    await transaction.clients.put(registration.clients);
    await transaction.sources.put(registration.sources);
  });
}

/** An accredited authority that works everywhere. */
export function inventOrganisation(changes: Partial<OrganisationRow> = {}): OrganisationRow {
  return {
    organisationId: 'northmere',
    name: 'Northmere Council',
    kind: 'localAuthority',
    sector: 'socialCare',
    areas: ['*'],
    accreditation: 'accredited',
    ...changes,
  };
}

/** A practitioner who meets all that ACCESS-01 asks, on any day of 2026 and the two years after. */
export function inventUser(changes: Partial<UserRow> = {}): UserRow {
  return {
    userId: 'p-harker',
    organisationId: 'northmere',
    roles: ['practitioner'],
    state: 'active',
    identityVerifiedOn: '2026-01-05',
    barred: false,
    vettingRegistered: true,
    checkedOn: '2026-01-06',
    trainedOn: '2026-01-07',
    guidanceAccepted: '1',
    ...changes,
  };
}

/** A live source of the authority. */
export function inventSource(changes: Partial<SourceRow> = {}): SourceRow {
  return {
    system: 'wirral-ics',
    organisationId: 'northmere',
    sector: 'socialCare',
    stage: 'live',
    areas: ['*'],
    lastSuppliedAt: null,
    ...changes,
  };
}

/** A client with the private half of its key. */
export interface InventedClient {
  readonly row: ClientRow;
  readonly privateKeyJwk: PrivateJwk;
}

/** A client that may supply for these sources, with a fresh key. */
export async function inventClient(changes: Partial<Omit<ClientRow, 'keys'>> = {}): Promise<InventedClient> {
  const pair = await generateKeyPair('Ed25519', { extractable: true });
  const kid = crypto.randomUUID();
  const publicJwk = { ...(await exportJWK(pair.publicKey)), kid };
  const privateJwk = { ...(await exportJWK(pair.privateKey)), kid };
  const row: ClientRow = {
    clientId: 'northmere-cms',
    organisationId: 'northmere',
    systems: ['wirral-ics'],
    state: 'active',
    ...changes,
    keys: [publicJwk],
  };
  return { row, privateKeyJwk: privateJwk as PrivateJwk };
}
