import type { CanonicalRecord, Issue, Place, Receipt } from '@contactpoint/contract';

/** One row, element or message of an export, still in the words of its source. */
export interface SourceRecord {
  readonly place: Place;
  readonly layout: Layout;
  /** Whatever the format reads fastest; only its own `Layout` looks inside. */
  readonly data: unknown;
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
  /** Batches in file order. Total bytes, where known, let a person see progress. */
  read(options: {
    readonly signal?: AbortSignal | undefined;
    readonly onBytes?: (bytes: number) => void;
  }): AsyncIterable<SourceBatch>;
  /** Size of all files on disk, in bytes; undefined for a feed. */
  readonly sizeInBytes?: number;
}

/** Where canonical records go. The SDK's `submissions` satisfies it by shape. */
export interface Sink {
  /** One receipt a record, in order. Throws a `ContactPointError` when the batch got no answer. */
  submit(
    records: readonly CanonicalRecord[],
    options: { readonly requestId: string; readonly signal?: AbortSignal | undefined },
  ): Promise<readonly Receipt[]>;
}

export interface LedgerEntry {
  readonly recordId: string;
  /** Keyed hash of the canonical record, without volatile parts. */
  readonly fingerprint: string;
  /** The sequence under which this content was sent. */
  readonly sequence: number;
  readonly outcome: Receipt['outcome'];
}

/** What was sent to one directory for one source, and how it was answered. One run holds it at a time. */
export interface Ledger {
  /** The last entry of each record, in the order asked; undefined for one never sent. */
  find(recordIds: readonly string[]): Promise<readonly (LedgerEntry | undefined)[]>;
  /** Makes entries durable, all or none. */
  save(entries: readonly LedgerEntry[]): Promise<void>;
  /** The next unused sequences of this source: a monotone block of `count`, the first one returned. */
  takeSequences(count: number): Promise<number>;
  /** The key of this ledger's fingerprints, made when the ledger was. */
  readonly fingerprintKey: Uint8Array;
  close(): Promise<void>;
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
}

/** A further check of mapped records: quality rules, for example. A batch in, issues by record out. */
export interface Check {
  check(records: readonly CanonicalRecord[]): readonly (readonly Issue[])[];
}
