/**
 * The words of ContactPoint, one per thing, everywhere: code, API, docs.
 *
 * - **child**: the person a directory record is about, known by an opaque `childId`.
 * - **source**: one system that supplies records, known by its `system` id (`wirral-ics`).
 * - **source record**: one row, element or message of an export, still in the words of its source.
 * - **record**: the canonical record (`contact-record/1`): what one source says about one child.
 * - **place**: where in a file something stands (file, row, line, column, bytes).
 * - **issue**: something wrong with the data; a value, never thrown.
 * - **error**: something wrong with the run; a `ContactPointError`.
 * - **batch**: the records that travel together in one request.
 * - **receipt**: the directory's answer to one record.
 * - **link**: that a record belongs to a child.
 * - **best view**: for each field the most reliable value, with its source.
 * - **discrepancy**: a supplier's value that differs from the best view.
 * - **involvement**: that a service or practitioner works with a child, from when to when.
 * - **practitioner**: the person to contact about an involvement.
 * - **access context**: who asks, in which role, by which route, and why.
 * - **ledger**: what the adapter has sent and how it was answered.
 * - **quarantine**: where records that could not be sent wait to be repaired.
 */

/** A calendar date, `yyyy-MM-dd`. */
export type IsoDate = string;
/** An instant, RFC 3339 in UTC (`2026-11-20T02:00:00Z`). */
export type IsoInstant = string;

export type Operation = 'upsert' | 'close' | 'withdraw' | 'merge' | 'renumber';
export type NameUse = 'current' | 'former' | 'alias' | 'preferred';
export type AddressUse = 'current' | 'lastKnown' | 'former';
export type Gender = 'female' | 'male' | 'notSpecified' | 'notKnown';
export type DatePrecision = 'day' | 'month' | 'year';
export type IdentifierType =
  'nhsNumber' | 'upn' | 'formerUpn' | 'uln' | 'laChildId' | 'localId' | 'urn' | 'nationalInsuranceNumber';
export type ServiceCategory =
  | 'education'
  | 'primaryCare'
  | 'healthVisiting'
  | 'schoolNursing'
  | 'communityHealth'
  | 'hospital'
  | 'socialCare'
  | 'earlyHelp'
  | 'sen'
  | 'youthJustice'
  | 'police'
  | 'careers'
  | 'housing'
  | 'voluntary'
  | 'benefits'
  | 'registration'
  | 'sensitive'
  | 'other';

export interface RecordSource {
  readonly system: string;
  readonly recordId: string;
  readonly suppliedAt: IsoInstant;
  /** Monotone within the source; breaks ties of `suppliedAt`. */
  readonly sequence?: number;
}

export interface PersonName {
  readonly use?: NameUse;
  readonly given?: readonly string[];
  readonly family?: string;
  readonly prefix?: string;
  readonly suffix?: string;
  readonly from?: IsoDate;
  readonly to?: IsoDate;
}

/** A date of which the day, or the day and month, may be unknown: `2014-03-09`, `2014-03` or `2014`. */
export interface PartialDate {
  readonly value: string;
  readonly precision: DatePrecision;
}
export interface DateOfBirth extends PartialDate {
  readonly status: 'known' | 'estimated' | 'expected';
}

export interface Address {
  readonly use?: AddressUse;
  readonly lines?: readonly string[];
  readonly town?: string;
  readonly county?: string;
  readonly postcode?: string;
  readonly uprn?: string;
  readonly from?: IsoDate;
  readonly to?: IsoDate;
}

export interface Identifier {
  readonly type: IdentifierType;
  /** As supplied when it is not valid, otherwise normalised. */
  readonly value: string;
  readonly status?: 'verified' | 'traced' | 'unverified';
  readonly issuer?: string;
  readonly supersededBy?: string;
}

