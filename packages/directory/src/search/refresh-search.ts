import type { CommandContext } from '../command-context.ts';
import { bestView } from '../view/best-view.ts';
import { disclose } from '../view/disclosure.ts';
import { isShown, type LoadedChild, shownStatements } from '../view/load-children.ts';
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
      const keys = child && isShown(child) ? publicKeys(child) : [];
      return { childId, keys: keys.map((key) => vault.blind('search', key)) };
    }),
  );
}

const publicKeys = (child: LoadedChild): readonly string[] =>
  searchKeysOf(disclose(bestView(shownStatements(child)), child.child.shielded));
