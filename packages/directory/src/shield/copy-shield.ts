import type { CommandContext } from '../command-context.ts';
import type { SealedDeaths } from '../deaths/seal-deaths.ts';
import { holds } from './shield-state.ts';
import { findShields, saveShields } from './store-shield.ts';

/**
 * Lets the shield of a child hold of another one as well, which it became a part of or comes from: of two
 * protections the stricter stays, and people end each. The answer is what came of deaths with it.
 */
export async function copyShield(
  context: CommandContext,
  [from, to]: readonly [from: string, to: string],
): Promise<SealedDeaths> {
  const [shield, other] = await findShields(context, [from, to]);
  if (!holds(shield) || holds(other)) return [];
  const copied = { ...shield, shieldId: context.newId() };
  const { deaths = [] } = await saveShields(context, new Map([[to, copied]]));
  return deaths;
}
