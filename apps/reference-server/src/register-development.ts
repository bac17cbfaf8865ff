import { generateKeyPairSync, randomUUID } from 'node:crypto';
import {
  DEFAULT_POLICY,
  type ClientRow,
  type SourceRow,
  type Store,
  type UserRow,
} from '@contactpoint/directory';
import { parseCredentials, type Credentials, type CredentialsUser, type PrivateJwk } from '@contactpoint/sdk';
import { readFileIfAny, writePrivateFile } from './private-file.ts';

/** A source that the development client may supply for; only its id need be said. */
export type DevelopmentSource = Pick<SourceRow, 'system'> & Partial<Pick<SourceRow, 'sector' | 'areas'>>;

/** Credentials with the practitioner in whose name they may read, and two who decide matches and shields. */
export type DevelopmentCredentials = Credentials & Required<Pick<Credentials, 'user' | 'colleagues'>>;

/** Who is registered, and where their credentials are kept. */
export interface DevelopmentOptions {
  readonly store: Store;
  /** Where the credentials are kept from one start to the next; undefined for nowhere. */
  readonly file: string | undefined;
  /** The client's key; without it that of the file, or else a new one. */
  readonly privateKeyJwk?: PrivateJwk;
  readonly baseUrl: string;
  readonly sources: readonly DevelopmentSource[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const ORGANISATION = 'development';
const CLIENT = 'development';
const USER = { userId: 'development-practitioner', role: 'practitioner' } as const;
/** Two, because nobody ends a shield alone. */
const COLLEAGUES = ['development-manager', 'development-second-manager'].map((userId) => ({
  userId,
  role: 'managementTeam',
}));

/**
 * Registers a local development organisation, its client and three named people, and the sources that are
 * not registered yet; the client may supply for all of these sources and those of earlier starts. Its
 * credentials are written to the file, and stay the same as long as it lies there.
 */
export async function registerDevelopment(options: DevelopmentOptions): Promise<DevelopmentCredentials> {
  const { store, file, baseUrl } = options;
  const privateKeyJwk = options.privateKeyJwk ?? (await readKey(file)) ?? makeKey();
  const systems = await store.write(async (transaction) => {
    const [organisation] = await transaction.organisations.find([ORGANISATION]);
    const people = [USER, ...COLLEAGUES];
    const users = await transaction.users.find(people.map(({ userId }) => userId));
    const [client] = await transaction.clients.find([CLIENT]);
    if (!organisation) await transaction.organisations.put([developmentOrganisation]);
    await transaction.users.put(people.filter((_, at) => !users[at]).map((one) => userRow(one, options.now)));
    const ids = options.sources.map(({ system }) => system);
    const known = await transaction.sources.find(ids);
    await transaction.sources.put(options.sources.filter((_, at) => !known[at]).map(toSourceRow));
    const all = [...new Set([...(client?.systems ?? []), ...ids])];
    await transaction.clients.put([clientRow(privateKeyJwk, all)]);
    return all;
  });
  const credentials = {
    baseUrl,
    clientId: CLIENT,
    organisation: ORGANISATION,
    systems,
    user: USER,
    colleagues: COLLEAGUES,
    privateKeyJwk,
  };
  if (file !== undefined) await writePrivateFile(file, `${JSON.stringify(credentials, undefined, 2)}\n`);
  return credentials;
}

const developmentOrganisation = {
  organisationId: ORGANISATION,
  name: 'Local development',
  kind: 'localAuthority',
  sector: 'socialCare',
  areas: ['*'],
  accreditation: 'accredited',
} as const;

/** One who meets all that access asks, from the day of registration on (ACCESS-01). */
function userRow({ userId, role }: CredentialsUser, now: number): UserRow {
  const today = new Date(now).toISOString().slice(0, 10);
  return {
    userId,
    organisationId: ORGANISATION,
    roles: [role],
    state: 'active',
    identityVerifiedOn: today,
    barred: false,
    vettingRegistered: null,
    checkedOn: today,
    trainedOn: today,
    guidanceAccepted: DEFAULT_POLICY.guidance,
  };
}

function toSourceRow({ system, sector = 'other', areas = ['*'] }: DevelopmentSource): SourceRow {
  return { system, organisationId: ORGANISATION, sector, stage: 'live', areas, lastSuppliedAt: null };
}

function clientRow({ kty, crv, x, kid }: PrivateJwk, systems: readonly string[]): ClientRow {
  const keys = [{ kty, crv, x, kid }];
  return { clientId: CLIENT, organisationId: ORGANISATION, systems, keys, state: 'active' };
}

async function readKey(file: string | undefined): Promise<PrivateJwk | undefined> {
  const text = file === undefined ? undefined : await readFileIfAny(file);
  return text === undefined ? undefined : parseCredentials(text).privateKeyJwk;
}

function makeKey(): PrivateJwk {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { ...privateKey.export({ format: 'jwk' }), kty: 'OKP', kid: randomUUID() };
}
