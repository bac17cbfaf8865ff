import type { CommandContext } from '../command-context.ts';
import type { AdmittedUser, Refusal } from '../policy/admit.ts';
import { isInArea } from '../policy/area.ts';
import { permits } from '../policy/policy.ts';
import type { ReviewCase } from './load-cases.ts';

/** Of a review that is not for this user, is decided, or never was: they are one answer. */
export const NO_REVIEW: Refusal = { refusal: 'directory.review-not-found', outcome: 'not-found' };

/**
 * Whether a review is for somebody who may review at all: its record lies in the area of their organisation
 * (ACCESS-11), and where a shielded child may be concerned they are of the shielding role (SHIELD-04).
 */
export function mayDecide(
  { policy }: Pick<CommandContext, 'policy'>,
  { organisation, role }: Pick<AdmittedUser, 'organisation' | 'role'>,
  { source, restricted }: ReviewCase,
): boolean {
  if (restricted && !permits(policy, role, 'decideShield')) return false;
  return source !== undefined && isInArea(organisation, [source]);
}
