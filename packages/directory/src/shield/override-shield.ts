import type { ChildView } from '@contactpoint/contract';
import type { CommandContext } from '../command-context.ts';
import type { Command } from '../commands.ts';
import { denied, type Handled } from '../handled.ts';
import { admitUser, factsBefore, NOT_FOUND } from '../policy/admit.ts';
import { UNCLAIMED } from '../review/ask-people.ts';
import { bestView } from '../view/best-view.ts';
import { disclose } from '../view/disclosure.ts';
import { findShown } from '../view/find-shown.ts';
import { shownStatements } from '../view/load-children.ts';
import { toView } from '../view/to-view.ts';

const MINUTE_IN_MS = 60_000;

/**
 * Shows the whole of a shielded record, once: to somebody with the right, for a reason, just signed in by both
 * stages. It opens an investigation in the same transaction (SHIELD-06).
 */
export async function overrideShield(
  context: CommandContext,
  command: Command<'overrideShield'>,
): Promise<Handled<ChildView>> {
  const facts = factsBefore(command, command.accessContext);
  const viewer = await admitUser(context, command, 'override');
  if ('refusal' in viewer) return denied(facts, viewer, command.childId);
  if (!isFresh(context, command))
    return denied(facts, { refusal: 'directory.sign-in-again', outcome: 'sign-in-too-old' }, command.childId);
  const loaded = await findShown(context, command.childId);
  if (loaded === undefined) return denied(facts, NOT_FOUND, command.childId);
  const { childId, shielded } = loaded.child;
  if (!shielded)
    return denied(facts, { refusal: 'directory.shield-conflict', outcome: 'nothing-to-override' }, childId);
  const disclosure = disclose(bestView(shownStatements(loaded)), false);
  await openInvestigation(context, childId);
  return {
    answer: toView(context, viewer, { loaded, disclosure }),
    facts: { ...facts, kind: 'disclosure', outcome: 'override', fields: 'full', subjects: [childId] },
  };
}

function isFresh({ now, policy }: CommandContext, { caller }: Command<'overrideShield'>): boolean {
  const age = now - Date.parse(caller.user?.signedInAt ?? '');
  return age >= -MINUTE_IN_MS && age <= policy.overrideSignInMinutes * MINUTE_IN_MS;
}

async function openInvestigation({ tx, newId, at }: CommandContext, childId: string): Promise<void> {
  const about = { kind: 'override', recordKey: '', childId, candidates: [], restricted: true } as const;
  await tx.reviews.put([{ ...about, ...UNCLAIMED, reviewId: newId(), state: 'open', openedAt: at }]);
}
