import { createError } from '@contactpoint/contract';
import type { Input } from '../mapping/types.ts';
import { findDrift } from '../line/guards.ts';
import { toInstant, type OpenRun } from '../line/open-run.ts';
import { toStatistics } from '../line/survey.ts';
import { accountedFor } from '../line/tally.ts';
import type { InputSummary, RunReport, ThresholdFinding, Verdict } from './run-report.ts';
import { findThresholds } from './thresholds.ts';

/** Checks the balance, ends the run in the ledger and reports it. A run whose balance fails is an error. */
export async function closeRun(run: OpenRun): Promise<RunReport> {
  const { tally, ledger, ledgerRun, options } = run;
  const { balance } = tally;
  if (accountedFor(balance) !== balance.read) {
    throw createError('run.unbalanced', { values: { read: balance.read, accounted: accountedFor(balance) } });
  }
  const stopped = run.stops.some(({ code }) => code !== 'guard.close');
  const statistics = toStatistics(run, balance.read);
  if (!stopped) addLateDrift(run, statistics);
  if (ledgerRun) await ledger?.finish(stopped ? undefined : statistics);
  const thresholds = findThresholds(tally, run.mapping.policy);
  const finishedAt = options.world.now();
  const { mapping } = run;
  return {
    report: 1,
    mapping: { name: mapping.name, file: mapping.file },
    system: mapping.source.system,
    run: { id: run.id, resumed: ledgerRun?.resumed ?? false, ...(ledgerRun && { number: ledgerRun.number }) },
    mode: run.mode,
    startedAt: toInstant(run.startedAt),
    finishedAt: toInstant(finishedAt),
    verdict: judge(run, thresholds),
    stops: run.stops,
    inputs: await summariseInputs(run),
    withErrors: tally.withErrors,
    thresholds,
    balance,
    fields: run.fields.summary,
    issues: tally.issues,
    matches: tally.matches,
    discrepancies: tally.discrepancies,
    changes: tally.changes,
    drift: run.drift,
    durations: { ...run.durations, total: finishedAt.getTime() - run.startedAt.getTime() },
  };
}

function judge({ stops }: OpenRun, thresholds: readonly ThresholdFinding[]): Verdict {
  if (stops.length > 0) return 'stopped';
  return thresholds.some(({ breach }) => breach) ? 'over-threshold' : 'done';
}

/** What only shows once everything is sent, and what a dry run finds without a survey before it. */
function addLateDrift(run: OpenRun, statistics: ReturnType<typeof toStatistics>): void {
  const known = new Set(run.drift.map(({ sentence }) => sentence));
  const late = findDrift(statistics, run.history, run.mapping.policy);
  run.drift.push(...late.filter(({ sentence }) => !known.has(sentence)));
}

async function summariseInputs(run: OpenRun): Promise<readonly InputSummary[]> {
  const unmatched = await run.joined.unmatched();
  return [...run.inputs].map(([input, summary]: [Input, InputSummary]) => {
    const rows = unmatched.get(input);
    return rows === undefined ? summary : { ...summary, unmatched: rows };
  });
}
