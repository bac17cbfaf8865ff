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
import type { components } from './generated/api-types.ts';

type Schemas = components['schemas'];

/** A calendar date, `yyyy-MM-dd`. */
export type IsoDate = Schemas['IsoDate'];
/** An instant, RFC 3339 in UTC (`2026-11-20T02:00:00Z`). */
export type IsoInstant = Schemas['IsoInstant'];

/** What one source says about one child: contact details only, never case information. */
export type CanonicalRecord = Schemas['ContactRecord'];
/** What the source asks the directory to do with a record. */
export type Operation = CanonicalRecord['operation'];
/** Which source says this, about which of its records, and when. */
export type RecordSource = Schemas['RecordSource'];
/** The child as one source knows it. */
export type Child = Schemas['Child'];
/** A name of a child, carer or practitioner, with how it is used and from when to when. */
export type PersonName = Schemas['PersonName'];
export type NameUse = NonNullable<PersonName['use']>;
/** A date of which the day, or the day and month, may be unknown: `2014-03-09`, `2014-03` or `2014`. */
export type PartialDate = Schemas['PartialDate'];
export type DatePrecision = Schemas['DatePrecision'];
/** A date of birth, or of an expected birth. */
export type DateOfBirth = Schemas['DateOfBirth'];
export type Gender = Schemas['Gender'];
export type Address = Schemas['Address'];
export type AddressUse = NonNullable<Address['use']>;
/** An identifier with how the source knows that it is this child's. */
export type Identifier = Schemas['Identifier'];
export type IdentifierType = Schemas['IdentifierType'];
/** How to reach somebody. */
export type ContactDetails = Schemas['ContactDetails'];
/** A parent or carer. */
export type Carer = Schemas['Carer'];
export type Organisation = Schemas['Organisation'];
/** That a service or practitioner works with the child, from when to when. */
export type Involvement = Schemas['Involvement'];
export type ServiceCategory = Schemas['ServiceCategory'];
/** Why a value is absent. */
export type NotKnownReason = Schemas['NotKnownReason'];

/** Where something stands in what a person supplied. It survives from the file to the receipt. */
export type Place = Schemas['Place'];
export type Severity = Schemas['Severity'];
/** Something wrong with the data. Never thrown, and never holds a person's data. */
export type Issue = Schemas['Issue'];

/** What became of one submitted record. */
export type Outcome = Schemas['Outcome'];
export type MatchAnswer = Schemas['MatchAnswer'];
/** That a supplier's value differs from the best view; says that and where, never another's value. */
export type DiscrepancyNotice = Schemas['DiscrepancyNotice'];
export type DiscrepancyKind = Schemas['DiscrepancyKind'];
/** A difference of a supplier's record from the best view: one thread, with what has become of it (DISC-01). */
export type Discrepancy = Schemas['Discrepancy'];
export type DiscrepancyList = Schemas['DiscrepancyList'];
/** What a supplier says of a difference. */
export type DiscrepancyAnswer = Schemas['DiscrepancyAnswer'];
/** What a supplier should know. */
export type Notification = Schemas['Notification'];
export type NotificationList = Schemas['NotificationList'];
/** The directory's answer to one record. */
export type Receipt = Schemas['Receipt'];
export type SubmissionRequest = Schemas['SubmissionRequest'];
export type SubmissionResponse = Schemas['SubmissionResponse'];

export type AccessRoute = Schemas['AccessRoute'];
/** Who asks, for whom, and why: stands in the body of every read of a child. */
export type AccessContext = Schemas['AccessContext'];
/** At least a family name with a date of birth or postcode, or one identifier. */
export type SearchCriteria = Schemas['SearchCriteria'];
export type SearchRequest = Schemas['SearchRequest'];
/** Minimal fields: enough to tell two children apart, nothing that places them. */
export type SearchCandidate = Schemas['SearchCandidate'];
/** Which sources cover an area and when each last fed: nobody found is not nobody involved. */
export type SourceCoverage = Schemas['SourceCoverage'];
export type SearchResponse = Schemas['SearchResponse'];

/** A value of the best view with where it came from. */
export type Sourced<T> = Schemas['Provenance'] & { readonly value: T };
/** Why a value of the best view is shown. */
export type ValueReason = Schemas['ValueReason'];
export type ViewRequest = Schemas['ViewRequest'];
/** What the caller may see of one child. */
export type ChildView = Schemas['ChildView'];

/** What tells one child from another. */
export type Identity = Schemas['Identity'];
/** References to what waits for a person, from a cursor on. */
export type ReviewList = Schemas['ReviewList'];
/** One record and the children it may belong to. */
export type ReviewItem = Schemas['ReviewItem'];
export type ReviewDecisionRequest = Schemas['ReviewDecisionRequest'];
/** The records that make up a child. */
export type ChildLinks = Schemas['ChildLinks'];
/** What a decision led to. */
export type Decision = Schemas['Decision'];
/** Which record of which source, and as of which of its versions. */
export type RecordReference = Schemas['RecordReference'];
/** The receipts of a submission, from a cursor on. */
export type ReceiptList = Schemas['ReceiptList'];

/** One code list with where it is from. */
export type CodeList = Schemas['CodeList'];
/** One rule of the directory, with its law. */
export type Rule = Schemas['Rule'];

/** Who can mend something. */
export type FixableBy = Schemas['FixableBy'];
/** `application/problem+json` of every failed request. */
export type Problem = Schemas['Problem'];
export type ProblemItem = Schemas['ProblemItem'];
