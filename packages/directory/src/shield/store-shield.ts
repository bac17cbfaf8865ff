import type { AuditFacts } from '../audit/audit-facts.ts';
import type { CommandContext } from '../command-context.ts';
import { createMatchIndex } from '../matching/match-index.ts';
import { endHolding } from '../matching/end-holding.ts';
import { keepDeaths } from '../deaths/keep-deaths.ts';
import { byRecordKey } from '../matching/index-context.ts';
import { sealPlaced } from '../matching/seal-decisions.ts';
import { keepThreads } from '../notices/keep-threads.ts';
import { addDays } from '../policy/calendar.ts';
import type { ShieldRow } from '../rows.ts';
import { askAbout } from '../review/ask-people.ts';
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
 * Keeps shields, and makes them so at once for everything that is found or shown. What the audit trail keeps of
 * records that a shield that ends lets go: what matching decided on them, and deaths that they tell of.
 */
export async function saveShields(
  context: CommandContext,
  shields: ReadonlyMap<string, Shield>,
): Promise<Pick<AuditFacts, 'decisions' | 'deaths'>> {
  const childIds = [...shields.keys()];
  await context.keys.ensure(childIds);
  await context.tx.shields.put([...shields].map(([childId, shield]) => toRow(context, childId, shield)));
  const isHolding = (childId: string): boolean => holds(shields.get(childId));
  await createMatchIndex(context).constrain(
    childIds.filter(isHolding).map((childId) => ({ childId, shielded: true })),
  );
  const ended = await endHolding(
    context,
    childIds.filter((childId) => !isHolding(childId)),
  );
  if (ended) {
    await askAbout(context, ended);
    await followMembers(context, ended.places);
  }
  const decisions = ended && (await sealPlaced(context, ended));
  const changed = [...new Set([...childIds, ...(ended?.touched ?? [])])];
  const loaded = await loadChildren(context, changed);
  await refreshSearch(context, changed, loaded);
  await keepThreads(context, loaded, ended && { matched: byRecordKey(context, ended.told) });
  const { sealed: deaths } = await keepDeaths(context, loaded);
  return { ...(decisions && { decisions }), ...(deaths && { deaths }) };
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
