import type { RunReport } from '@contactpoint/adapter';

/** What a test says of a report. */
export interface ReportChanges extends Partial<Omit<RunReport, 'balance'>> {
  readonly balance?: Partial<RunReport['balance']>;
}

/** The report of a run to which nothing came and in which nothing was wrong, but for what a test says. */
export function inventReport({ balance, ...changes }: ReportChanges = {}): RunReport {
  return {
    report: 1,
    mapping: { name: 'A feed', file: 'mapping.yaml' },
    system: 'a',
    run: { id: '1', resumed: false },
    mode: 'directory',
    startedAt: '2026-11-20T02:00:00Z',
    finishedAt: '2026-11-20T02:00:01Z',
    verdict: 'done',
    stops: [],
    inputs: [],
    withErrors: 0,
    thresholds: [],
    fields: [],
    issues: [],
    matches: {},
    discrepancies: [],
    changes: [],
    drift: [],
    durations: { total: 10, survey: 0, send: 9 },
    ...changes,
    balance: {
      read: 0,
      outcomes: {},
      written: 0,
      ready: 0,
      unchanged: 0,
      quarantined: 0,
      leftOut: 0,
      closedByAbsence: 0,
      absent: 0,
      awaitingClose: 0,
      rejectedBefore: 0,
      ...balance,
    },
  };
}
