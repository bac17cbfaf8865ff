import type { IsoInstant, KeyBytes } from '@contactpoint/contract';
import type {
  AuditRow,
  ChildRow,
  ClientRow,
  DataKeyRow,
  DeathRow,
  DiscrepancyRow,
  MemberRow,
  OrganisationRow,
  RecordRow,
  RequestRow,
  ReviewRow,
  ShieldRow,
  SourceRow,
  TreeCheckpoint,
  TreeNode,
  UserRow,
} from './rows.ts';

/**
 * Where the directory keeps everything. A store knows rows, not law: what is personal reaches it sealed or
 * blinded. Every method is set-wise, answers in the order asked, and awaits nothing but the database.
 */
export interface Store {
  /** Runs `work` on one snapshot; it waits for no writer. */
  read<T>(work: (view: StoreView) => Promise<T>): Promise<T>;
  /**
   * Runs `work` as one atomic change, serialisable with every other: durable when it resolves, without trace
   * when it rejects. `work` awaits only store calls, and may be run again after a conflict.
   */
  write<T>(work: (transaction: StoreTransaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Rows found by key. */
export interface Lookup<Row> {
  /** The rows of these keys in the order asked; undefined where there is none. */
  find(keys: readonly string[]): Promise<readonly (Row | undefined)[]>;
}
/** Rows found and written by key. */
export interface Rows<Row> extends Lookup<Row> {
  /** Inserts each row, or replaces the one with its key. A key stands at most once among `rows`. */
  put(rows: readonly Row[]): Promise<void>;
}

/** What an index holds under a key. */
export interface IndexHit {
  /** In ascending order; empty when crowded. */
  readonly childIds: readonly string[];
  /** True when more than `cap` children share the key. */
  readonly crowded: boolean;
}
export interface IndexLookup {
  /** The children under each blinded key, in the order asked. */
  find(keys: readonly string[], cap: number): Promise<readonly IndexHit[]>;
}
/** That a child stands under a blinded key. */
export type KeyPair = readonly [key: string, childId: string];

/** Under which keys matching finds children; it never answers a practitioner. */
export interface MatchKeyIndex extends IndexLookup {
  /** Takes pairs out and puts pairs in. None is put in that is there, none taken out that is not. */
  change(change: { readonly added: readonly KeyPair[]; readonly removed: readonly KeyPair[] }): Promise<void>;
}
/** Under which keys people find children; it never decides a link. */
export interface SearchKeyIndex extends MatchKeyIndex {
  /** The keys under which each child stands, in the order asked. */
  ofChildren(childIds: readonly string[]): Promise<readonly (readonly string[])[]>;
}

/** What may be read of a store. */
export interface StoreView {
  readonly organisations: Lookup<OrganisationRow>;
  readonly users: Lookup<UserRow>;
  readonly clients: Lookup<ClientRow>;
  readonly sources: Lookup<SourceRow> & { all(): Promise<readonly SourceRow[]> };
  readonly children: Lookup<ChildRow>;
  readonly records: Lookup<RecordRow>;
  readonly members: Lookup<MemberRow> & MembersByChild;
  readonly matchKeys: IndexLookup;
  readonly searchKeys: IndexLookup;
  readonly dataKeys: Lookup<DataKeyRow>;
  readonly requests: Lookup<RequestRow>;
  readonly shields: Lookup<ShieldRow>;
  readonly deaths: Lookup<DeathRow>;
  readonly reviews: Lookup<ReviewRow> & Waiting;
  readonly discrepancies: Lookup<DiscrepancyRow> & Changing;
  readonly audit: AuditReader;
  /** How many numbers of each series were taken so far, in the order asked. */
  counted(series: readonly string[]): Promise<readonly number[]>;
}

/** What may be done within one change. */
export interface StoreTransaction extends StoreView {
  readonly organisations: Rows<OrganisationRow>;
  readonly users: Rows<UserRow>;
  readonly clients: Rows<ClientRow>;
  readonly sources: Rows<SourceRow> & { all(): Promise<readonly SourceRow[]> };
  readonly children: Rows<ChildRow>;
  readonly records: Rows<RecordRow>;
  readonly members: Rows<MemberRow> & MembersByChild & Removable;
  readonly matchKeys: MatchKeyIndex;
  readonly searchKeys: SearchKeyIndex;
  /** Kept apart from everything else, and durable no later than what is sealed with them. */
  readonly dataKeys: Rows<DataKeyRow> & Removable;
  readonly requests: Rows<RequestRow> & {
    /** Forgets the requests that nobody may ask for any more. */
    expire(before: IsoInstant): Promise<void>;
  };
  readonly shields: Rows<ShieldRow>;
  readonly deaths: Rows<DeathRow> & Removable;
  readonly reviews: Rows<ReviewRow> & Waiting;
  readonly discrepancies: Rows<DiscrepancyRow> & Changing;
  readonly audit: AuditLog;
  /** Takes the next `count` numbers of a series and returns the first; series begin at 1. */
  take(series: string, count: number): Promise<number>;
  /**
   * Marks tokens used: for each whether this was its first use. Those whose time is over (milliseconds since
   * the epoch) may be forgotten.
   */
  claimTokens(tokens: readonly TokenUse[], now: number): Promise<readonly boolean[]>;
  /** Takes or renews a lease: its fencing number, or undefined while another holder has it. */
  lease(request: LeaseRequest): Promise<number | undefined>;
}

export interface MembersByChild {
  /**
   * The members of each child in either world, in the order asked, each list in order of key: who stands in it as
   * things are (`childId`), and who does in the visible world (`shadowId`).
   */
  ofChildren(childIds: readonly string[]): Promise<readonly (readonly MemberRow[])[]>;
}
/** What waits for people. */
export interface Waiting {
  /**
   * Reviews that wait for a person, but for overrides, oldest first and equally old ones in order of key; from
   * the review after `after` on, whatever became of that one. At most `limit`.
   */
  waiting(page: {
    readonly after?: string | undefined;
    readonly limit: number;
  }): Promise<readonly ReviewRow[]>;
}
/** Discrepancies, by the record that they are of and as they change. */
export interface Changing {
  /** What is unresolved of each record, in the order asked, each list in order of key. */
  unresolved(recordKeys: readonly string[]): Promise<readonly (readonly DiscrepancyRow[])[]>;
  /** Those of a system that changed after the number `after`, in order of their last change. */
  changed(page: {
    readonly system: string;
    readonly after: number;
    readonly limit: number;
    /** Without those that are resolved. */
    readonly unresolved: boolean;
  }): Promise<readonly DiscrepancyRow[]>;
}
export interface Removable {
  remove(keys: readonly string[]): Promise<void>;
}

/** One use of a single-use token. */
export interface TokenUse {
  /** `clientId|jti`. */
  readonly key: string;
  /** Milliseconds since the epoch after which the token is refused for its age anyway. */
  readonly forgetAfter: number;
}

export interface LeaseRequest {
  readonly name: string;
  readonly holder: string;
  readonly now: IsoInstant;
  readonly until: IsoInstant;
}

/** The audit trail as it is read: entries in order of arrival, and the tree over them. */
export interface AuditReader {
  /** Entries that stand in no tree yet, oldest first. */
  unsequenced(limit: number): Promise<readonly AuditRow[]>;
  /** The entries at these places of the tree, in the order asked. */
  entriesAt(indexes: readonly number[]): Promise<readonly (AuditRow | undefined)[]>;
  /** Entry ids that concern a subject, oldest first. */
  entriesOf(subject: string): Promise<readonly string[]>;
  nodes(
    ids: readonly { readonly level: number; readonly index: number }[],
  ): Promise<readonly (TreeNode | undefined)[]>;
  /** The newest checkpoint; undefined before the first. */
  checkpoint(): Promise<TreeCheckpoint | undefined>;
}

/** The audit trail, append-only: no method changes or removes what was written. */
export interface AuditLog extends AuditReader {
  append(entries: readonly AuditRow[]): Promise<void>;
  /** Gives entries their places in the tree, with the nodes and the checkpoint that follow. */
  sequence(step: {
    readonly places: readonly { readonly entryId: string; readonly index: number }[];
    readonly nodes: readonly TreeNode[];
    readonly checkpoint: TreeCheckpoint;
  }): Promise<void>;
}

/** What a fixed key of the directory is for. */
export type KeyPurpose = 'blind' | 'audit' | 'audit-signing' | 'token-signing';

/** The keys that are not data: held by whoever runs the directory, never by its store. */
export interface Keyring {
  /** The 32-byte key of a purpose, the same in every process of one directory. */
  key(purpose: KeyPurpose): KeyBytes;
  /** The key that wraps data keys made in a month (`2026-11`); undefined once it was destroyed. */
  wrappingKey(month: string): KeyBytes | undefined;
}

/** The clock, in milliseconds since the epoch. */
export type Now = () => number;
/** A fresh opaque id, random with at least 122 bits. */
export type NewId = () => string;
