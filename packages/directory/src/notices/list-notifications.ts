import type { Notification, NotificationList } from '@contactpoint/contract';
import type { CommandContext } from '../command-context.ts';
import type { Command } from '../commands.ts';
import { denied, type Handled } from '../handled.ts';
import { factsBefore } from '../policy/admit.ts';
import { admitFeed, describeThreads, readFeed } from './feed.ts';

/**
 * What a client should know of its sources from a cursor on: every difference that opened, was answered or closed
 * since, once, as it is now (DISC-01). The cursor is always given: asked again with it, later changes follow.
 */
export async function listNotifications(
  context: CommandContext,
  command: Command<'listNotifications'>,
): Promise<Handled<NotificationList>> {
  const facts = factsBefore(command);
  const systems = await admitFeed(context, command);
  if ('refusal' in systems) return denied(facts, systems);
  const { rows, next } = await readFeed(context, systems, { after: command.after, unresolved: false });
  const notifications = (await describeThreads(context, rows)).map(({ row, discrepancy }): Notification => {
    const { id, source, recordId } = discrepancy;
    return {
      id: `${id}-${row.number}`,
      kind: 'discrepancy',
      at: row.changedAt,
      source,
      recordId,
      discrepancy,
    };
  });
  return {
    answer: { notifications, next },
    facts: { ...facts, kind: 'supply', outcome: 'notifications-read', subjects: [] },
  };
}
