import type { Severity } from '@contactpoint/contract';
import type { HandRow } from '../memory-source.ts';

/** Where something stands in a mapping document; both 1-based. */
export interface At {
  readonly line: number;
  readonly column: number;
  /** The preset that it stands in; absent in the document itself. */
  readonly file?: string;
}

/** A mapping document as read: every rule knows where it stands, nothing is resolved against data yet. */
export interface Mapping {
  /** The document's name as the person wrote it. */
  readonly file: string;
  readonly name: string;
  readonly source: { readonly system: string; readonly organisation?: string };
  /** In the order written, by name. */
  readonly inputs: ReadonlyMap<string, Input>;
  readonly record: RecordRule;
  /** `child`, `carers`, `involvements`, …: the rules of the canonical record. */
  readonly body: GroupRule;
  readonly policy: Policy;
  readonly tests: readonly MappingTest[];
}

/** One input: the files of one format, and how their rows belong to a record. */
export interface Input {
  readonly name: string;
  readonly at: At;
  readonly format: string;
  /** File names or globs, as written. */
  readonly files: readonly string[];
  /** Everything else under the input: the format's own words (`encoding`, `delimiter`, `path`, …). */
  readonly options: Readonly<Record<string, OptionValue>>;
  /** The columns that name a record, when this input's rows are records or are joined to. */
  readonly key: readonly ColumnRef[];
  /** The columns that hold another input's key. */
  readonly on: readonly ColumnRef[];
  /** The input whose `key` is meant by `on`; the record's own where absent. */
  readonly to?: string;
  /** Whether several rows may belong to one record. */
  readonly many: boolean;
  /** Of several rows with one key, the one with the greatest value here counts. */
  readonly latestBy?: Rule;
  /** Own words for places, so that files which name one thing differently read alike. */
  readonly names: ReadonlyMap<string, string>;
  /** Texts that mean nothing was entered (`NULL`, `N/A`). */
  readonly blank: readonly string[];
  /** Rows for which this does not hold are not read. */
  readonly where?: Condition;
}
/** An option of an input as the document writes it: texts, lists and objects of them. */
export type OptionValue = string | readonly OptionValue[] | { readonly [name: string]: OptionValue };

/** A place in a source as written: `Postcode`, `#3`, `ChildIdentifiers/UPN`, `PID-5.1`, `addresses.Town`. */
export interface ColumnRef {
  readonly text: string;
  readonly at: At;
}

/** Which rows are records, and what names each. */
export interface RecordRule {
  readonly at: At;
  /** Inputs of one kind: each of their rows is a record. */
  readonly each: readonly ColumnRef[];
  readonly id: Rule;
  readonly suppliedAt?: Rule;
  readonly when?: Condition;
  /** Whether a file holds everything (absence then means something) or only what changed. */
  readonly snapshot: boolean;
}

/** How a place of the record is filled. */
export type Rule = ValueRule | FirstRule | GroupRule | ListRule;

/** A text from the source and what is done with it, in the order `from`, `steps`, `codes`/`lookup`, `as`. */
export interface ValueRule {
  readonly kind: 'value';
  readonly at: At;
  /** In a list of values: one value for each row of this repeated place. */
  readonly each?: ColumnRef;
  readonly from: readonly ColumnRef[];
  /** In place of `from`: a fixed text. */
  readonly constant?: string;
  /** In place of `from`: a value given with the run (`--set name=value`) or by the environment. */
  readonly setting?: string;
  readonly steps: readonly Step[];
  readonly codes?: ReadonlyMap<string, string>;
  readonly lookup?: Lookup;
  /** For codes that no table knows: an issue, hold the record back, or this value. */
  readonly otherwise?: Otherwise;
  readonly as?: As;
  readonly formats: readonly DateFormat[];
  /** Two-digit years up to this one belong to this century. */
  readonly pivot?: number;
  /** Texts that look like a value and are none (`01/01/1900`). */
  readonly placeholder: readonly string[];
  readonly default?: string;
  readonly when?: Condition;
  /** The column may be missing from a file. */
  readonly optional: boolean;
  /** Changes from export to export without meaning: left out of the fingerprint. */
  readonly volatile: boolean;
  /** What the target lets stand beside `from`, for example the `status` of a date of birth. */
  readonly beside: ReadonlyMap<string, Rule>;
}
/** Alternatives: the first that gives a value. */
export interface FirstRule {
  readonly kind: 'first';
  readonly at: At;
  readonly options: readonly ValueRule[];
}
/** An object of the record, built once, or once for each row of `each`. */
export interface GroupRule {
  readonly kind: 'group';
  readonly at: At;
  readonly each?: ColumnRef;
  readonly when?: Condition;
  readonly fields: ReadonlyMap<string, Rule>;
}
/** A list of the record, each item by its own rule. */
export interface ListRule {
  readonly kind: 'list';
  readonly at: At;
  readonly items: readonly Rule[];
}

