import { DEFAULT_VIEW_POLICY, type FieldPolicy, type ViewPolicy } from '@contactpoint/matching';

const { fields } = DEFAULT_VIEW_POLICY;
const { reliability, otherwise, halfLifeInDays } = fields.nhsNumber;

/**
 * How far sources are believed. An NHS number that one source alone states shows too: whoever holds the child's
 * letter must find the child by it, and rival numbers are discrepancies.
 */
export const VIEW_POLICY: ViewPolicy = {
  ...DEFAULT_VIEW_POLICY,
  fields: { ...fields, nhsNumber: { reliability, otherwise, halfLifeInDays } },
};

const HEALTH = {
  primaryCare: 950,
  hospital: 950,
  healthVisiting: 950,
  schoolNursing: 950,
  communityHealth: 950,
} as const;

/** Of fields that may have several values, in thousandths. Ours; never shown. */
export const LIST_POLICIES: Readonly<Record<'name' | 'identifier' | 'carer', FieldPolicy>> = {
  name: { reliability: fields.familyName.reliability, otherwise: 600, halfLifeInDays: 1_460 },
  identifier: {
    reliability: { registration: 1000, ...HEALTH, education: 800, socialCare: 700 },
    otherwise: 600,
    halfLifeInDays: null,
  },
  carer: {
    reliability: { registration: 800, ...HEALTH, education: 800, socialCare: 800 },
    otherwise: 600,
    halfLifeInDays: 730,
  },
};
