import type { Receipt } from '@contactpoint/contract';
import type { CommandContext } from '../command-context.ts';
import type { Command } from '../commands.ts';
import type { Handled } from '../handled.ts';
import { supply, toSupply } from './supply.ts';

/**
 * Takes back a record that should never have been supplied (SUPPLY-03): as of the version that the source
 * says, or of now.
 */
export async function withdrawRecord(
  context: CommandContext,
  command: Command<'withdrawRecord'>,
): Promise<Handled<Receipt>> {
  const { system, recordId, suppliedAt, sequence } = command.reference;
  const source = {
    system,
    recordId,
    suppliedAt: suppliedAt ?? context.at,
    ...(sequence !== undefined && { sequence }),
  };
  const record = { source, operation: 'withdraw', completeness: 'full' };
  const handled = await supply(context, toSupply(command, [record], command.reference));
  if ('refusal' in handled) return handled;
  return { ...handled, answer: handled.answer.receipts[0] as Receipt };
}
