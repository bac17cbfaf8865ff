import type { CommandContext } from '../command-context.ts';
import { createMatchIndex } from '../matching/match-index.ts';
import { endHolding } from '../matching/end-holding.ts';
import { keepDeaths } from '../deaths/keep-deaths.ts';
import type { SealedDeaths } from '../deaths/seal-deaths.ts';
import { keepThreads } from '../notices/keep-threads.ts';
import { addDays } from '../policy/calendar.ts';
import type { ShieldRow } from '../rows.ts';
import { refreshSearch } from '../search/refresh-search.ts';
import { followMembers } from '../supply/save-records.ts';
import { loadChildren } from '../view/load-children.ts';
import { holds, type Shield } from './shield-state.ts';

/** What is recorded of children's shields, in the order asked. */
export async function findShields(
  { tx, keys, vault }: CommandContext,
  childIds: readonly string[],
): Promise<readonly (Shield | undefined)[]> {
  const rows = await tx.shields.find(childIds);
  await keys.load(childIds);
  return rows.map((row) => row && vault.open<Shield>(keys.of(row.childId), placeOf(row.childId), row.sealed));
}

/**
 * Keeps shields, and makes them so at once for everything that is found or shown. What it came to in deaths: those
 * of records that a shield that ends lets go.
 */
export async function saveShields(
  context: CommandContext,
  shields: ReadonlyMap<string, Shield>,
): Promise<SealedDeaths | undefined> {
  const childIds = [...shields.keys()];
  await context.keys.ensure(childIds);
  await context.tx.shields.put([...shields].map(([childId, shield]) => toRow(context, childId, shield)));
  const isHolding = (childId: string): boolean => holds(shields.get(childId));
  await createMatchIndex(context).constrain(
    childIds.filter(isHolding).map((childId) => ({ childId, shielded: true })),
  );
  const { places, touched } = await endHolding(
    context,
    childIds.filter((childId) => !isHolding(childId)),
  );
  await followMembers(context, places);
  const changed = [...new Set([...childIds, ...touched])];
  const loaded = await loadChildren(context, changed);
  await refreshSearch(context, changed, loaded);
  await keepThreads(context, loaded);
  return (await keepDeaths(context, loaded)).sealed;
}

/** Why, by whom and until when is itself told to nobody without the right: only the state stands open. */
function toRow({ keys, vault, policy, today }: CommandContext, childId: string, shield: Shield): ShieldRow {
  const { state, reviewOn } = shield;
  const dueOn = state === 'requested' ? addDays(today, policy.confirmShieldWithinDays) : reviewOn;
  return {
    childId,
    state,
    dueOn: state === 'ended' ? null : dueOn,
    sealed: vault.seal(keys.of(childId), placeOf(childId), shield),
  };
}

const placeOf = (childId: string): string => `shield|${childId}`;
