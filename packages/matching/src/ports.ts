/** A place at which the child lives or lived, with what tells its households apart. */
export interface AddressFeatures {
  /** Full unit postcode without a space (`CH415EU`). */
  readonly postcode?: string;
  /** House or flat numbers in the order the address gives them (`2A`, `4/17`). */
  readonly house?: string;
  /** The first line, normalised; compared only where no number is known. */
  readonly street?: string;
  /** The town, normalised. */
  readonly town?: string;
}

/** A further name of the child: former, alias, preferred. */
export interface NameFeatures {
  readonly given: readonly string[];
  readonly family: readonly string[];
}

/** How far a date of birth can be trusted: 1 January is what systems write when nobody knows. */
export type DateQuality = 'full' | 'firstOfJanuary' | 'month' | 'year' | 'estimated' | 'expected';

/**
 * What matching knows of one member record: normalised, comparable, and nothing else. Stored sealed by the
 * directory; opaque to stores. JSON keeps it whole.
 */
export interface MemberFeatures {
  /** Version of the normalisation that made it. */
  readonly norm: number;
  /** `system|recordId` of the source record. */
  readonly recordRef: string;
  /** Tokens of the current given names in order; empty when missing or a placeholder. */
  readonly given: readonly string[];
  /** Tokens of the current family name in order. */
  readonly family: readonly string[];
  readonly otherNames: readonly NameFeatures[];
  /** The source wrote BABY, TWIN 1, UNKNOWN and the like where a given name should stand. */
  readonly placeholder: boolean;
  /** The record itself says that the child is one of a multiple birth. */
  readonly multiple: boolean;
  /** Order within a multiple birth, from 1. */
  readonly birthOrder?: number;
  /** `yyyy-MM-dd`, `yyyy-MM` or `yyyy`. */
  readonly dateOfBirth?: string;
  readonly dateQuality?: DateQuality;
  readonly sex?: 'female' | 'male';
  /** Every address the record gives, the current one first. */
  readonly addresses: readonly AddressFeatures[];
  /** Valid and current, ten digits. */
  readonly nhsNumbers: readonly string[];
  /** Numbers that the source says one of `nhsNumbers` has replaced. */
  readonly formerNhsNumbers: readonly string[];
  /** Valid and permanent, current and former. */
  readonly upns: readonly string[];
  /** Further identifiers that their issuer keeps unique, as `type|issuer|value`. */
  readonly identifiers: readonly string[];
  /** Normalised full names of parents and carers. */
  readonly carers: readonly string[];
  /** Telephone numbers (digits) and e-mail addresses (lower case) of parents and carers. */
  readonly contacts: readonly string[];
  /** Codes of school and practice, as `type|value`. */
  readonly organisations: readonly string[];
  /** The child was given a new identity (adoption, protection): likeness alone never links it. */
  readonly newIdentity: boolean;
}

/** A child as matching sees it. */
export interface ChildMembers {
  readonly childId: string;
  /** Changes whenever members, links or constraints change. */
  readonly version: number;
  /** Order of creation; of two children that merge, the lower survives. */
  readonly ordinal: number;
  /** In the order of their `recordRef`. */
  readonly members: readonly MemberFeatures[];
  readonly shielded: boolean;
  /** A new identity stands between this child and those of `doNotLink`: what fits both is never shown. */
  readonly walled: boolean;
  /** Children that people have separated from this one. */
  readonly doNotLink: readonly string[];
  /** Records (`system|recordId`) that people have taken out of this child. */
  readonly doNotLinkRecords: readonly string[];
  /** Member records whose link a person has verified: they never move by themselves. */
  readonly verified: readonly string[];
}

export interface KeyHit {
  /** In ascending order; empty when crowded. */
  readonly childIds: readonly string[];
  /** True when more children than the cap share the key: it is skipped and said so, never silently. */
  readonly crowded: boolean;
}

export interface MemberChange {
  readonly childId: string;
  readonly recordRef: string;
  /** The keys the member gives from now on; empty when it leaves the child. */
  readonly keys: readonly string[];
  /** Undefined when the member leaves the child. */
  readonly features: MemberFeatures | undefined;
}

/** What people have decided on one child; whole lists, replacing the earlier ones. */
export interface ConstraintChange {
  readonly childId: string;
  readonly shielded?: boolean;
  readonly walled?: boolean;
  readonly doNotLink?: readonly string[];
  readonly doNotLinkRecords?: readonly string[];
  readonly verified?: readonly string[];
}

/**
 * Where matching finds candidates. Set-wise: a batch in, a batch out. Keys arrive as plain text
 * (`type|value`); an implementation stores them blinded.
 */
export interface MatchIndex {
  /** The children under each key, in the order asked. */
  childrenByKeys(keys: readonly string[]): Promise<readonly KeyHit[]>;
  /** The child that holds each record (`system|recordId`), in the order asked. */
  childrenByRecords(recordRefs: readonly string[]): Promise<readonly (string | undefined)[]>;
  /** Members of each child, in the order asked; undefined for an unknown child. */
  members(childIds: readonly string[]): Promise<readonly (ChildMembers | undefined)[]>;
  /**
   * Applies changes of membership in order, all within the caller's transaction. A child begins with its
   * first member and is unknown again after its last; a member that joins a second child leaves the first.
   */
  apply(changes: readonly MemberChange[]): Promise<void>;
  /** Sets what people have decided on known children, within the caller's transaction. */
  constrain(changes: readonly ConstraintChange[]): Promise<void>;
}
