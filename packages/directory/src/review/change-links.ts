import type { Decision } from '@contactpoint/contract';
import {
  mergeChildren as planMerge,
  type Plan,
  splitChild as planSplit,
  unlinkRecord as planUnlink,
} from '@contactpoint/matching';
import { findAnswer, rememberAnswer, REUSED, toRequest } from '../answered-requests.ts';
import type { CommandContext } from '../command-context.ts';
import type { Command } from '../commands.ts';
import { denied, type Handled } from '../handled.ts';
import { factsOfDecision, NOT_FOUND, type Refusal } from '../policy/admit.ts';
import { applyPlan } from './apply-plan.ts';
import { type Linked, loadLinks } from './load-links.ts';
import { NEVER_ONE, neverOne } from './plan-case.ts';

type Change = Command<'unlinkRecord' | 'splitChild' | 'mergeChildren'>;

const NO_LINK: Refusal = { refusal: 'directory.link-not-found', outcome: 'link-not-found' };
const NO_SPLIT: Refusal = { refusal: 'directory.split-invalid', outcome: 'split-invalid' };

/**
 * Takes a record out of a child: it is kept apart from it for good, and matched again with everybody else
 * (MATCH-06). The answer names the child that has it now.
 */
export const unlinkRecord = (
  context: CommandContext,
  command: Command<'unlinkRecord'>,
): Promise<Handled<Decision>> =>
  changeLinks(context, command, {
    state: 'unlinked',
    plan: async ({ child, links }) => {
      const link = links.find(({ row }) => row.recordKey === command.linkId);
      // A child of one record is nobody else's.
      if (link === undefined || child.members.length < 2) return NO_LINK;
      return planUnlink(child, link.features.recordRef, context) ?? NO_LINK;
    },
  });

/** Makes several children of one, kept apart for good (MATCH-06). The first group keeps the number. */
export const splitChild = (
  context: CommandContext,
  command: Command<'splitChild'>,
): Promise<Handled<Decision>> =>
  changeLinks(context, command, {
    state: 'split',
    plan: async ({ child, links }) => {
      const refOf = new Map(links.map(({ row, features }) => [row.recordKey, features.recordRef]));
      const all = command.groups.flat();
      const isSound = new Set(all).size === all.length && all.every((linkId) => refOf.has(linkId));
      if (!isSound) return NO_SPLIT;
      const groups = command.groups.map((group) => group.flatMap((linkId) => refOf.get(linkId) ?? []));
      return planSplit(child, groups, context);
    },
  });

/**
 * Makes one child of two that are one, whatever was decided before (MATCH-06). The first created goes on, and
 * the answer names it.
 */
export const mergeChildren = (
  context: CommandContext,
  command: Command<'mergeChildren'>,
): Promise<Handled<Decision>> =>
  changeLinks(context, command, {
    state: 'merged',
    plan: async ({ child }) => {
      const other = await loadLinks(context, { ...command, childId: command.otherChildId });
      if ('refusal' in other) return other;
      if (other.child.childId === child.childId) return NOT_FOUND;
      if (neverOne(child.members, other.child.members)) return NEVER_ONE;
      return planMerge(child, other.child, context);
    },
  });

interface Kind {
  readonly state: string;
  readonly plan: (linked: Linked) => Promise<Plan | Refusal>;
}

async function changeLinks(
  context: CommandContext,
  command: Change,
  { state, plan }: Kind,
): Promise<Handled<Decision>> {
  const facts = factsOfDecision(command);
  const linked = await loadLinks(context, command);
  if ('refusal' in linked) return denied(facts, linked, linked.childId ?? command.childId);
  const request = toRequest(command);
  const earlier = await findAnswer<Decision>(context, request);
  if (earlier === 'reused') return denied(facts, REUSED, command.childId);
  const { childId } = linked.child;
  if (earlier)
    return {
      answer: earlier.answer,
      facts: { ...facts, kind: 'administration', outcome: 'answered-before', subjects: [childId] },
    };
  const planned = await plan(linked);
  if ('refusal' in planned) return denied(facts, planned, childId);
  const { links, decisions, deaths } = await applyPlan(context, { plan: planned });
  const gone = planned.events.map((event) => event.childId);
  const subjects = [...new Set([childId, ...gone, ...links.members.map((member) => member.childId)])];
  // Of an unlinked record or a merge, the child that has it now; of a split, the one that keeps its number.
  const answer = { id: (state !== 'split' && links.members[0]?.childId) || childId, state };
  await rememberAnswer(context, request, answer);
  const done = {
    personal: { ...facts.personal, links },
    ...(decisions && { decisions }),
    ...(deaths && { deaths }),
  };
  return { answer, facts: { ...facts, ...done, kind: 'administration', outcome: state, subjects } };
}
