import type { Carer, Identifier, Involvement, PersonName, Sourced } from '@contactpoint/contract';
import type { BestView } from './best-view.ts';

/** What of a child's best view may be known at all, before anything that depends on who asks. */
export interface Disclosure extends BestView {
  /** True for a shielded record (SHIELD-01). */
  readonly limited: boolean;
}

/**
 * The projection of a best view that everything public is made from: views, candidates and search keys alike,
 * so that nobody can find a child by anything it does not show (SHIELD-02). Relationship, parental
 * responsibility and care are never displayed (HOLD-01).
 */
export function disclose(view: BestView, shielded: boolean): Disclosure {
  const carers = view.carers.map((carer) => ({ ...carer, value: displayedCarer(carer.value) }));
  if (!shielded) return { ...view, carers, limited: false };
  const [name] = view.names.filter(({ value: { use } }) => use === undefined || use === 'current');
  return {
    limited: true,
    names: name ? [withoutReason(name)] : [],
    ...(view.dateOfBirth && { dateOfBirth: withoutReason(view.dateOfBirth) }),
    addresses: [],
    identifiers: [],
    carers: carers.flatMap(namedOnly).map(withoutReason),
    involvements: [],
  };
}

/** Why a value is shown tells of values that are not. */
const withoutReason = <T>({ value, source, suppliedAt, confirmedOn }: Sourced<T>): Sourced<T> => ({
  value,
  source,
  suppliedAt,
  ...(confirmedOn !== undefined && { confirmedOn }),
});

const displayedCarer = ({ name, contact }: Carer): Carer => ({
  ...(name && { name }),
  ...(contact && { contact }),
});

function namedOnly(carer: Sourced<Carer>): readonly Sourced<Carer>[] {
  const { name } = carer.value;
  return name ? [{ ...carer, value: { name } }] : [];
}

/** The name by which a child is known now. */
export const currentName = ({ names }: BestView): PersonName | undefined => names[0]?.value;

/** The identifiers of a type. */
export const identifiersOf = (view: BestView, type: Identifier['type']): readonly string[] =>
  view.identifiers.filter(({ value }) => value.type === type).map(({ value }) => value.value);

/** Whether a service's kind, provider and number are hidden from most users (SENS-02). */
export const isSensitive = ({ service, sensitive }: Involvement): boolean =>
  service.category === 'sensitive' || sensitive !== undefined;
