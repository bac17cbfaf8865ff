import type { CanonicalRecord, IsoInstant, Issue, Place, Receipt } from '@contactpoint/contract';

/** One row, element or message of an export, still in the words of its source. */
export interface SourceRecord {
  readonly place: Place;
  readonly layout: Layout;
  /** Whatever the format reads fastest; only its own `Layout` looks inside. */
  readonly data: unknown;
  /**
   * True where the format knows that all its texts are of U+0020 to U+007E and U+00A0 to U+D7FF alone, which every
   * text of a record may hold: the line then need not look at them letter by letter.
   */
  readonly isPlain?: boolean;
}

/** The text at one place of a record; undefined where the record has nothing there. */
export type FieldReader = (record: SourceRecord) => string | undefined;
/** The repeated groups at one place of a record, each a record of its own. */
export type ListReader = (record: SourceRecord) => readonly SourceRecord[];

/** How the records of one file are addressed. One object per file, shared by its records. */
export interface Layout {
  /** The columns that the file names before its first record; undefined where the format has none. */
  readonly columns: readonly string[] | undefined;
  /** A reader for a place written as people of the format write it; undefined when there is none such. */
  field(path: string): FieldReader | undefined;
  /** A reader for a repeated group inside a record; undefined when the format or file has none such. */
  list(path: string): ListReader | undefined;
  /**
   * Where this record holds something, for formats that name no columns: what a draft of a mapping looks at. Groups
   * that repeat in any record are told by their paths; without them no group counts, and the first of each is looked
   * into, as a field would read it.
   */
  describe?(record: SourceRecord, groups: ReadonlySet<string> | undefined): RecordPlaces;
}

/** The places of one record, as mappings write them. */
export interface RecordPlaces {
  /** Each with the names from the record down to it. */
  readonly fields: readonly { readonly path: string; readonly names: readonly string[] }[];
  /** Groups that repeat here, or are known to. */
  readonly groups: readonly { readonly path: string; readonly names: readonly string[] }[];
}

/** A row that could not be read as a record; it is counted, reported and quarantined, never dropped. */
export interface UnreadableRow {
  readonly place: Place;
  readonly issue: Issue;
  /** The bytes as they stood in the file, for the quarantine. */
  readonly raw: Uint8Array;
}

export interface SourceBatch {
  readonly records: readonly SourceRecord[];
  readonly unreadable: readonly UnreadableRow[];
  /** About the file, not a row: a repeated header, mixed line ends. */
  readonly issues: readonly Issue[];
}

/** One input of a mapping: the files of one format that it names. */
export interface Source {
  /** Each file's layout, read without reading its records; for static checks before any data. */
  layouts(): Promise<readonly { readonly file: string; readonly layout: Layout }[]>;
  /** Batches in file order. `onBytes` gets the bytes taken since it was called last: progress for a person. */
  read(options: {
    readonly signal?: AbortSignal | undefined;
    readonly onBytes?: (bytes: number) => void;
  }): AsyncIterable<SourceBatch>;
  /** Size of all files on disk, in bytes; undefined for a feed. */
  readonly sizeInBytes?: number;
  /** Changes when the files do (names, sizes, times): a run that was cut off goes on only over the same files. */
  readonly stamp?: string;
}

/** A file to write canonical records to, in place of a directory. */
export interface RecordWriter {
  write(records: readonly CanonicalRecord[]): Promise<void>;
}

/** Where canonical records go. The SDK's `submissions` satisfies it by shape. */
export interface Sink {
  /** One receipt a record, in order. Throws a `ContactPointError` when the batch got no answer. */
  submit(
    records: readonly CanonicalRecord[],
    options: { readonly requestId: string; readonly signal?: AbortSignal | undefined },
  ): Promise<readonly Receipt[]>;
}

/** What the row of a record looked like that had no issue: the same row need not be mapped again. */
export interface RowShortcut {
  /** Keyed hash of what rules read of the row, and of the rules. */
  readonly print: string;
  /** Which parts the record holds, one bit each: what the report counts of it. */
  readonly parts: number;
}

/** What the ledger knows of a record at a glance. */
export interface LedgerMark {
  /** Keyed hash of the canonical record, without its volatile parts. */
  readonly fingerprint: string;
  /** Number of the run that sent it last. */
  readonly run: number;
  readonly shortcut?: RowShortcut;
}

/** What was sent last of one record, and how it was answered. */
export interface LedgerEntry {
  readonly recordId: string;
  readonly fingerprint: string;
  /** Keyed hash of each part of the record by JSON Pointer: says what changed without saying what it is. */
  readonly parts: Readonly<Record<string, string>>;
  /** Parts that differed from what was sent before; empty for what was sent for the first time. */
  readonly changed: readonly string[];
  readonly run: number;
  /** The sequence under which this content was sent. */
  readonly sequence: number;
  readonly receipt: LedgerReceipt;
  /** Full snapshots in a row without it. */
  readonly misses: number;
  /** The run that counted the last of them, so that a run which goes on does not count it twice. */
  readonly missedIn?: number;
  /** Closed because it was absent, so that its absence is not reported again. */
  readonly closed: boolean;
  readonly shortcut?: RowShortcut;
}
/** The part of a receipt that a later report needs; holds no personal data. */
export type LedgerReceipt = Pick<Receipt, 'outcome' | 'match' | 'issues' | 'discrepancies'>;

