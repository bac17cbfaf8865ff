import type { CommandContext } from '../command-context.ts';
import { holds } from './shield-state.ts';
import { findShields, saveShields } from './store-shield.ts';

/**
 * Lets the shield of a child hold of another one as well, which it became a part of or comes from: of two
 * protections the stricter stays, and people end each.
 */
export async function copyShield(
  context: CommandContext,
  [from, to]: readonly [from: string, to: string],
): Promise<void> {
  const [shield, other] = await findShields(context, [from, to]);
  if (!holds(shield) || holds(other)) return;
  await saveShields(context, new Map([[to, { ...shield, shieldId: context.newId() }]]));
}
