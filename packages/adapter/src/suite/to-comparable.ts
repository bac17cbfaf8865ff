import type { RunReport } from '../report/run-report.ts';

/** A report without what hangs on when it was made, and by which process: what two runs of one export share. */
export function toComparable(report: RunReport): unknown {
  const run = { ...report.run, resumed: undefined };
  return { ...report, run, startedAt: undefined, finishedAt: undefined, durations: undefined };
}
