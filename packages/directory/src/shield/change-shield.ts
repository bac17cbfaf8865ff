import { findAnswer, rememberAnswer, REUSED, toRequest } from '../answered-requests.ts';
import type { CommandContext } from '../command-context.ts';
import type { Command, ShieldDecision } from '../commands.ts';
import { denied, type Handled } from '../handled.ts';
import { admitUser, factsOfDecision, NOT_FOUND, type Refusal } from '../policy/admit.ts';
import { isInArea } from '../policy/area.ts';
import type { Permission } from '../policy/policy.ts';
import { findShown } from '../view/find-shown.ts';
import { type Shield, type ShieldStep, takeStep } from './shield-state.ts';
import { findShields, saveShields } from './store-shield.ts';

type ShieldCommand = Command<'shieldChild' | 'confirmShield' | 'endShield'>;

/** Shields a child, at once (SHIELD-05). */
export const shieldChild = (
  context: CommandContext,
  command: Command<'shieldChild'>,
): Promise<Handled<ShieldDecision>> =>
  changeShield(context, command, {
    permission: 'requestShield',
    step: {
      kind: 'request',
      by: command.accessContext.user,
      shieldId: context.newId(),
      reasonCode: command.reasonCode,
      reviewOn: command.reviewOn,
    },
  });

/** Confirms a shield as the second person. */
export const confirmShield = (
  context: CommandContext,
  command: Command<'confirmShield'>,
): Promise<Handled<ShieldDecision>> =>
  changeShield(context, command, {
    permission: 'decideShield',
    step: { kind: 'confirm', by: command.accessContext.user },
  });

/** Agrees that a shield ends, or ends it after the second person has agreed. */
export const endShield = (
  context: CommandContext,
  command: Command<'endShield'>,
): Promise<Handled<ShieldDecision>> =>
  changeShield(context, command, {
    permission: 'decideShield',
    step: { kind: 'end', by: command.accessContext.user, secondPerson: command.secondPerson },
  });

interface Change {
  readonly permission: Permission;
  readonly step: ShieldStep;
}

async function changeShield(
  context: CommandContext,
  command: ShieldCommand,
  { permission, step }: Change,
): Promise<Handled<ShieldDecision>> {
  const facts = factsOfDecision(command);
  const decider = await admitUser(context, command, permission);
  if ('refusal' in decider) return denied(facts, decider, command.childId);
  const request = toRequest(command);
  const earlier = await findAnswer<ShieldDecision>(context, request);
  if (earlier === 'reused') return denied(facts, REUSED, command.childId);
  if (earlier) return changed(facts, 'answered-before', { answer: earlier.answer, childId: command.childId });
  const loaded = await findShown(context, command.childId);
  if (loaded === undefined) return denied(facts, NOT_FOUND, command.childId);
  const { childId } = loaded.child;
  // A shield belongs to the authority: no reason reaches beyond the area here.
  if (!isInArea(decider.organisation, loaded.sources)) return denied(facts, OUTSIDE, childId);
  const [shield] = await findShields(context, [childId]);
  const next = takeStep(shield, step, context);
  if ('refusal' in next) return denied(facts, next, childId);
  const kept = await saveShields(context, new Map([[childId, next]]));
  const answer = await toDecision(context, childId, next);
  await rememberAnswer(context, request, answer);
  return changed({ ...facts, ...kept }, next.state, { answer, childId });
}

const OUTSIDE: Refusal = { refusal: 'directory.outside-area', outcome: 'outside-area' };

function changed(
  facts: Omit<Handled<never>['facts'], 'kind' | 'outcome' | 'subjects'>,
  outcome: string,
  { answer, childId }: { readonly answer: ShieldDecision; readonly childId: string },
): Handled<ShieldDecision> {
  return { answer, facts: { ...facts, kind: 'protection', outcome, subjects: [childId] } };
}

async function toDecision(
  { tx }: CommandContext,
  childId: string,
  { shieldId, state }: Shield,
): Promise<ShieldDecision> {
  const [row] = await tx.shields.find([childId]);
  return { id: shieldId, state, ...(row?.dueOn && { dueOn: row.dueOn }) };
}
