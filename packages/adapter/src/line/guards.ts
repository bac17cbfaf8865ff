import type { Policy } from '../mapping/types.ts';
import type { RunStatistics } from '../ports.ts';
import type { DriftFinding, GuardStop } from '../report/run-report.ts';
import type { GuardName } from '../run-options.ts';

/** Fewer rows than this prove nothing. */
const FEWEST_ROWS = 20;

/** Two runs that are held against each other. */
interface Comparison {
  readonly now: RunStatistics;
  readonly then: RunStatistics;
  /** `last time` */
  readonly when: string;
  readonly policy: Policy;
}
/** A finding with what it is about, so that it is told once. */
interface Found extends DriftFinding {
  readonly about: string;
}

/**
 * How this export differs from the last ones, as sentences for people. Only a change since the last run stops
 * one: what a person has confirmed then is not asked again. What has crept in since the oldest run remembered is
 * told as well.
 */
export function findDrift(
  now: RunStatistics,
  before: readonly RunStatistics[],
  policy: Policy,
): readonly DriftFinding[] {
  const [last] = before;
  const oldest = before.at(-1);
  if (!last || !oldest || last.rows < FEWEST_ROWS) return [];
  const sudden = compareRuns({ now, then: last, when: 'last time', policy });
  const known = new Set(sudden.map(({ about }) => about));
  const slow =
    oldest === last || oldest.rows < FEWEST_ROWS
      ? []
      : compareRuns({ now, then: oldest, when: `${before.length} runs ago`, policy })
          .filter(({ about, breach }) => breach && !known.has(about))
          .map((found) => ({ ...found, breach: false }));
  return [...sudden, ...slow].map(({ what, sentence, breach }) => ({ what, sentence, breach }));
}

function compareRuns(comparison: Comparison): readonly Found[] {
  const { now, then } = comparison;
  return [
    ...compareRows(comparison),
    ...compareHeaders(comparison),
    ...Object.keys({ ...then.columns, ...now.columns }).flatMap((column) =>
      compareColumn(column, comparison),
    ),
    ...compareMatchRate(comparison),
  ];
}

function compareRows({ now, then, when, policy }: Comparison): Found[] {
  const change = (now.rows - then.rows) / then.rows;
  if (Math.abs(change) < policy.shrinkGuard / 2) return [];
  const sentence = `The export has ${now.rows} rows; ${when} it had ${then.rows}.`;
  return [{ what: 'rows', about: 'rows', sentence, breach: change < -policy.shrinkGuard }];
}

/** Columns that rules read and that are gone have been refused before; these are the others. */
function compareHeaders({ now, then, when }: Comparison): Found[] {
  if (!now.header || !then.header) return [];
  const [current, earlier] = [new Set(now.header), new Set(then.header)];
  const tell = (names: ReadonlySet<string>, other: ReadonlySet<string>, text: string) =>
    [...names]
      .filter((name) => !other.has(name))
      .map((name): Found => {
        const about = `column ${name}`;
        return { what: 'column', about, sentence: `The column ${name} ${text} ${when}.`, breach: false };
      });
  return [
    ...tell(current, earlier, 'is new: the export did not have it'),
    ...tell(earlier, current, 'is gone: the export had it'),
  ];
}

function compareColumn(column: string, { now, then, when, policy }: Comparison): Found[] {
  const [current, earlier] = [now.columns[column], then.columns[column]];
  // A column that only one of both runs read says something of the mapping, not of the export.
  if (!current || !earlier || now.rows < FEWEST_ROWS) return [];
  const findings: Found[] = [];
  const fall = earlier.filled - current.filled;
  if (Math.abs(fall) >= policy.driftGuard / 2) {
    const sentence = `${column} is empty in ${percent(1 - current.filled)} of rows; ${when} ${percent(1 - earlier.filled)}.`;
    const breach = fall > policy.driftGuard;
    findings.push({ what: 'fill', about: `fill ${column}`, sentence, breach });
  }
  for (const code of Object.keys({ ...earlier.codes, ...current.codes })) {
    const [share, before] = [current.codes?.[code] ?? 0, earlier.codes?.[code] ?? 0];
    if (Math.abs(share - before) < policy.driftGuard / 2) continue;
    const name = code === 'other' ? 'Codes that the mapping does not know make' : `Code ${code} makes`;
    const sentence = `${name} up ${percent(share)} of ${column}; ${when} ${percent(before)}.`;
    const breach = Math.abs(share - before) > policy.driftGuard;
    findings.push({ what: 'code', about: `code ${code} ${column}`, sentence, breach });
  }
  return findings;
}

function compareMatchRate({ now, then, when, policy }: Comparison): Found[] {
  if (now.matchRate === undefined || then.matchRate === undefined) return [];
  const fall = then.matchRate - now.matchRate;
  if (Math.abs(fall) < policy.driftGuard / 2) return [];
  const sentence = `${percent(now.matchRate)} of records matched a child; ${when} ${percent(then.matchRate)}.`;
  return [{ what: 'match-rate', about: 'match-rate', sentence, breach: fall > policy.driftGuard }];
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
