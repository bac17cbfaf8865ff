import { CODE_LISTS, type ChildLinks, createError, type Identity } from '@contactpoint/contract';
import type { AccessContext, ContactPoint, Credentials } from '@contactpoint/sdk';
import type { OptionValues } from '../../arguments/define-command.ts';
import { oneOf } from '../../arguments/one-of.ts';
import type { Page } from '../../print/page.ts';
import { printWho, toDateText } from '../../print/print-child.ts';
import { atDirectory } from './at-directory.ts';
import type { deskOptions } from './desk-options.ts';

type DeskOptions = OptionValues<typeof deskOptions>;

const ROLE = 'managementTeam';

/** A directory as somebody of its management team works with it. */
export interface Desk {
  readonly contactPoint: ContactPoint;
  readonly user: string;
  /** Who asks and why. Throws `usage.unknown-word` where no reason of the list was given (ACCESS-05). */
  accessContext(): AccessContext;
}

/** Opens a desk, works at it, and lets its connections go. */
export async function atDesk<T>(options: DeskOptions, work: (desk: Desk) => Promise<T>): Promise<T> {
  return atDirectory(options, (contactPoint, credentials) => {
    const { userId, role } = personOf(credentials, options.user);
    const accessContext = (): AccessContext => ({
      user: userId,
      organisation: credentials.organisation,
      role,
      reason: reasonOf(options),
      route: 'cms',
    });
    return work({ contactPoint, user: userId, accessContext });
  });
}

/** The person who was named, or the first of the management team. */
function personOf({ user, colleagues = [] }: Credentials, named: string | undefined) {
  const people = [...(user ? [user] : []), ...colleagues];
  const person = people.find(({ userId, role }) => (named === undefined ? role === ROLE : userId === named));
  if (person) return person;
  const known = people.map(({ userId }) => userId).join(', ') || 'nobody';
  throw createError('usage.unknown-word', { values: { option: '--user', known } });
}

function reasonOf({ reason, 'reason-text': text }: DeskOptions): AccessContext['reason'] {
  const codes = (CODE_LISTS['access-reasons']?.codes ?? []).map(({ code }) => code);
  return { code: oneOf(codes, reason, '--reason'), ...(text !== undefined && { text }) };
}

/** That a child has died, in words: since when that is known, never when it was (HOLD-01). */
export const toDeathText = ({ notifiedAt, by }: NonNullable<ChildLinks['death']>): string =>
  `told on ${toDateText(notifiedAt.slice(0, 10))}, ${by === 'certain' ? 'certain by the NHS number' : 'confirmed by a person'}`;

/** Who a child is, as far as it may be shown. */
export function printIdentity(page: Page, { limited, ...identity }: Identity): void {
  if (limited) page.labelled('shielded', 'only what a shielded record shows');
  printWho(
    {
      names: identity.names.map(({ value }) => value),
      dateOfBirth: identity.dateOfBirth?.value,
      gender: identity.gender?.value,
      addresses: (identity.addresses ?? []).map(({ value }) => value),
      carers: identity.carers.map(({ value }) => value),
    },
    page,
  );
  for (const { value } of identity.identifiers ?? []) page.labelled(value.type, value.value);
}