export interface Child {
  readonly names?: readonly PersonName[];
  readonly dateOfBirth?: DateOfBirth;
  readonly dateOfDeath?: PartialDate;
  readonly gender?: Gender;
  readonly addresses?: readonly Address[];
  readonly addressStatus?: 'known' | 'noneKnown' | 'leftEngland';
  readonly returnIntention?: 'withinThreeYears' | 'no' | 'unknown';
  readonly identifiers?: readonly Identifier[];
  readonly multipleBirth?: { readonly order?: number; readonly count?: number };
}

export interface ContactDetails {
  readonly telephone?: readonly string[];
  readonly email?: readonly string[];
  readonly address?: Address;
}

export interface Carer {
  readonly name?: PersonName;
  readonly relationship?: string;
  readonly parentalResponsibility?: boolean;
  readonly hasCare?: boolean;
  readonly contact?: ContactDetails;
}

export interface Organisation {
  readonly name?: string;
  readonly code?: { readonly type: 'urn' | 'ods' | 'ukprn' | 'laCode' | 'laestab'; readonly value: string };
}

export interface Involvement {
  /** Stable within the source. */
  readonly id: string;
  readonly service: {
    readonly category: ServiceCategory;
    readonly name?: string;
    readonly organisation?: Organisation;
  };
  /** A practitioner or team that the same source supplied on its own. */
  readonly contactId?: string;
  readonly practitioner?: { readonly name?: PersonName; readonly role?: string };
  readonly contact?: ContactDetails;
  readonly from?: IsoDate;
  readonly to?: IsoDate | null;
  readonly leadProfessional?: boolean;
  readonly commonAssessment?: boolean;
  readonly sensitive?: { readonly basis: 'consent' | 'significantHarm'; readonly consentId?: string };
}

export type NotKnownReason = 'notKnown' | 'notAsked' | 'refused' | 'withheld';

/** What one source says about one child: contact details only, never case information. */
export interface CanonicalRecord {
  readonly source: RecordSource;
  readonly operation: Operation;
  /** For `merge` and `renumber`: the source's earlier record id. */
  readonly fromRecordId?: string;
  readonly completeness: 'full' | 'partial';
  /** JSON Pointers; with `partial`, what the source deleted. */
  readonly cleared?: readonly string[];
  readonly child?: Child;
  readonly carers?: readonly Carer[];
  readonly involvements?: readonly Involvement[];
  readonly flags?: { readonly shieldRequested?: boolean; readonly newIdentity?: boolean };
  readonly confirmed?: readonly {
    readonly pointer: string;
    readonly with: 'child' | 'parentOrCarer';
    readonly on: IsoDate;
  }[];
  readonly notKnown?: Readonly<Record<string, NotKnownReason>>;
}

/** Where something stands in what a person supplied. It survives from the file to the receipt. */
export interface Place {
  /** The file's name as the person wrote it. */
  readonly file: string;
  /** 1-based data row (the header is not counted) or record in the file. */
  readonly row?: number;
  /** 1-based physical line on which the record begins. */
  readonly line?: number;
  /** 0-based offsets in the decompressed file; the end is exclusive. */
  readonly bytes?: readonly [start: number, end: number];
  /** Column name, field, XML path or HL7 address, as people of the format write it. */
  readonly column?: string;
}

export type Severity = 'error' | 'warning' | 'information';

/** Something wrong with the data. Never thrown, and never holds a person's data. */
export interface Issue {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly place?: Place;
  /** JSON Pointer into the canonical record. */
  readonly path?: string;
  readonly suggestion?: string;
}

export type Outcome =
  | 'created'
  | 'updated'
  | 'unchanged'
  | 'closed'
  | 'withdrawn'
  | 'merged'
  | 'held'
  | 'rejected'
  | 'duplicate-in-batch';
export type MatchAnswer = 'matched' | 'new' | 'possible' | 'not-enough-data';

/** That a supplier's value differs from the best view; says that and where, never another's value. */
export interface DiscrepancyNotice {
  readonly id: string;
  readonly kind: string;
  readonly path: string;
}

