import type { ChildView } from '@contactpoint/contract';
import type { CommandContext } from '../command-context.ts';
import type { Command } from '../commands.ts';
import { denied, type Handled } from '../handled.ts';
import { admitUser, factsBefore, NOT_FOUND } from '../policy/admit.ts';
import { isInArea } from '../policy/area.ts';
import { findShown } from './find-shown.ts';
import { disclosureOf, type LoadedChild } from './load-children.ts';
import { toView } from './to-view.ts';
import type { Viewer } from './view-for.ts';

/** Shows a child to a named user who gives a reason: who works with it, and how to reach them. */
export async function viewChild(
  context: CommandContext,
  command: Command<'viewChild'>,
): Promise<Handled<ChildView>> {
  const facts = factsBefore(command, command.accessContext);
  const viewer = await admitUser(context, command, 'view');
  if ('refusal' in viewer) return denied(facts, viewer, command.childId);
  const loaded = await findShown(context, command.childId);
  // Archived, walled, held, destroyed and never there are one answer (FACE-02).
  if (loaded === undefined) return denied(facts, NOT_FOUND, command.childId);
  const { childId, shielded } = loaded.child;
  if (!shielded && !isWithinReach(context, { command, viewer, loaded }))
    return denied(facts, { refusal: 'directory.outside-area', outcome: 'outside-area' }, childId);
  const answer = toView(context, viewer, { loaded, disclosure: disclosureOf(loaded) });
  const fields = answer.limited ? 'limited' : 'full';
  return { answer, facts: { ...facts, kind: 'disclosure', outcome: 'shown', fields, subjects: [childId] } };
}

/** In the area of duty, or opened by a reason that reaches beyond it (ACCESS-11). A shielded record shows no area. */
function isWithinReach(
  { policy }: CommandContext,
  {
    command,
    viewer,
    loaded,
  }: {
    readonly command: Command<'viewChild'>;
    readonly viewer: Viewer;
    readonly loaded: LoadedChild;
  },
): boolean {
  return (
    isInArea(viewer.organisation, loaded.sources) ||
    policy.reasonsBeyondArea.includes(command.accessContext.reason.code)
  );
}
