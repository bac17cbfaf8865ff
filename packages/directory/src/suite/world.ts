import type {
  AccessContext,
  ChildView,
  Crypto,
  Receipt,
  SearchCriteria,
  SearchResponse,
} from '@contactpoint/contract';
import type { AuditFacts, SealedFacts } from '../audit/audit-facts.ts';
import { openEntry, openPersonal } from '../audit/open-entry.ts';
import type { AnswerOf, Caller, Commands, Directory } from '../commands.ts';
import { createDirectory } from '../create-directory.ts';
import { type DeathChange, openDeaths } from '../deaths/seal-deaths.ts';
import type { NewId, Store } from '../ports.ts';
import type { Policy } from '../policy/policy.ts';
import type { OrganisationRow, UserRow } from '../rows.ts';
import { deriveKeyring } from '../sealing/derive-keyring.ts';
import {
  CLIENTS,
  CONTEXT,
  COUNCIL,
  COUNCIL_CALLER,
  HEALTH,
  HEALTH_CALLER,
  SECOND_USER,
  SOURCES,
  USER,
} from './people.ts';

/** What a world is made of. */
export interface WorldOptions {
  readonly store: Store;
  readonly crypto: Crypto;
  readonly policy?: Policy;
  /** Ids that count from 1 unless said; two processes on one store need their own. */
  readonly newId?: NewId;
}

/** A directory with invented organisations, sources and people, a clock that tests hold, and ids that count. */
export interface World {
  readonly directory: Directory;
  readonly store: Store;
  readonly clock: { now: number };
  readonly keyring: ReturnType<typeof deriveKeyring>;
  submit(records: readonly unknown[], options?: SubmitOptions): Promise<readonly Receipt[]>;
  search(criteria: SearchCriteria, options?: ReadOptions): Promise<SearchResponse>;
  view(childId: string, options?: ReadOptions): Promise<ChildView>;
  /** The only child that is found. */
  findOne(criteria: SearchCriteria): Promise<string>;
  /** Everything in the audit trail, oldest first. */
  entries(): Promise<readonly SealedFacts[]>;
  /** What of an entry may name a person. */
  personalOf(entry: SealedFacts): Promise<AuditFacts['personal']>;
  /** The deaths that an entry says were applied or taken back. */
  deathsIn(entry: SealedFacts): Promise<readonly DeathChange[]>;
  /** Runs a command on one child in the name of somebody who is signed in. */
  decide<T extends ChildCommand>(type: T, decision: Decision<T>): Promise<AnswerOf<T>>;
  changeUser(changes: Partial<UserRow>): Promise<void>;
  changeOrganisation(changes: Partial<OrganisationRow>): Promise<void>;
}

/** Makes a world over an empty store. */
export type CreateWorld = (policy?: Policy) => Promise<World>;

/** The commands of those who decide. */
export type ChildCommand =
  | 'shieldChild'
  | 'confirmShield'
  | 'endShield'
  | 'overrideShield'
  | 'listReviews'
  | 'openReview'
  | 'decideReview'
  | 'viewLinks'
  | 'unlinkRecord'
  | 'mergeChildren'
  | 'splitChild';
/** What such a command says, and who says it: the practitioner unless said. */
export type Decision<T extends ChildCommand> = Omit<Commands[T]['input'], 'requestId' | 'accessContext'> & {
  readonly by?: string;
  readonly role?: string;
  readonly signedInAt?: string;
  readonly requestId?: string;
};

/** Who supplies, and under which request id. */
export interface SubmitOptions {
  readonly client?: 'council' | 'health';
  readonly requestId?: string;
}
/** What is other than usual of who asks, and why. */
export interface ReadOptions {
  readonly caller?: Partial<Caller>;
  readonly context?: Partial<AccessContext>;
}

/** The code of the refusal, or `answered`. */
export const codeOf = (answer: Promise<unknown>): Promise<string> =>
  answer.then(
    () => 'answered',
    (error: { readonly code?: string }) => error.code ?? String(error),
  );

/** Friday 20 November 2026, 09:00 UTC. */
const BEGIN = Date.UTC(2026, 10, 20, 9);

function createCounter(): NewId {
  let ids = 0;
  return () => `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}`;
}

/** A new world over a store. */
export async function createWorld({
  store,
  crypto,
  policy,
  newId = createCounter(),
}: WorldOptions): Promise<World> {
  const clock = { now: BEGIN };
  const keyring = deriveKeyring(crypto, new Uint8Array(32).fill(7));
  const now = (): number => clock.now;
  const directory = createDirectory({ store, crypto, keyring, now, newId, ...(policy && { policy }) });
  await store.write(async (tx) => {
    await tx.organisations.put([COUNCIL, HEALTH]);
    await tx.users.put([USER, SECOND_USER]);
    await tx.clients.put(CLIENTS);
    await tx.sources.put(SOURCES);
  });
  const submit: World['submit'] = async (records, { client = 'council', requestId = newId() } = {}) => {
    const caller = client === 'council' ? COUNCIL_CALLER : HEALTH_CALLER;
    const answer = await directory.execute<'submitRecords'>({
      type: 'submitRecords',
      caller,
      requestId,
      records,
    });
    return answer.receipts;
  };
  const read = ({ caller = {}, context = {} }: ReadOptions = {}) => ({
    caller: { ...COUNCIL_CALLER, ...caller },
    requestId: newId(),
    accessContext: { ...CONTEXT, ...context },
  });
  const search: World['search'] = (criteria, options) =>
    directory.execute<'searchChildren'>({ type: 'searchChildren', criteria, ...read(options) });
  const change = <Row>(table: 'users' | 'organisations', row: Row): Promise<void> =>
    store.write((tx) => (tx[table] as { put(rows: readonly Row[]): Promise<void> }).put([row]));
  return {
    directory,
    store,
    clock,
    keyring,
    submit,
    search,
    view: (childId, options) =>
      directory.execute<'viewChild'>({ type: 'viewChild', childId, ...read(options) }),
    decide: (
      type,
      { by = USER.userId, role = 'managementTeam', signedInAt, requestId = newId(), ...said },
    ) => {
      const user = { userId: by, stages: ['pwd', 'otp'], signedInAt: signedInAt ?? '2026-11-20T08:55:00Z' };
      const accessContext = { ...CONTEXT, user: by, role };
      const command = { type, caller: { ...COUNCIL_CALLER, user }, requestId, accessContext, ...said };
      return directory.execute(command as unknown as Parameters<typeof directory.execute<typeof type>>[0]);
    },
    findOne: async (criteria) => {
      const { candidates } = await search(criteria);
      const [only] = candidates;
      if (candidates.length !== 1 || only === undefined)
        throw new Error(`${candidates.length} children are found.`);
      return only.childId;
    },
    entries: async () => {
      const rows = await store.read((view) => view.audit.unsequenced(10_000));
      return rows.flatMap((row) => openEntry({ crypto, keyring }, row) ?? []);
    },
    personalOf: (entry) => store.read((view) => openPersonal({ crypto, keyring, table: view }, entry)),
    deathsIn: ({ deaths = [] }) => store.read((view) => openDeaths({ crypto, keyring, table: view }, deaths)),
    changeUser: (changes) => change('users', { ...USER, ...changes }),
    changeOrganisation: (changes) => change('organisations', { ...COUNCIL, ...changes }),
  };
}
