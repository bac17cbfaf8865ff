import type { CommandContext } from '../command-context.ts';
import type { SealedDeaths } from '../deaths/seal-deaths.ts';
import { visibleChildOf } from '../matching/visible-index.ts';
import { addDays } from '../policy/calendar.ts';
import { holds, type Shield, takeStep } from '../shield/shield-state.ts';
import { findShields, saveShields } from '../shield/store-shield.ts';
import { saysNew, type Taken } from './draft.ts';
import type { Linked } from './link-records.ts';

/** By record key the sources that ask for their child to be shielded. */
export const shieldsAsked = (taken: readonly Taken[], { links }: Linked): ReadonlyMap<string, string> =>
  new Map(
    taken.flatMap((one) => {
      const {
        recordKey,
        draft: { record },
      } = one;
      const isAsked = saysNew(one) && record.flags?.shieldRequested === true;
      return isAsked && links.get(recordKey)?.childId !== undefined
        ? [[recordKey, record.source.system] as const]
        : [];
    }),
  );

/**
 * A request of a source, by record key, takes effect at once, as that of a person does; people confirm it
 * (SHIELD-05). It shields the child that the source may know: what holds its record is shielded already. The answer
 * is what came of deaths with it, for the audit trail.
 */
export async function shieldRequested(
  context: CommandContext,
  byRecord: ReadonlyMap<string, string>,
): Promise<SealedDeaths> {
  if (byRecord.size === 0) return [];
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
  const { deaths = [] } = await saveShields(context, shields);
  return deaths;
}
