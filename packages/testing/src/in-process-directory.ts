import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import {
  createAuthStore,
  createDirectory,
  deriveKeyring,
  type Directory,
  type Store,
} from '@contactpoint/directory';
import {
  createContactPoint,
  fetchTransport,
  privateKeyJwt,
  type ContactPoint,
  type ContactPointOptions,
  type Credentials,
} from '@contactpoint/sdk';
import { createHandler, type Handler, type RequestLogEntry } from '@contactpoint/server';
import { createMemoryStore } from '@contactpoint/store/memory';
import {
  inventClient,
  inventOrganisation,
  inventSource,
  inventUser,
  register,
  type Registration,
} from './registration.ts';

/** A whole directory inside a test: the real handler over the real directory, and a clock that tests hold. */
export interface InProcessDirectory {
  /** The address that its handler answers to. Nothing listens there. */
  readonly baseUrl: string;
  readonly handler: Handler;
  readonly directory: Directory;
  readonly store: Store;
  /** Milliseconds since the epoch; the directory's, and that of every client from `connect`. */
  readonly clock: { now: number };
  /** What each request came to. */
  readonly log: readonly RequestLogEntry[];
  /** The client that is registered, with a practitioner who may read, and two who decide matches and shields. */
  readonly credentials: Credentials & Required<Pick<Credentials, 'user' | 'colleagues'>>;
  /** A client of it by the SDK; waits between attempts pass at once. */
  connect(changes?: Partial<ContactPointOptions>): ContactPoint;
  close(): Promise<void>;
}

export interface InProcessDirectoryOptions {
  /** In memory unless said; `openSqliteStore` of `@contactpoint/store/sqlite` for a file. Closed with the directory. */
  readonly store?: Store;
  /** When the clock starts, in milliseconds since the epoch: 20 November 2026, 09:00 UTC, unless said. */
  readonly now?: number;
  /** The sources that are registered and that the client may supply for: `wirral-ics` unless said. */
  readonly systems?: readonly string[];
  /** Who else is known. */
  readonly registration?: Partial<Registration>;
}

/** Two, because nobody ends a shield alone. */
const COLLEAGUES = ['p-quill', 'p-sedge'].map((userId) => ({ userId, role: 'managementTeam' }));
const BASE_URL = 'https://directory.test';

/**
 * A directory that lives as long as a test.
 *
 * @example
 * const directory = await createInProcessDirectory();
 * const receipts = await directory.connect().submissions.submit(inventRecords(3));
 */
export async function createInProcessDirectory(
  options: InProcessDirectoryOptions = {},
): Promise<InProcessDirectory> {
  const { store = createMemoryStore(), systems = ['wirral-ics'], registration = {} } = options;
  const clock = { now: options.now ?? Date.UTC(2026, 10, 20, 9) };
  const log: RequestLogEntry[] = [];
  const client = await inventClient({ systems });
  await register(store, {
    organisations: [inventOrganisation(), ...(registration.organisations ?? [])],
    users: [
      inventUser(),
      ...COLLEAGUES.map(({ userId, role }) => inventUser({ userId, roles: [role] })),
      ...(registration.users ?? []),
    ],
    clients: [client.row, ...(registration.clients ?? [])],
    sources: [...systems.map((system) => inventSource({ system })), ...(registration.sources ?? [])],
  });
  const { directory, handler } = assemble({ store, clock, log });
  const credentials = {
    baseUrl: BASE_URL,
    clientId: client.row.clientId,
    privateKeyJwk: client.privateKeyJwk,
    organisation: 'northmere',
    systems,
    user: { userId: 'p-harker', role: 'practitioner' },
    colleagues: COLLEAGUES,
  } as const;
  return {
    baseUrl: BASE_URL,
    handler,
    directory,
    store,
    clock,
    log,
    credentials,
    connect: (changes) => connect({ handler, clock, credentials }, changes),
    close: () => store.close(),
  };
}

type Parts = Pick<InProcessDirectory, 'store' | 'clock'> & { readonly log: RequestLogEntry[] };

function assemble({ store, clock, log }: Parts): Pick<InProcessDirectory, 'directory' | 'handler'> {
  const cryptography = createNodeCrypto();
  const keyring = deriveKeyring(cryptography, cryptography.randomBytes(32));
  const now = (): number => clock.now;
  const newId = (): string => crypto.randomUUID();
  const directory = createDirectory({ store, crypto: cryptography, keyring, now, newId });
  const handler = createHandler({
    directory,
    authStore: createAuthStore(store, now),
    crypto: cryptography,
    signingKey: keyring.key('token-signing'),
    publicUrls: [BASE_URL],
    now,
    newId,
    log: (entry) => log.push(entry),
  });
  return { directory, handler };
}

function connect(
  { handler, clock, credentials }: Pick<InProcessDirectory, 'handler' | 'clock' | 'credentials'>,
  changes: Partial<ContactPointOptions> = {},
): ContactPoint {
  const { clientId, privateKeyJwk } = credentials;
  return createContactPoint({
    baseUrl: BASE_URL,
    auth: privateKeyJwt({
      clientId,
      privateKeyJwk,
      signIn: () => ({ stages: ['pwd', 'otp'], signedInAt: clock.now }),
    }),
    transport: fetchTransport({ fetch: handler }),
    clock: {
      now: () => clock.now,
      random: () => 0.5,
      // A deadline only ends; a wait between attempts passes at once.
      sleep: (durationInMs, signal) =>
        durationInMs < 60_000
          ? Promise.resolve()
          : new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })),
    },
    ...changes,
  });
}
