import type {
  ContactDetails,
  Discrepancy,
  DiscrepancyKind,
  IsoDate,
  IsoInstant,
  ServiceCategory,
} from '@contactpoint/contract';

/** The kinds of organisation that can be accredited (ACCESS-02). */
export type OrganisationKind = 'localAuthority' | 'nationalPartner' | 'localPartner' | 'crossBorder';

/** An organisation whose people or systems use the directory. */
export interface OrganisationRow {
  readonly organisationId: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  /** What it does; decides which identifiers are its own (ACCESS-08). */
  readonly sector: ServiceCategory;
  /** Codes of the local authorities it works in; `*` is everywhere. */
  readonly areas: readonly string[];
  readonly accreditation: 'accredited' | 'suspended' | 'none';
  /** Whom to ask about a sensitive service in its area (SENS-02). */
  readonly sensitiveServicesTeam?: ContactDetails;
  /** Whether its authority has switched on records of reasonable cause to suspect significant harm (SENS-01). */
  readonly significantHarm?: boolean;
}

/** A person who uses the directory, with all that ACCESS-01 asks of them. */
export interface UserRow {
  readonly userId: string;
  readonly organisationId: string;
  readonly roles: readonly string[];
  readonly state: 'active' | 'suspended' | 'left';
  readonly identityVerifiedOn: IsoDate | null;
  readonly barred: boolean;
  /** Registered with the vetting scheme; null where registration is not required of them. */
  readonly vettingRegistered: boolean | null;
  /** Date of the enhanced criminal-record check or its police equivalent. */
  readonly checkedOn: IsoDate | null;
  readonly trainedOn: IsoDate | null;
  /** The version of the guidance they accepted last. */
  readonly guidanceAccepted: string | null;
}

/** A system that calls the API. */
export interface ClientRow {
  readonly clientId: string;
  readonly organisationId: string;
  /** The sources it may supply for (SUPPLY-04). */
  readonly systems: readonly string[];
  /** Its public keys as JWKs. */
  readonly keys: readonly Readonly<Record<string, unknown>>[];
  readonly state: 'active' | 'suspended';
}

/** A system that supplies records. */
export interface SourceRow {
  readonly system: string;
  readonly organisationId: string;
  /** What kind of service it records; decides how reliable it is, field by field. */
  readonly sector: ServiceCategory;
  readonly stage: 'registered' | 'profiled' | 'tested' | 'accredited' | 'live' | 'suspended';
  /** Codes of the local authorities whose children it covers; `*` is everywhere. */
  readonly areas: readonly string[];
  /** When it last supplied, to the minute: noted once in a minute at most. */
  readonly lastSuppliedAt: IsoInstant | null;
}

/** A child: an opaque number, and what people have decided about it. */
export interface ChildRow {
  readonly childId: string;
  /** Order of creation. */
  readonly ordinal: number;
  /** Changes with every change of members or decisions. */
  readonly version: number;
  readonly state: 'live' | 'archived' | 'destroyed';
  /** The child that this one turned out to be. */
  readonly mergedInto: string | null;
  readonly shielded: boolean;
  readonly walled: boolean;
  /** Children that people have separated from it. */
  readonly doNotLink: readonly string[];
  /** Keys of records that people have taken out of it, and of those they have said belong to it. */
  readonly doNotLinkRecords: readonly string[];
  readonly verified: readonly string[];
  readonly createdAt: IsoInstant;
}

/** What one source says about one child, sealed. */
export interface RecordRow {
  /** Blinded `system|recordId`. */
  readonly recordKey: string;
  readonly system: string;
  /** Null while there is not enough data to link it, and after it was withdrawn or moved. */
  readonly childId: string | null;
  /** How its supplier names its child: random, so that two references never reveal one child. */
  readonly childRef: string;
  readonly state: 'open' | 'closed' | 'withdrawn' | 'moved';
  /** What its supplier was last told of its match. */
  readonly answer: 'matched' | 'possible' | 'not-enough-data';
  /** The record key that carries on for this one, after `merge` or `renumber`. */
  readonly movedTo: string | null;
  /** The newest version taken in; of a moved record, the version that moved it. */
  readonly suppliedAt: IsoInstant;
  readonly sequence: number;
  readonly keyId: string;
  /** The sealed content; null once nothing of it is kept. */
  readonly content: Uint8Array | null;
}

/** That a record is a member of a child, with what matching knows of it, sealed. */
export interface MemberRow {
  /** Blinded `system|recordId`. */
  readonly recordKey: string;
  readonly childId: string;
  readonly keyId: string;
  readonly features: Uint8Array;
  /** The blinded match keys it gives, with a space between. */
  readonly matchKeys: string;
  /**
   * Of a record that a shielded child holds until people decide: its child in the visible world, which answers
   * its supplier. Null where it stands in the same child in both worlds.
   */
  readonly shadowId: string | null;
}

