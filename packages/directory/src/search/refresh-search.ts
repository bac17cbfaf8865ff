import type { CommandContext } from '../command-context.ts';
import { disclosureOf, isShown, type LoadedChild } from '../view/load-children.ts';
import { searchKeysOf } from './search-keys.ts';

/** Rewrites the search keys of children from what they show now; one that shows nothing is not found. */
export async function refreshSearch(
  { tx, vault }: CommandContext,
  childIds: readonly string[],
  loaded: readonly (LoadedChild | undefined)[],
): Promise<void> {
  await tx.searchKeys.replace(
    childIds.map((childId, at) => {
      const child = loaded[at];
      const keys = child && isShown(child) ? searchKeysOf(disclosureOf(child)) : [];
      return { childId, keys: keys.map((key) => vault.blind('search', key)) };
    }),
  );
}
