import { CODE_LISTS, type IdentifierType, type ServiceCategory } from '@contactpoint/contract';

/** What a role may do. */
export type Permission =
  | 'search'
  | 'view'
  /** See how to reach practitioners, parents and carers (ACCESS-08). */
  | 'contacts'
  /** See identifiers that other bodies allocated (ACCESS-08). */
  | 'allIdentifiers'
  /** Shield a record, at once (SHIELD-05). */
  | 'requestShield'
  /** Confirm a shield, or end one with a second person. */
  | 'decideShield'
  /** See the whole of a shielded record (SHIELD-06). */
  | 'override'
  /** Decide which records are one child, and take apart what is not (MATCH-05, MATCH-06). */
  | 'review';

/** The law of the house where it is data: ours unless a rule is named. */
export interface Policy {
  /** Version of the guidance that a user must have accepted. */
  readonly guidance: string;
  /** Years for which a criminal-record check counts (ACCESS-01). */
  readonly checkLastsInYears: number;
  readonly roles: Readonly<Record<string, readonly Permission[]>>;
  /** Codes of the reasons for access; `other` needs text (ACCESS-05). */
  readonly reasons: readonly string[];
  /** Reasons that open records of children outside the organisation's area (ACCESS-11). */
  readonly reasonsBeyondArea: readonly string[];
  /** Whose people may see an identifier: the bodies that allocate it (ACCESS-08). */
  readonly identifierSectors: Readonly<Partial<Record<IdentifierType, readonly ServiceCategory[]>>>;
  /** Children that the directory is for: how far two likenesses may be chance. */
  readonly childrenCovered: number;
  /** Days within which a second person confirms a shield (SHIELD-05). */
  readonly confirmShieldWithinDays: number;
  /** Days after which a shield that a source asked for is looked at again, where nobody has said when. */
  readonly shieldReviewDays: number;
  /** Minutes for which a sign-in by both stages is fresh enough to override a shield (SHIELD-06). */
  readonly overrideSignInMinutes: number;
  /** Minutes for which a review is open to whoever opened it, and to nobody else. */
  readonly reviewClaimMinutes: number;
  /** Sources that may report a death (SUPPLY-05). */
  readonly deathSectors: readonly ServiceCategory[];
}

const HEALTH: readonly ServiceCategory[] = [
  'primaryCare',
  'healthVisiting',
  'schoolNursing',
  'communityHealth',
  'hospital',
];

/** The policy that a directory begins with. */
export const DEFAULT_POLICY: Policy = {
  guidance: '1',
  checkLastsInYears: 3,
  roles: {
    practitioner: ['search', 'view', 'contacts', 'requestShield'],
    supportWorker: ['search', 'view'],
    dataManager: ['search', 'view', 'contacts'],
    managementTeam: [
      'search',
      'view',
      'contacts',
      'allIdentifiers',
      'requestShield',
      'decideShield',
      'override',
      'review',
    ],
  },
  reasons: (CODE_LISTS['access-reasons']?.codes ?? []).map(({ code }) => code),
  reasonsBeyondArea: [
    'providingService',
    'assessingNeeds',
    'safeguarding',
    'childHasMoved',
    'requestOfChildOrParent',
  ],
  identifierSectors: {
    nhsNumber: HEALTH,
    upn: ['education'],
    formerUpn: ['education'],
    uln: ['education', 'careers'],
    urn: ['education'],
    nationalInsuranceNumber: ['benefits'],
  },
  childrenCovered: 100_000,
  confirmShieldWithinDays: 5,
  shieldReviewDays: 180,
  overrideSignInMinutes: 10,
  reviewClaimMinutes: 30,
  deathSectors: ['registration', ...HEALTH],
};

/** Whether any of the roles may do it. */
export const permits = (policy: Policy, role: string, permission: Permission): boolean =>
  Object.hasOwn(policy.roles, role) && (policy.roles[role] ?? []).includes(permission);
