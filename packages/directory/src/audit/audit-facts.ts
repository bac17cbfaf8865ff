import type { AccessRoute, SearchCriteria } from '@contactpoint/contract';
import type { CommandType } from '../commands.ts';
import type { SealedDeaths } from '../deaths/seal-deaths.ts';
import type { SealedDecisions } from '../matching/seal-decisions.ts';
import type { LinkStep } from '../review/link-log.ts';

/** What kind of act an entry records. */
export type AuditKind = 'disclosure' | 'protection' | 'supply' | 'administration' | 'denial' | 'failure';

/** What one command did, or was refused: the content of its one audit entry (ACCESS-06). */
export interface AuditFacts {
  readonly kind: AuditKind;
  readonly command: CommandType;
  readonly requestId: string;
  readonly clientId: string;
  readonly organisationId: string;
  readonly user?: {
    readonly userId: string;
    readonly role: string;
    readonly stages: readonly string[];
    readonly signedInAt: string;
  };
  readonly route?: AccessRoute;
  readonly onBehalfOf?: string;
  readonly correlation?: string;
  readonly reasonCode?: string;
  /** What came of it: an outcome, or why it was refused. */
  readonly outcome: string;
  /** Which fields were shown: `minimal` (candidates), `full` or `limited` (a shielded record). */
  readonly fields?: 'minimal' | 'full' | 'limited';
  /** Ids of the children concerned; kept blinded. */
  readonly subjects: readonly string[];
  /** Counts by outcome, of a submission. */
  readonly counts?: Readonly<Record<string, number>>;
  /**
   * One for all submissions that were taken in together: what was decided on their records stands in the first of
   * them.
   */
  readonly together?: string;
  /** What matching decided on records, sealed under the keys of their children (MATCH-04). */
  readonly decisions?: SealedDecisions;
  /** Deaths that were applied or taken back, sealed under the keys of their children (SUPPLY-05). */
  readonly deaths?: SealedDeaths;
  /** What may name a person: sealed under a key of the entry alone, so that it can be erased alone. */
  readonly personal?: {
    readonly reasonText?: string | undefined;
    readonly criteria?: SearchCriteria;
    readonly note?: string | undefined;
    /** With whom a source has gone over a difference, and when. */
    readonly confirmation?: { readonly with: 'child' | 'parentOrCarer'; readonly on: string | undefined };
    /** What a decision of people on links came to. */
    readonly links?: LinkStep;
  };
}

/** An entry as it is sealed: facts with blinded subjects, and what is personal sealed once more. */
export interface SealedFacts extends Omit<AuditFacts, 'personal'> {
  readonly entryId: string;
  readonly at: string;
  readonly personal?: string;
}
