import type { CommandContext } from '../command-context.ts';
import type { KeyPair } from '../ports.ts';
import { disclosureOf, isShown, type LoadedChild } from '../view/load-children.ts';
import { searchKeysOf } from './search-keys.ts';

/**
 * Rewrites the search keys of children from what they show now, whatever stood there before: a key left behind
 * would show what has been hidden. A child that shows nothing is not found.
 */
export async function refreshSearch(
  { tx, vault }: CommandContext,
  childIds: readonly string[],
  loaded: readonly (LoadedChild | undefined)[],
): Promise<void> {
  const held = await tx.searchKeys.ofChildren(childIds);
  const added: KeyPair[] = [];
  const removed: KeyPair[] = [];
  childIds.forEach((childId, at) => {
    const child = loaded[at];
    const keys = child && isShown(child) ? searchKeysOf(disclosureOf(child)) : [];
    const now = new Set(keys.map((key) => vault.blind('search', key)));
    const before = new Set(held[at]);
    for (const key of now) if (!before.has(key)) added.push([key, childId]);
    for (const key of before) if (!now.has(key)) removed.push([key, childId]);
  });
  await tx.searchKeys.change({ added, removed });
}
