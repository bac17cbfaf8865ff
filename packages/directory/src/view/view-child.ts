import type { ChildView } from '@contactpoint/contract';
import type { CommandContext } from '../command-context.ts';
import type { Command } from '../commands.ts';
import type { Handled } from '../handled.ts';
import { admitUser, type FactsBefore, factsBefore, type Refusal } from '../policy/admit.ts';
import { isInArea } from '../policy/area.ts';
import { disclosureOf, isShown, type LoadedChild, loadChildren } from './load-children.ts';
import { viewFor, type Viewer } from './view-for.ts';

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
  if (loaded === undefined)
    return denied(facts, { refusal: 'directory.child-not-found', outcome: 'not-found' }, command.childId);
  const { childId, shielded } = loaded.child;
  if (!shielded && !isWithinReach(context, { command, viewer, loaded }))
    return denied(facts, { refusal: 'directory.outside-area', outcome: 'outside-area' }, childId);
  const answer = toView(context, viewer, loaded);
  const fields = answer.limited ? 'limited' : 'full';
  return { answer, facts: { ...facts, kind: 'disclosure', outcome: 'shown', fields, subjects: [childId] } };
}

const denied = (
  facts: FactsBefore,
  { refusal, outcome }: Refusal,
  ...subjects: readonly string[]
): Handled<never> => ({
  refusal,
  facts: { ...facts, kind: 'denial', outcome, subjects },
});

const LONGEST_MERGE_CHAIN = 16;

/** The child, or the one it turned out to be; undefined when nothing of it may be shown. */
async function findShown(context: CommandContext, childId: string): Promise<LoadedChild | undefined> {
  let next = childId;
  for (let step = 0; step < LONGEST_MERGE_CHAIN; step += 1) {
    const [row] = await context.tx.children.find([next]);
    if (row === undefined || row.mergedInto === null) break;
    next = row.mergedInto;
  }
  const [loaded] = await loadChildren(context, [next]);
  return loaded && isShown(loaded) ? loaded : undefined;
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

function toView(context: CommandContext, viewer: Viewer, loaded: LoadedChild): ChildView {
  const disclosure = disclosureOf(loaded);
  const sensitive = loaded.sources.filter(({ sector }) => sector === 'sensitive').map(({ system }) => system);
  return viewFor(
    viewer,
    { childId: loaded.child.childId, disclosure },
    { policy: context.policy, vault: context.vault, sensitiveSystems: new Set(sensitive) },
  );
}
