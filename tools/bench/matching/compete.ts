import type { CanonicalRecord } from '../../../packages/contract/src/types.ts';
import type { Linker } from './link.ts';
import { measure, type Accuracy, type Linked } from './measure.ts';

/** The truth about one record. */
export type Truth = Omit<Linked, 'cluster' | 'review'>;

/** Records with the truth about each, in order. */
export interface Contest {
  readonly records: readonly CanonicalRecord[];
  readonly truth: readonly Truth[];
}

/** What one contender came to. */
export interface Result {
  readonly contender: string;
  readonly seconds: number;
  readonly accuracy: Accuracy;
}

/** Every contender on the same records. */
export async function compete(
  contenders: Readonly<Record<string, Linker>>,
  { records, truth }: Contest,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const [contender, link] of Object.entries(contenders)) {
    const before = performance.now();
    const { clusters, reviews } = await link(records);
    const seconds = (performance.now() - before) / 1000;
    const linked = truth.map((one, at) => ({ ...one, cluster: clusters[at]!, review: reviews[at]! }));
    results.push({ contender, seconds, accuracy: measure(linked) });
  }
  return results;
}
