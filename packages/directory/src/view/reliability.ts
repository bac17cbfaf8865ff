import type { ServiceCategory } from '@contactpoint/contract';

/** Fields that sources know equally well. */
export type Field = 'birth' | 'name' | 'address' | 'identifier' | 'carer';

const HEALTH = {
  primaryCare: 0.95,
  hospital: 0.95,
  healthVisiting: 0.95,
  schoolNursing: 0.95,
  communityHealth: 0.95,
} as const;
const OTHERWISE = 0.6;

/** How far a kind of source is believed on a field, from 0 to 1. Ours; never shown. */
const RELIABILITY: Readonly<Record<Field, Readonly<Partial<Record<ServiceCategory, number>>>>> = {
  birth: { registration: 1, ...HEALTH, education: 0.8, benefits: 0.8, socialCare: 0.7 },
  name: { registration: 1, ...HEALTH, education: 0.8, benefits: 0.8, socialCare: 0.7 },
  address: { ...HEALTH, benefits: 0.8, education: 0.7, socialCare: 0.7, registration: 0.5 },
  identifier: { registration: 1, ...HEALTH, education: 0.8, socialCare: 0.7 },
  carer: { registration: 0.8, ...HEALTH, education: 0.8, socialCare: 0.8 },
};

/** Days after which a statement weighs half. People move often, change their names seldom, their birth never. */
export const HALF_LIFE_IN_DAYS: Readonly<Record<Field, number>> = {
  birth: Infinity,
  name: 1_460,
  address: 180,
  identifier: Infinity,
  carer: 730,
};

/** How far a kind of source is believed on a field. */
export const reliabilityOf = (field: Field, sector: ServiceCategory): number =>
  RELIABILITY[field][sector] ?? OTHERWISE;
