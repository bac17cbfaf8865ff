import type { DiscrepancyList } from '@contactpoint/contract';
import type { CommandContext } from '../command-context.ts';
import type { Command } from '../commands.ts';
import { denied, type Handled } from '../handled.ts';
import { factsBefore } from '../policy/admit.ts';
import { admitFeed, describeThreads, readFeed } from './feed.ts';

/** Where the records of a client's sources differ from the best view and are not resolved (DISC-01). */
export async function listDiscrepancies(
  context: CommandContext,
  command: Command<'listDiscrepancies'>,
): Promise<Handled<DiscrepancyList>> {
  const facts = factsBefore(command);
  const systems = await admitFeed(context, command);
  if ('refusal' in systems) return denied(facts, systems);
  const { rows, next, isLast } = await readFeed(context, systems, { after: command.after, unresolved: true });
  const discrepancies = (await describeThreads(context, rows)).map(({ discrepancy }) => discrepancy);
  return {
    answer: { discrepancies, ...(!isLast && { next }) },
    facts: { ...facts, kind: 'supply', outcome: 'discrepancies-read', subjects: [] },
  };
}
