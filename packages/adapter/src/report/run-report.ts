import type { IsoInstant, MatchAnswer, Outcome, Place, Severity, FixableBy } from '@contactpoint/contract';

/** How a run went, in numbers, codes and places: no value of any record stands in it. */
export interface RunReport {
  readonly report: 1;
  readonly mapping: { readonly name: string; readonly file: string };
  readonly system: string;
  readonly run: { readonly id: string; readonly number?: number; readonly resumed: boolean };
  readonly mode: 'directory' | 'file' | 'dry-run';
  readonly startedAt: IsoInstant;
  readonly finishedAt: IsoInstant;
  readonly verdict: Verdict;
  /** Why a person must decide, in whole sentences; empty unless the verdict is `stopped`. */
  readonly stops: readonly GuardStop[];
  readonly inputs: readonly InputSummary[];
  /** Records with at least one error, of `balance.read`. */
  readonly withErrors: number;
  /** Limits of the mapping that were passed, the worst first. */
  readonly thresholds: readonly ThresholdFinding[];
  readonly balance: Balance;
  readonly fields: readonly FieldSummary[];
  /** Causes, those first whose mending helps most records. */
  readonly issues: readonly IssueGroup[];
  readonly matches: Readonly<Partial<Record<MatchAnswer, number>>>;
  readonly discrepancies: readonly DiscrepancySummary[];
  readonly changes: readonly ChangeSummary[];
  readonly drift: readonly DriftFinding[];
  /** Milliseconds. */
  readonly durations: { readonly total: number; readonly survey: number; readonly send: number };
}

/** More records than the mapping allows, as a sentence. */
export interface ThresholdFinding {
  /** The cause; absent where all errors are meant together. */
  readonly code?: string;
  readonly sentence: string;
  /** Whether the run ends with exit code 1 for it; otherwise it is a warning. */
  readonly breach: boolean;
}

/** `done`: all as it should be. `over-threshold`: done, with too many errors. `stopped`: a guard stopped it. */
export type Verdict = 'done' | 'over-threshold' | 'stopped';

/** What was read of one input. */
export interface InputSummary {
  readonly name: string;
  readonly role: 'records' | 'joined';
  readonly rows: number;
  readonly unreadable: number;
  /** Rows of a joined input that belong to no record. */
  readonly unmatched?: number;
}

/** read = Σ outcomes + written + ready + quarantined + unchanged + leftOut; a run whose balance fails is an error. */
export interface Balance {
  /** Rows of the record inputs, readable or not. */
  readonly read: number;
  /** Receipts by outcome. */
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  /** Written to a file in place of being sent. */
  readonly written: number;
  /** Would have been sent: a dry run, or a run stopped by a guard. */
  readonly ready: number;
  readonly quarantined: number;
  /** As the ledger knows them: not sent again. */
  readonly unchanged: number;
  /** Of these, rejected for good by the directory when they were sent: among `unchanged`, not beside it. */
  readonly rejectedBefore: number;
  /** Rows that the mapping itself leaves out (`record.when`). */
  readonly leftOut: number;
  /** Records closed because full snapshots no longer hold them; not rows, so outside the balance. */
  readonly closedByAbsence: number;
  /** Known records that this full snapshot does not hold. */
  readonly absent: number;
  /** Of these, absent long enough to be closed and waiting for a person to confirm it. */
  readonly awaitingClose: number;
}

/** How full one part of the record is. */
export interface FieldSummary {
  readonly path: string;
  readonly filled: number;
}

/** One kind of trouble at one column or place of the record, however often it came. */
export interface IssueGroup {
  readonly code: string;
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
  readonly suggestion: string;
  readonly fixableBy: FixableBy;
  readonly column?: string;
  readonly path?: string;
  readonly count: number;
  /** Records that would be helped by mending it. */
  readonly records: number;
  /** The first few. */
  readonly places: readonly Place[];
  /** `adapter` found it, or the `directory` said it in a receipt. */
  readonly from: 'adapter' | 'directory';
}

/** How often receipts told of a discrepancy of this kind and place. */
export interface DiscrepancySummary {
  readonly kind: string;
  readonly path: string;
  readonly count: number;
}
/** How many of the records that were sent again had this part changed. */
export interface ChangeSummary {
  readonly part: string;
  readonly count: number;
}
/** How this export differs from those before, in a sentence; of a breach, a person decides. */
export interface DriftFinding {
  readonly what: 'fill' | 'code' | 'rows' | 'match-rate' | 'column';
  readonly sentence: string;
  readonly breach: boolean;
}
/** Why a run was stopped for a person to look. */
export interface GuardStop {
  readonly code: string;
  readonly sentence: string;
}
