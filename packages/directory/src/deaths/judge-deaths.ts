import { toFeatures } from '@contactpoint/matching';
import type { Policy } from '../policy/policy.ts';
import type { DeathRow, DeathState } from '../rows.ts';
import { deathOf } from '../supply/record-content.ts';
import { toRecord } from '../supply/to-record.ts';
import type { LoadedStatement } from '../view/load-children.ts';
import type { VisibleChild } from '../view/visible-children.ts';

/** A death that a record tells of. */
export interface Report {
  readonly statement: LoadedStatement;
  /** As the record gives it. */
  readonly date: string;
}

/** What people have decided on it, as far as it holds of the child that has the record now. */
export type Verdict = 'confirmed' | 'refused' | undefined;

/** The deaths that records of a child tell of. */
export const reportsOf = ({ statements }: Pick<VisibleChild, 'statements'>): readonly Report[] =>
  statements.flatMap((statement) => {
    const date = deathOf(statement.content);
    return date === undefined ? [] : [{ statement, date }];
  });

/** Whether a death counts: the child that has its record has died. */
export const isApplied = ({ state }: Pick<DeathRow, 'state'>): boolean =>
  state === 'certain' || state === 'confirmed';

/**
 * What comes of each report of a child's death, in order (SUPPLY-05). It follows from nothing but what the records
 * of the child say now and what people have decided: in whatever order all of that came, it is the same.
 */
export function judgeDeaths(
  { statements }: Pick<VisibleChild, 'statements'>,
  { policy, verdictOf }: { readonly policy: Policy; readonly verdictOf: (report: Report) => Verdict },
): readonly DeathState[] {
  const reports = reportsOf({ statements });
  const verdicts = reports.map(verdictOf);
  const settled = reports.map((report, at): DeathState | undefined => {
    if (verdicts[at] === 'confirmed') return 'confirmed';
    return isCertain(report, statements, policy) ? 'certain' : undefined;
  });
  const applied = new Set(reports.flatMap(({ date }, at) => (settled[at] ? [date] : [])));
  // Who decides does not see what is held: asked again for its sake, they would know of it (SHIELD-04).
  const isAlone = statements.filter(({ shadowId }) => shadowId === null).length === 1;
  return reports.map(({ date, statement }, at): DeathState => {
    if (settled[at]) return settled[at];
    if (applied.has(date)) return 'told';
    if (statement.shadowId !== null) return 'held';
    return verdicts[at] === 'refused' && isAlone ? 'refused' : 'asked';
  });
}

/** The NHS number itself says whose death it is, never likeness: another source knows the child by the same. */
function isCertain(
  { statement }: Report,
  statements: readonly LoadedStatement[],
  { deathSectors }: Policy,
): boolean {
  if (!deathSectors.includes(statement.sector)) return false;
  const numbers = numbersOf(statement);
  return statements.some(
    (other) =>
      other.content.system !== statement.content.system &&
      numbersOf(other).some((number) => numbers.includes(number)),
  );
}

const numbersOf = ({ content }: LoadedStatement): readonly string[] =>
  toFeatures(toRecord(content)).nhsNumbers;
