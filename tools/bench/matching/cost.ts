/** What one record costs against a directory of a size, in milliseconds of CPU. */
export interface Cost {
  readonly children: number;
  /** Records timed. */
  readonly records: number;
  readonly mean: number;
  readonly median: number;
  readonly p95: number;
  /** Children read to be weighed, a record, where they were counted. */
  readonly weighed?: number;
  /** Share of the records whose own child was among them. */
  readonly found?: number;
  /** Milliseconds of the clock, where they say anything. */
  readonly wall?: { readonly median: number; readonly p95: number };
}

/** Mean, median and p95 of times. */
export function summarise(times: readonly number[]): Pick<Cost, 'records' | 'mean' | 'median' | 'p95'> {
  const inOrder = times.toSorted((a, b) => a - b);
  const at = (share: number): number => inOrder[Math.floor(share * inOrder.length)]!;
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  return { records: times.length, mean, median: at(0.5), p95: at(0.95) };
}

/** The round that the other work of the machine disturbed least. */
export const fastestOf = (rounds: readonly Cost[]): Cost =>
  rounds.reduce((best, round) => (round.mean < best.mean ? round : best));
