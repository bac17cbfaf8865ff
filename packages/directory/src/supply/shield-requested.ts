import type { CommandContext } from '../command-context.ts';
import { visibleChildOf } from '../matching/visible-index.ts';
import { addDays } from '../policy/calendar.ts';
import { holds, type Shield, takeStep } from '../shield/shield-state.ts';
import { findShields, saveShields } from '../shield/store-shield.ts';

/**
 * A request of a source, by record key, takes effect at once, as that of a person does; people confirm it
 * (SHIELD-05). It shields the child that the source may know: what holds its record is shielded already.
 */
export async function shieldRequested(
  context: CommandContext,
  byRecord: ReadonlyMap<string, string>,
): Promise<void> {
  if (byRecord.size === 0) return;
  const members = await context.tx.members.find([...byRecord.keys()]);
  const bySystem = new Map(
    [...byRecord.values()].flatMap((system, at) => {
      const member = members[at];
      return member ? [[visibleChildOf(member), system] as const] : [];
    }),
  );
  const childIds = [...bySystem.keys()];
  const known = await findShields(context, childIds);
  const shields = new Map<string, Shield>();
  childIds.forEach((childId, at) => {
    if (holds(known[at])) return;
    const next = takeStep(
      known[at],
      {
        kind: 'request',
        by: `source ${bySystem.get(childId)}`,
        shieldId: context.newId(),
        reasonCode: 'sourceRequest',
        reviewOn: addDays(context.today, context.policy.shieldReviewDays),
      },
      context,
    );
    if (!('refusal' in next)) shields.set(childId, next);
  });
  await saveShields(context, shields);
}
