/**
 * What matching knows of one member record: normalised, comparable, and nothing else. Stored sealed by the
 * directory; opaque to stores.
 */
export interface MemberFeatures {
  /** Version of the normalisation that made it. */
  readonly norm: number;
  /** `system|recordId` of the source record. */
  readonly recordRef: string;
  readonly given: readonly string[];
  readonly family: readonly string[];
  readonly dateOfBirth?: string;
  readonly nhsNumbers: readonly string[];
  readonly upns: readonly string[];
  readonly [more: string]: unknown;
}

/** A child as matching sees it. */
export interface ChildMembers {
  readonly childId: string;
  /** Changes whenever members, links or constraints change. */
  readonly version: number;
  readonly members: readonly MemberFeatures[];
  readonly shielded: boolean;
  /** Children that people have separated from this one. */
  readonly doNotLink: readonly string[];
}

export interface KeyHit {
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
  /** Applies changes of membership, all within the caller's transaction. */
  apply(changes: readonly MemberChange[]): Promise<void>;
}
