import type { Policy } from '../mapping/types.ts';
import type { RunStatistics } from '../ports.ts';
import type { DriftFinding, GuardStop } from '../report/run-report.ts';
import type { GuardName } from '../run-options.ts';

/** Fewer rows than this prove nothing. */
const FEWEST_ROWS = 20;

/** How this export differs from the last ones, as sentences for people. */
export function findDrift(
  now: RunStatistics,
  before: readonly RunStatistics[],
  policy: Policy,
): readonly DriftFinding[] {
  const [last] = before;
  if (!last || last.rows < FEWEST_ROWS) return [];
  return [
    ...compareRows(now, last, policy),
    ...Object.keys({ ...last.columns, ...now.columns }).flatMap((column) =>
      compareColumn(column, { now, last, policy }),
    ),
    ...compareMatchRate(now, last, policy),
  ];
}

function compareRows(now: RunStatistics, last: RunStatistics, policy: Policy): DriftFinding[] {
  const change = (now.rows - last.rows) / last.rows;
  if (Math.abs(change) < policy.shrinkGuard / 2) return [];
  const sentence = `The export has ${now.rows} rows; last time it had ${last.rows}.`;
  return [{ what: 'rows', sentence, breach: change < -policy.shrinkGuard }];
}

function compareColumn(
  column: string,
  {
    now,
    last,
    policy,
  }: { readonly now: RunStatistics; readonly last: RunStatistics; readonly policy: Policy },
): DriftFinding[] {
  const [current, earlier] = [now.columns[column], last.columns[column]];
  // A column that only one of both runs read says something of the mapping, not of the export.
  if (!current || !earlier || now.rows < FEWEST_ROWS) return [];
  const findings: DriftFinding[] = [];
  const fall = earlier.filled - current.filled;
  if (Math.abs(fall) >= policy.driftGuard / 2) {
    const sentence = `${column} is empty in ${percent(1 - current.filled)} of rows; last time ${percent(1 - earlier.filled)}.`;
    findings.push({ what: 'fill', sentence, breach: fall > policy.driftGuard });
  }
  for (const code of Object.keys({ ...earlier.codes, ...current.codes })) {
    const [share, before] = [current.codes?.[code] ?? 0, earlier.codes?.[code] ?? 0];
    if (Math.abs(share - before) < policy.driftGuard / 2) continue;
    const name = code === 'other' ? 'Codes that the mapping does not know make' : `Code ${code} makes`;
    const sentence = `${name} up ${percent(share)} of ${column}; last time ${percent(before)}.`;
    findings.push({ what: 'code', sentence, breach: Math.abs(share - before) > policy.driftGuard });
  }
  return findings;
}

function compareMatchRate(now: RunStatistics, last: RunStatistics, policy: Policy): DriftFinding[] {
  if (now.matchRate === undefined || last.matchRate === undefined) return [];
  const fall = last.matchRate - now.matchRate;
  if (Math.abs(fall) < policy.driftGuard / 2) return [];
  const sentence = `${percent(now.matchRate)} of records matched a child; last time ${percent(last.matchRate)}.`;
  return [{ what: 'match-rate', sentence, breach: fall > policy.driftGuard }];
}

/** Why the run must stop before it sends anything; empty when it may go on. */
export function findStops(
  drift: readonly DriftFinding[],
  confirmed: readonly GuardName[],
): readonly GuardStop[] {
  return drift
    .filter(({ breach, what }) => breach && !confirmed.includes(what === 'rows' ? 'shrink' : 'drift'))
    .map(({ what, sentence }) => ({ code: what === 'rows' ? 'guard.shrink' : 'guard.drift', sentence }));
}

/** Why records that are absent may not be closed; undefined when they may. */
export function closeStop(
  { toClose, known }: { readonly toClose: number; readonly known: number },
  policy: Policy,
  confirmed: readonly GuardName[],
): GuardStop | undefined {
  if (confirmed.includes('close') || toClose <= known * policy.closeGuard) return undefined;
  const share = percent(toClose / known);
  const sentence = `${toClose} of ${known} known records (${share}) are no longer in the export and would be closed.`;
  return { code: 'guard.close', sentence };
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