/** What a text is read as. */
export type As =
  | 'text'
  | 'date'
  | 'instant'
  | 'boolean'
  | 'number'
  | 'postcode'
  | 'telephone'
  | 'email'
  | 'nhsNumber'
  | 'upn'
  | 'uln'
  | 'nhsNumberOrUln';

/** What becomes of a code that no table knows: an issue, the record is held back, or this value. */
export type Otherwise =
  { readonly kind: 'issue' } | { readonly kind: 'hold' } | { readonly kind: 'value'; readonly value: string };

/** A date format as written, for example `dd/MM/yyyy`. */
export interface DateFormat {
  readonly text: string;
  readonly at: At;
}

/** A table of codes that stands in a file of its own. */
export interface Lookup {
  readonly at: At;
  /** Name of a table file beside the mapping. */
  readonly file: string;
  /** Column of the code; the table's first where absent. */
  readonly key?: string;
  /** Column of the value; the table's second where absent. */
  readonly value?: string;
  /** Of a table with a column `version`, the rows of this one count. */
  readonly version?: string;
}

/** What is done with a text before it is read as anything. */
export type Step =
  | BareStep<'trim' | 'upper' | 'lower' | 'title' | 'digits' | 'first-of'>
  | TextStep<'split' | 'join' | 'prefix' | 'suffix' | 'remove'>
  | { readonly step: 'replace'; readonly find: string; readonly with: string; readonly at: At }
  /** 1-based; negative counts from the end. */
  | { readonly step: 'pick'; readonly index: number; readonly at: At }
  | { readonly step: 'pad'; readonly to: number; readonly with: string; readonly at: At }
  /** 1-based characters, both ends included. */
  | { readonly step: 'slice'; readonly first: number; readonly last: number; readonly at: At }
  | { readonly step: 'name-parts'; readonly part: NamePart; readonly at: At };
type BareStep<Name> = Name extends string ? { readonly step: Name; readonly at: At } : never;
type TextStep<Name> = Name extends string
  ? { readonly step: Name; readonly text: string; readonly at: At }
  : never;
/** Which part of a whole name a step takes. */
export type NamePart = 'given' | 'family' | 'prefix';

/** Which rows a rule is for. */
export type Condition =
  | { readonly kind: 'filled'; readonly column: ColumnRef; readonly not: boolean }
  | {
      readonly kind: 'is';
      readonly column: ColumnRef;
      readonly values: readonly string[];
      readonly not: boolean;
    }
  | { readonly kind: 'all'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'any'; readonly conditions: readonly Condition[] };

/** What may happen without a person; shares are fractions of 1. */
export interface Policy {
  /** What becomes of a record with an error: kept back, sent without the value, or the run stops. */
  readonly onIssue: 'quarantine' | 'send' | 'stop';
  /** Share of records with an error above which the run ends with exit code 1. */
  readonly errorIf: number;
  /** Share above which the report warns. */
  readonly warnIf: number;
  /** The same for single causes, by the code of the issue. */
  readonly causes: ReadonlyMap<string, CauseLimits>;
  /** Share of known records that one run may close. */
  readonly closeGuard: number;
  /** Share by which a full snapshot may be smaller than the last. */
  readonly shrinkGuard: number;
  /** Share by which a column's fill or a code's share may move from the last runs. */
  readonly driftGuard: number;
  /** Full snapshots without a record before it is closed; absent: absence closes nothing. */
  readonly closeAfter?: number;
  /** Whether a person confirms each closing of absent records, or the guard alone watches over it. */
  readonly closing: 'confirm' | 'automatic';
  /** Send nothing when any record has an error. */
  readonly allOrNothing: boolean;
}

/** Shares of records that one cause may touch. */
export interface CauseLimits {
  readonly errorIf?: number;
  readonly warnIf?: number;
}

/** Rows given, and what the record must then hold. */
export interface MappingTest {
  readonly at: At;
  readonly name?: string;
  /** Rows by input name; a repeated group inside a row is a list of rows. */
  readonly given: ReadonlyMap<string, readonly HandRow[]>;
  /** Compared where it says something; an array is compared whole. */
  readonly want?: OptionValue;
  /** Codes of issues that must be raised. */
  readonly issues?: readonly string[];
}

/** Something wrong with a mapping document, found before any data is read. */
export interface MappingProblem {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly suggestion?: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