/** A key that seals the data of one child or record, wrapped. */
export interface DataKeyRow {
  readonly keyId: string;
  /** The month of the wrapping key (`2026-11`). */
  readonly month: string;
  readonly wrapped: Uint8Array;
}

/** How a request was answered, for whoever sends it again. Outcomes only. */
export interface RequestRow {
  /** Blinded `clientId|requestId`. */
  readonly requestKey: string;
  /** Keyed hash of what was asked. */
  readonly bodyHash: string;
  readonly answer: string;
  readonly expiresAt: IsoInstant;
}

/** The shield of a child: why and by whom is sealed. */
export interface ShieldRow {
  readonly childId: string;
  readonly state: 'requested' | 'confirmed' | 'endAgreed' | 'ended';
  /** When a person is to look at it; null once it is ended. */
  readonly dueOn: IsoDate | null;
  readonly sealed: Uint8Array;
}

/** A difference of a record from the best view of its child, from when it was seen to when it is gone (DISC-01). */
export interface DiscrepancyRow {
  /** Blinded: the record, the kind, the field and the best value. */
  readonly discrepancyId: string;
  readonly recordKey: string;
  readonly system: string;
  /** Its place among all changes of its system's discrepancies: every change takes the next number. */
  readonly number: number;
  readonly kind: DiscrepancyKind;
  /** JSON Pointer into the record as it is now. */
  readonly path: string;
  readonly state: Discrepancy['state'];
  readonly openedAt: IsoInstant;
  readonly changedAt: IsoInstant;
}

/**
 * What has come of a death that a record tells of (SUPPLY-05): it is applied where the match is `certain` or a person
 * has `confirmed` it; it is `told` already where another record of the child has applied the same date; it is `asked`
 * of people, `held` with its record by a shielded child, or `refused` by people.
 */
export type DeathState = 'certain' | 'confirmed' | 'told' | 'asked' | 'held' | 'refused';

/** That a record tells of the death of its child, for as long as it does. */
export interface DeathRow {
  readonly recordKey: string;
  /** When the record first told of it: from the earliest that is applied on, ARCH-05 counts. */
  readonly notifiedAt: IsoInstant;
  readonly state: DeathState;
  /** Blinded. */
  readonly date: string;
  /** The date that people have decided on last, blinded; null before they have. */
  readonly decidedDate: string | null;
  /** The child whose death they have said it is; null where they have said that it is not. */
  readonly decidedChild: string | null;
}

/** Something that a person must decide. */
export interface ReviewRow {
  readonly reviewId: string;
  /** An uncertain match, two children that may be one, a death, or a shield that was overridden. */
  readonly kind: 'match' | 'merge' | 'death' | 'override';
  /** Empty where no record is concerned. */
  readonly recordKey: string;
  readonly childId: string | null;
  /**
   * The children that it may be, best first, as they were when it was opened or last looked at; of a match none
   * where too many share everything that the record could be found by.
   */
  readonly candidates: readonly string[];
  /** For the shielding role alone. */
  readonly restricted: boolean;
  /** It waits until it is decided, or until nothing is left to decide. */
  readonly state: 'open' | 'needsMore' | 'decided';
  readonly openedAt: IsoInstant;
  /** The user who has it open, and until when nobody else has. */
  readonly claimedBy: string | null;
  readonly claimedUntil: IsoInstant | null;
}

/** One entry of the audit trail. */
export interface AuditRow {
  readonly entryId: string;
  readonly at: IsoInstant;
  /** The process that wrote it, and its number there: a gap shows that an entry was lost. */
  readonly writer: string;
  readonly number: number;
  /** Hash of the sealed entry: a leaf of the tree. */
  readonly leaf: Uint8Array;
  /** Hash of the writer's chain up to and with this entry. */
  readonly chain: Uint8Array;
  /** Null when the change that it belonged to did not come about: the number stays in the chain. */
  readonly sealed: Uint8Array | null;
  /** Blinded references of the children it concerns. */
  readonly subjects: readonly string[];
}

/** The hash of a complete subtree: `level` 0 is a leaf, `index` counts subtrees of that level from the left. */
export interface TreeNode {
  readonly level: number;
  readonly index: number;
  readonly hash: Uint8Array;
}

/** A signed statement of all entries up to a size. */
export interface TreeCheckpoint {
  readonly size: number;
  readonly root: Uint8Array;
  readonly at: IsoInstant;
  readonly signature: Uint8Array;
}
