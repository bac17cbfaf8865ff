import type { Crypto, IsoInstant } from '@contactpoint/contract';
import type { Mapping } from './mapping/types.ts';
import type { Check, Ledger, Quarantine, RecordWriter, Sink, Source, Spill } from './ports.ts';

/** What the line needs of the world: core has no clock, no chance and no timer of its own. */
export interface World {
  readonly crypto: Crypto;
  now(): Date;
  /** A new UUID. */
  newId(): string;
  /** Resolves after so many milliseconds, or rejects when the signal does. */
  pause(ms: number, signal?: AbortSignal): Promise<void>;
}

/** One run of a mapping over its files. */
export interface RunOptions extends Bindings {
  readonly mapping: Mapping;
  readonly world: World;
  /** A directory, a file, or nowhere: without either it is a dry run. */
  readonly to?: Destination;
  /** Without a ledger everything is sent. */
  readonly ledger?: Ledger;
  readonly quarantine?: Quarantine;
  /** Record ids that other rows have, which are not among these: a row with one of them must wait. */
  readonly taken?: readonly string[];
  /** Joined inputs are held here instead of in memory. */
  readonly spill?: Spill;
  readonly checks?: readonly Check[];
  /** Records in one request; 500 unless told. */
  readonly batchSize?: number;
  /** Requests under way at once; 4 unless told. */
  readonly concurrency?: number;
  /** What a person has decided after a guard stopped the run before. */
  readonly confirmed?: readonly GuardName[];
  /** Rows that came before in the same run of the ledger, where one run takes many deliveries; 0 unless told. */
  readonly firstRow?: number;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}
export type GuardName = 'close' | 'shrink' | 'drift';
export type Destination =
  | { readonly kind: 'directory'; readonly sink: Sink }
  | { readonly kind: 'file'; readonly writer: RecordWriter };

/** What the names in a mapping stand for in this run. */
export interface Bindings {
  /** By input name. */
  readonly sources: ReadonlyMap<string, Source>;
  /** Lookup tables by file name as the mapping writes it. */
  readonly tables?: ReadonlyMap<string, Source>;
  /** Values for `setting:`. */
  readonly settings?: ReadonlyMap<string, string>;
}

/** How far a run is; given at most once a batch. */
export interface Progress {
  readonly step: 'join' | 'survey' | 'send';
  readonly bytes: number;
  readonly totalBytes?: number;
  readonly read: number;
  readonly sent: number;
  readonly unchanged: number;
  readonly quarantined: number;
  readonly at: IsoInstant;
}