/** What a run says of itself when it begins. */
export interface RunStart {
  readonly id: string;
  readonly startedAt: IsoInstant;
  /** Changes when mapping or files do: only then is a run that was cut off not taken up again. */
  readonly inputs: string;
}
export interface LedgerRun {
  readonly id: string;
  readonly startedAt: IsoInstant;
  /** 1-based. The records of a later run have greater sequences than all of an earlier one. */
  readonly number: number;
  /** True when a run that was cut off goes on. */
  readonly resumed: boolean;
  /** True when the last finished run was over the very same inputs: they are no new snapshot. */
  readonly repeated: boolean;
}

/**
 * What was sent to one directory for one source, and how it was answered. One run holds it at a time: opening
 * it a second time throws `run.ledger-locked` and says who holds it.
 */
export interface Ledger {
  /** The key of this ledger's fingerprints, made when the ledger was. */
  readonly fingerprintKey: Uint8Array;
  /** Begins a run, or takes up the one that was cut off over the same inputs. */
  begin(start: RunStart): Promise<LedgerRun>;
  /** What is known of each record, in the order asked; undefined for one never sent. */
  find(recordIds: readonly string[]): Promise<readonly (LedgerMark | undefined)[]>;
  /** The whole entries, in the order asked. */
  read(recordIds: readonly string[]): Promise<readonly (LedgerEntry | undefined)[]>;
  /** Makes entries durable, all or none. */
  save(entries: readonly LedgerEntry[]): Promise<void>;
  /** Puts shortcuts to entries that stay as they are otherwise; those of unknown records are forgotten. */
  putShortcuts(shortcuts: readonly (RowShortcut & { readonly recordId: string })[]): Promise<void>;
  /**
   * Up to `limit` entries behind the record `after` in an order of the ledger's own that does not change; the
   * first without it.
   */
  walk(after: string | undefined, limit: number): Promise<readonly LedgerEntry[]>;
  /** Number of records known and not closed. */
  count(): Promise<number>;
  /** Ends the run. Later runs compare themselves with its statistics; one that a guard stopped leaves none. */
  finish(statistics: RunStatistics | undefined): Promise<void>;
  /** Statistics of the last finished runs, newest first. */
  history(limit: number): Promise<readonly RunStatistics[]>;
  close(): Promise<void>;
}

/** Counts of one run, free of personal data: what drift is measured against. */
export interface RunStatistics {
  readonly run: number;
  readonly startedAt: IsoInstant;
  /** Rows of the record inputs. */
  readonly rows: number;
  /** By column of the record inputs that rules read. */
  readonly columns: Readonly<Record<string, ColumnStatistics>>;
  /** Every name in the headers of the record inputs; absent where nothing proves that they have one. */
  readonly header?: readonly string[];
  /** Share of receipts that said `matched`, of those that said anything of matching. */
  readonly matchRate?: number;
}
/** Shares, from 0 to 1, of the rows looked at. */
export interface ColumnStatistics {
  readonly filled: number;
  /** Of filled rows, by code; only codes that the mapping declares, all others as `other`. */
  readonly codes?: Readonly<Record<string, number>>;
}

/** Where rows that wait to be joined go when memory is short. Opened for one run, then thrown away. */
export interface Spill {
  /** Takes rows in; all come before the first `get`. */
  put(rows: readonly SpilledRow[]): Promise<void>;
  /** The rows of each key, in the order put; empty for an unknown key. */
  get(table: string, keys: readonly string[]): Promise<readonly (readonly string[])[]>;
  /** Number of rows of a table whose key `get` was never asked for. */
  unasked(table: string): Promise<number>;
  close(): Promise<void>;
}
export interface SpilledRow {
  readonly table: string;
  readonly key: string;
  readonly row: string;
}

/** Rows that could not be sent, kept in the sender's own layout until somebody repairs them. */
export interface Quarantine {
  put(rows: readonly QuarantinedRow[]): Promise<void>;
  close(): Promise<void>;
}
export interface QuarantinedRow {
  readonly place: Place;
  readonly issues: readonly Issue[];
  /** The row as the sender wrote it, by column; or raw bytes where it could not be read. */
  readonly columns?: readonly string[];
  readonly values?: readonly (string | undefined)[];
  readonly raw?: Uint8Array;
  /** As the mapping reads it; absent where it could not be. */
  readonly recordId?: string;
}

/** A further check of mapped records: quality rules, for example. A batch in, issues by record out. */
export interface Check {
  /** Changes when its answers may: without it, rows that are known to be unchanged are checked again and again. */
  readonly version?: string;
  check(records: readonly CanonicalRecord[]): readonly (readonly Issue[])[];
}

/** Where the presets are that a mapping may begin with. */
export interface PresetResolver {
  /** For suggestions. */
  readonly ids: readonly string[];
  find(id: string): { readonly file: string; readonly text: string } | undefined;
}
