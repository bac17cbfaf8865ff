import type { ChildMembers } from '@contactpoint/matching';
import type { CommandContext } from '../command-context.ts';
import type { OnChild } from '../commands.ts';
import type { Caller } from '../commands.ts';
import { createMatchIndex, type LoadedMember } from '../matching/match-index.ts';
import { type Asked, type AdmittedUser, admitUser, NOT_FOUND, type Refusal } from '../policy/admit.ts';
import { isInArea } from '../policy/area.ts';
import { permits } from '../policy/policy.ts';
import { findShown } from '../view/find-shown.ts';
import type { LoadedChild } from '../view/load-children.ts';

/** A child with its links, for somebody who may take it apart. */
export interface Linked {
  readonly user: AdmittedUser;
  readonly loaded: LoadedChild;
  readonly child: ChildMembers;
  /** Every record that is the child's for everybody, in order of link id: the key of the record. */
  readonly links: readonly LoadedMember[];
}

/** The links of a child for the management team of its area; of a shielded one, for the shielding role alone. */
export async function loadLinks(
  context: CommandContext,
  command: Asked & OnChild & { readonly caller: Caller },
): Promise<Linked | (Refusal & { readonly childId?: string })> {
  const user = await admitUser(context, command, 'review');
  if ('refusal' in user) return user;
  const loaded = await findShown(context, command.childId);
  if (loaded === undefined) return NOT_FOUND;
  const { childId, shielded } = loaded.child;
  if (shielded && !permits(context.policy, user.role, 'decideShield'))
    return { refusal: 'directory.not-eligible', outcome: 'shielded', childId };
  if (!isInArea(user.organisation, loaded.sources))
    return { refusal: 'directory.outside-area', outcome: 'outside-area', childId };
  const index = createMatchIndex(context);
  const [members] = await index.load([childId]);
  const [child] = await index.members([childId]);
  if (!members || !child) return NOT_FOUND;
  const links = members.members
    .filter(({ row }) => row.shadowId === null)
    .toSorted((a, b) => (a.row.recordKey < b.row.recordKey ? -1 : 1));
  return { user, loaded, child, links };
}
