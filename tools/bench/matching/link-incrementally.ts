import {
  createMemoryIndex,
  matchRecords,
  type MemberFeatures,
} from '../../../packages/matching/src/index.ts';

/** Records decided one batch after another, as submissions come; the child of each, in the order of `refs`. */
export async function linkIncrementally(
  arrivals: readonly MemberFeatures[],
  {
    childrenCovered,
    refs,
    batch = 500,
  }: { readonly childrenCovered: number; readonly refs: readonly string[]; readonly batch?: number },
): Promise<readonly string[]> {
  const index = createMemoryIndex();
  let begun = 0;
  const options = { childrenCovered, newId: () => `c${(begun += 1)}` };
  for (let at = 0; at < arrivals.length; at += batch) {
    const { changes } = await matchRecords(index, arrivals.slice(at, at + batch), options);
    await index.apply(changes);
  }
  const holders = await index.childrenByRecords(refs);
  return holders.map((holder, at) => holder ?? `alone-${refs[at]}`);
}
