import type { IsoDate, IsoInstant } from '@contactpoint/contract';
import type { Refusal } from '../policy/admit.ts';

/** What is recorded of a child's shield, newest state; every step of it stands in the audit trail. */
export interface Shield {
  readonly shieldId: string;
  /** It holds in every state but the last. */
  readonly state: 'requested' | 'confirmed' | 'endAgreed' | 'ended';
  /** A user, or the system whose record asked for it. */
  readonly requestedBy: string;
  readonly requestedAt: IsoInstant;
  readonly reasonCode: string;
  /** When it is looked at again. A date that passes never unshields. */
  readonly reviewOn: IsoDate;
  readonly confirmedBy?: string;
  /** The second person, who agreed first that it ends. */
  readonly endAgreedBy?: string;
  readonly endedBy?: string;
}

/** A step in the life of a shield, and who takes it. */
export type ShieldStep =
  | {
      readonly kind: 'request';
      readonly by: string;
      readonly shieldId: string;
      readonly reasonCode: string;
      readonly reviewOn: IsoDate;
    }
  | { readonly kind: 'confirm'; readonly by: string }
  | { readonly kind: 'end'; readonly by: string; readonly secondPerson: string };

/** The moment of a step. */
export interface Moment {
  readonly at: IsoInstant;
  readonly today: IsoDate;
}

/** Whether a child is shielded by it. */
export const holds = (shield: Shield | undefined): shield is Shield =>
  shield !== undefined && shield.state !== 'ended';

const conflict = (outcome: string): Refusal => ({ refusal: 'directory.shield-conflict', outcome });
const needsSecond = (outcome: string): Refusal => ({ refusal: 'directory.second-person-required', outcome });

/**
 * A shield after a step, or why the step may not be taken (SHIELD-05). It takes effect on request; a second
 * person confirms it. To end it the second person agrees first, by naming themselves; then somebody else ends
 * it, naming the one who agreed.
 */
export function takeStep(shield: Shield | undefined, step: ShieldStep, moment: Moment): Shield | Refusal {
  switch (step.kind) {
    case 'request':
      return request(shield, step, moment);
    case 'confirm':
      return confirm(shield, step);
    case 'end':
      return end(shield, step);
  }
}

function request(
  shield: Shield | undefined,
  { by, shieldId, reasonCode, reviewOn }: Extract<ShieldStep, { kind: 'request' }>,
  { at, today }: Moment,
): Shield | Refusal {
  if (holds(shield)) return conflict('already-shielded');
  if (reviewOn <= today) return { refusal: 'directory.review-date-passed', outcome: 'review-date-passed' };
  return { shieldId, state: 'requested', requestedBy: by, requestedAt: at, reasonCode, reviewOn };
}

function confirm(
  shield: Shield | undefined,
  { by }: Extract<ShieldStep, { kind: 'confirm' }>,
): Shield | Refusal {
  if (shield?.state !== 'requested') return conflict('nothing-to-confirm');
  return shield.requestedBy === by
    ? needsSecond('confirms-own-request')
    : { ...shield, state: 'confirmed', confirmedBy: by };
}

function end(
  shield: Shield | undefined,
  { by, secondPerson }: Extract<ShieldStep, { kind: 'end' }>,
): Shield | Refusal {
  if (!holds(shield)) return conflict('nothing-to-end');
  if (secondPerson === by) return { ...shield, state: 'endAgreed', endAgreedBy: by };
  return shield.state === 'endAgreed' && shield.endAgreedBy === secondPerson
    ? { ...shield, state: 'ended', endedBy: by }
    : needsSecond('second-person-has-not-agreed');
}
