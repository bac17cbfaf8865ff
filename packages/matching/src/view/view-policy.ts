import type { ServiceCategory } from '@contactpoint/contract';

/** The fields of a best view. */
export const VIEW_FIELDS = [
  'givenNames',
  'familyName',
  'preferredName',
  'dateOfBirth',
  'gender',
  'address',
  'nhsNumber',
  'upn',
  'school',
  'practice',
] as const;
export type ViewField = (typeof VIEW_FIELDS)[number];

/** How far sources are believed on one field. */
export interface FieldPolicy {
  /** In thousandths by the kind of service; what is not named takes `otherwise`. */
  readonly reliability: Readonly<Partial<Record<ServiceCategory, number>>>;
  readonly otherwise: number;
  /** Days after which a statement weighs half; null for what does not age. */
  readonly halfLifeInDays: number | null;
  /** Kinds of service whose word alone suffices; others need a second source. Absent: any source will do. */
  readonly soleSource?: readonly ServiceCategory[];
  /** The latest value that two independent sources state wins over heavier, older ones. */
  readonly latestCorroborated?: boolean;
}

/** Which statement is believed: data, changed without code. */
export interface ViewPolicy {
  readonly id: string;
  readonly fields: Readonly<Record<ViewField, FieldPolicy>>;
  /** Systems that only repeat another: a copy adds nothing to what its origin says. */
  readonly copies: Readonly<Record<string, string>>;
  /** Kinds of service that are believed like others, but of which no reason tells that they say anything. */
  readonly silent: readonly ServiceCategory[];
  /** Thousandths that stay of a doubtful date of birth: 1 January, estimated, or not to the day. */
  readonly doubtful: number;
}

const HIGHEST: FieldPolicy['reliability'] = {
  registration: 1000,
  primaryCare: 950,
  hospital: 950,
  communityHealth: 900,
  healthVisiting: 900,
  education: 800,
  benefits: 800,
  socialCare: 700,
};

/** Defaults of ours: registration before health before school before social care. */
export const DEFAULT_VIEW_POLICY: ViewPolicy = {
  id: 'view-1',
  copies: {},
  silent: ['sensitive'],
  doubtful: 200,
  fields: {
    givenNames: { reliability: HIGHEST, otherwise: 600, halfLifeInDays: null },
    familyName: { reliability: HIGHEST, otherwise: 600, halfLifeInDays: 1_460, latestCorroborated: true },
    preferredName: { reliability: { education: 900, socialCare: 800 }, otherwise: 700, halfLifeInDays: 730 },
    dateOfBirth: { reliability: HIGHEST, otherwise: 600, halfLifeInDays: null },
    gender: { reliability: HIGHEST, otherwise: 600, halfLifeInDays: null },
    address: {
      reliability: { benefits: 800, primaryCare: 800, education: 700, socialCare: 700 },
      otherwise: 600,
      halfLifeInDays: 180,
    },
    nhsNumber: {
      reliability: { primaryCare: 1000, hospital: 1000, healthVisiting: 950, registration: 950 },
      otherwise: 600,
      halfLifeInDays: null,
      soleSource: [
        'primaryCare',
        'hospital',
        'healthVisiting',
        'schoolNursing',
        'communityHealth',
        'registration',
      ],
    },
    upn: { reliability: { education: 1000 }, otherwise: 500, halfLifeInDays: null },
    school: { reliability: { education: 1000 }, otherwise: 500, halfLifeInDays: 365 },
    practice: { reliability: { primaryCare: 1000 }, otherwise: 500, halfLifeInDays: 365 },
  },
};
