import type { RunReport } from '@contactpoint/adapter';

/** One line of `--json`. */
export interface JsonLine {
  readonly type: string;
  readonly [name: string]: unknown;
}

/** A report as `--json` writes it. */
export type Report = RunReport & {
  /** The folder of the rows that were kept back. */
  readonly setAside: string;
};

/** The last report among what `--json` wrote; throws where there is none. */
export function lastReport({ objects }: { readonly objects: readonly JsonLine[] }): Report {
  const report = objects.findLast(({ type }) => type === 'report');
  if (report === undefined) throw new Error('There is no report.');
  return report as unknown as Report;
}
