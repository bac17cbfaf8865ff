import type { CommandContext } from '../command-context.ts';
import { isShown, type LoadedChild, loadChildren } from './load-children.ts';

const LONGEST_MERGE_CHAIN = 16;

/** The child, or the one it turned out to be; undefined when nothing of it may be shown (FACE-02). */
export async function findShown(context: CommandContext, childId: string): Promise<LoadedChild | undefined> {
  let next = childId;
  for (let step = 0; step < LONGEST_MERGE_CHAIN; step += 1) {
    const [row] = await context.tx.children.find([next]);
    if (row === undefined || row.mergedInto === null) break;
    next = row.mergedInto;
  }
  const [loaded] = await loadChildren(context, [next]);
  return loaded && isShown(loaded) ? loaded : undefined;
}