export interface Receipt {
  /** 0-based position of the record in its request. */
  readonly ref: number;
  readonly recordId: string;
  readonly outcome: Outcome;
  /** Random per (source, recordId): two references never reveal that two records are one child. */
  readonly childRef?: string;
  readonly match?: MatchAnswer;
  readonly issues: readonly Issue[];
  readonly discrepancies: readonly DiscrepancyNotice[];
}

export type AccessRoute = 'web' | 'cms' | 'mediated';

/** Who asks, for whom, and why: stands in the body of every read of a child. */
export interface AccessContext {
  readonly user: string;
  readonly organisation: string;
  readonly role: string;
  readonly reason: { readonly code: string; readonly text?: string };
  readonly route: AccessRoute;
  readonly onBehalfOf?: string;
  readonly correlation?: string;
}

export interface SubmissionRequest {
  readonly records: readonly CanonicalRecord[];
}
export interface SubmissionResponse {
  readonly submissionId: string;
  readonly receipts: readonly Receipt[];
}

/** At least a family name with a date of birth or postcode, or one identifier. */
export interface SearchCriteria {
  readonly given?: string;
  readonly family?: string;
  readonly dateOfBirth?: string;
  readonly gender?: Gender;
  readonly postcode?: string;
  readonly identifier?: { readonly type: IdentifierType; readonly value: string };
}
export interface SearchRequest {
  readonly accessContext: AccessContext;
  readonly criteria: SearchCriteria;
}
/** Minimal fields: enough to tell two children apart, nothing that places them. */
export interface SearchCandidate {
  readonly childId: string;
  readonly limited: boolean;
  readonly name?: PersonName;
  readonly dateOfBirth?: DateOfBirth;
  readonly gender?: Gender;
  readonly town?: string;
}
/** Which sources cover an area and when each last fed: nobody found is not nobody involved. */
export interface SourceCoverage {
  readonly source: string;
  readonly lastSuppliedAt: IsoInstant | null;
}
export interface SearchResponse {
  readonly outcome: 'found' | 'nobody-found' | 'too-many';
  readonly candidates: readonly SearchCandidate[];
  readonly coverage: readonly SourceCoverage[];
}

export interface ViewRequest {
  readonly accessContext: AccessContext;
}
/** A value of the best view with where it came from. */
export interface Sourced<T> {
  readonly value: T;
  readonly source: string;
  readonly suppliedAt: IsoInstant;
  readonly confirmedOn?: IsoDate;
}
export interface ChildView {
  readonly childId: string;
  /** True for a shielded record: only current name, date of birth, number and a carer's name. */
  readonly limited: boolean;
  readonly names: readonly Sourced<PersonName>[];
  readonly dateOfBirth?: Sourced<DateOfBirth>;
  readonly gender?: Sourced<Gender>;
  readonly addresses?: readonly Sourced<Address>[];
  readonly addressStatus?: Sourced<NonNullable<Child['addressStatus']>>;
  readonly identifiers?: readonly Sourced<Identifier>[];
  readonly carers: readonly Sourced<Carer>[];
  readonly involvements?: readonly Sourced<Involvement>[];
  /** As recorded or not recorded; never "not receiving" (VIEW-01). Absent on a limited view. */
  readonly education?: 'recorded' | 'notRecorded';
  readonly primaryCare?: 'recorded' | 'notRecorded';
}

/** `application/problem+json` of every failed request. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly instance?: string;
  readonly requestId?: string;
  readonly retryable: boolean;
  readonly fixableBy: FixableBy;
  readonly errors?: readonly ProblemItem[];
}
export type FixableBy = 'vendor' | 'authority' | 'directory';
export interface ProblemItem {
  readonly pointer?: string;
  readonly code: string;
  readonly message: string;
  readonly suggestion?: string;
  readonly rule?: string;
}
