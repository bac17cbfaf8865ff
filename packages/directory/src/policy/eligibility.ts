import type { IsoDate } from '@contactpoint/contract';
import type { OrganisationRow, UserRow } from '../rows.ts';
import { addYears } from './calendar.ts';
import { permits, type Permission, type Policy } from './policy.ts';

/** Why somebody may not use the directory at this moment; for the audit trail, never for the caller. */
export type Ineligibility =
  | 'user-unknown'
  | 'identity-not-verified'
  | 'barred'
  | 'not-registered-with-vetting-scheme'
  | 'check-missing'
  | 'check-in-future'
  | 'check-expired'
  | 'training-incomplete'
  | 'guidance-not-accepted'
  | 'account-not-active'
  | 'organisation-not-accredited'
  | 'role-not-held'
  | 'role-not-permitted'
  | 'stages-incomplete';

/** Somebody who asks for something. */
export interface Asker {
  readonly user: UserRow | undefined;
  readonly organisation: OrganisationRow | undefined;
  readonly role: string;
  /** The sign-in stages passed. */
  readonly stages: readonly string[];
  readonly permission: Permission;
}

/**
 * Why the asker may not, or undefined when they may: every condition of ACCESS-01 at this moment, in its order:
 * identity, vetting, training, then the rest. Expiry is exclusive: three years to the day is refused.
 */
export function whyIneligible(asker: Asker, policy: Policy, today: IsoDate): Ineligibility | undefined {
  const { user, organisation, role, stages, permission } = asker;
  if (user === undefined) return 'user-unknown';
  if (!reached(user.identityVerifiedOn, today)) return 'identity-not-verified';
  return (
    whyNotVetted(user, policy, today) ??
    whyNotTrained(user, policy, today) ??
    whyNotPermitted(user, { role, permission }, policy) ??
    whyNotAccredited(user, organisation) ??
    (new Set(stages).size < 2 ? 'stages-incomplete' : undefined)
  );
}

const reached = (date: IsoDate | null, today: IsoDate): boolean => date !== null && date <= today;

function whyNotVetted(user: UserRow, policy: Policy, today: IsoDate): Ineligibility | undefined {
  if (user.barred) return 'barred';
  if (user.vettingRegistered === false) return 'not-registered-with-vetting-scheme';
  if (user.checkedOn === null) return 'check-missing';
  if (user.checkedOn > today) return 'check-in-future';
  return addYears(user.checkedOn, policy.checkLastsInYears) <= today ? 'check-expired' : undefined;
}

function whyNotTrained(user: UserRow, policy: Policy, today: IsoDate): Ineligibility | undefined {
  if (!reached(user.trainedOn, today)) return 'training-incomplete';
  return user.guidanceAccepted === policy.guidance ? undefined : 'guidance-not-accepted';
}

function whyNotPermitted(
  user: UserRow,
  { role, permission }: Pick<Asker, 'role' | 'permission'>,
  policy: Policy,
): Ineligibility | undefined {
  if (user.state !== 'active') return 'account-not-active';
  if (!user.roles.includes(role)) return 'role-not-held';
  return permits(policy, role, permission) ? undefined : 'role-not-permitted';
}

function whyNotAccredited(
  user: UserRow,
  organisation: OrganisationRow | undefined,
): Ineligibility | undefined {
  return organisation?.organisationId === user.organisationId && organisation.accreditation === 'accredited'
    ? undefined
    : 'organisation-not-accredited';
}
