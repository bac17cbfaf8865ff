import type { CommandContext } from '../command-context.ts';
import { visibleChildOf } from '../matching/visible-index.ts';
import type { MemberRow } from '../rows.ts';

/**
 * Notes what a person has said of the death that a record tells of: of that date, and of the child that has the
 * record now and whoever carries on for it. `keepDeaths` makes it so.
 */
export async function sayOfDeath(
  { tx }: Pick<CommandContext, 'tx'>,
  member: MemberRow,
  decision: 'same' | 'different',
): Promise<void> {
  const [row] = await tx.deaths.find([member.recordKey]);
  if (row === undefined) return;
  const said =
    decision === 'same'
      ? { decidedChild: visibleChildOf(member) }
      : // Its question is answered: of another child that the record now joins it is asked anew.
        { decidedChild: null, state: 'refused' as const };
  await tx.deaths.put([{ ...row, decidedDate: row.date, ...said }]);
}
