import type { Discrepancy } from '@contactpoint/contract';
import { findAnswer, rememberAnswer, REUSED, toRequest } from '../answered-requests.ts';
import type { CommandContext } from '../command-context.ts';
import type { Command } from '../commands.ts';
import { denied, type Handled } from '../handled.ts';
import { factsBefore, type Refusal } from '../policy/admit.ts';
import type { DiscrepancyRow } from '../rows.ts';
import { admitSources, describeThreads } from './feed.ts';
import { saveChanges } from './keep-threads.ts';

const NOT_FOUND: Refusal = { refusal: 'directory.discrepancy-not-found', outcome: 'discrepancy-not-found' };
const RESOLVED: Refusal = { refusal: 'directory.discrepancy-resolved', outcome: 'discrepancy-resolved' };

/**
 * What a source says of a difference: it will correct its record, it holds its value for the right one, or it
 * asked the child or a parent (DISC-01). Only agreement resolves it.
 */
export async function answerDiscrepancy(
  context: CommandContext,
  command: Command<'answerDiscrepancy'>,
): Promise<Handled<Discrepancy>> {
  const { discrepancyId, answer: state, confirmedWith, confirmedOn } = command;
  const personal = confirmedWith && { confirmation: { with: confirmedWith, on: confirmedOn } };
  const facts = { ...factsBefore(command), ...(personal && { personal }) };
  const systems = await admitSources(context, command);
  if ('refusal' in systems) return denied(facts, systems);
  const request = toRequest(command);
  const earlier = await findAnswer<Pick<DiscrepancyRow, 'state'>>(context, request);
  if (earlier === 'reused') return denied(facts, REUSED);
  const [row] = await context.tx.discrepancies.find([discrepancyId]);
  const [thread] = row && systems.includes(row.system) ? await describeThreads(context, [row]) : [];
  if (row === undefined || thread === undefined) return denied(facts, NOT_FOUND);
  const subjects = await subjectsOf(context, row);
  if (earlier)
    return {
      answer: { ...thread.discrepancy, ...earlier.answer },
      facts: { ...facts, kind: 'supply', outcome: 'answered-before', subjects },
    };
  if (row.state === 'resolved') return denied(facts, RESOLVED, ...subjects);
  await saveChanges(context, [{ ...row, state, changedAt: context.at }]);
  await rememberAnswer(context, request, { state });
  return {
    answer: { ...thread.discrepancy, state },
    facts: { ...facts, kind: 'supply', outcome: `discrepancy-${state}`, subjects },
  };
}

async function subjectsOf({ tx }: CommandContext, { recordKey }: DiscrepancyRow): Promise<readonly string[]> {
  const [record] = await tx.records.find([recordKey]);
  return record?.childId ? [record.childId] : [];
}
