import type { CommandContext } from '../command-context.ts';
import type { Command } from '../commands.ts';
import type { Handled } from '../handled.ts';
import { type Supplied, supplyTogether, toSupply } from './supply.ts';

/** Takes in what sources say of children: one receipt a record, in order, never all or nothing (SUPPLY-01). */
export const submitRecords = (
  context: CommandContext,
  commands: readonly Command<'submitRecords'>[],
): Promise<readonly Handled<Supplied>[]> =>
  supplyTogether(
    context,
    commands.map((command) => toSupply(command, command.records, command.records)),
  );
