import { ISSUES } from '@contactpoint/contract';
import type { Tally } from '../line/tally.ts';
import type { CauseLimits, Policy } from '../mapping/types.ts';
import type { ThresholdFinding } from './run-report.ts';

/** Which limits of a mapping a run has passed: of errors together, and of single causes. */
export function findThresholds(
  { read, withErrors, issues }: Pick<Tally, 'read' | 'withErrors' | 'issues'>,
  policy: Policy,
): readonly ThresholdFinding[] {
  if (read === 0) return [];
  const together = judge(withErrors / read, policy, 'have an error');
  const causes = [...policy.causes].flatMap(([code, limits]) => {
    const records = issues.filter((group) => group.code === code).reduce((sum, of) => sum + of.records, 0);
    // A record may have one issue in two columns.
    const found = judge(Math.min(records / read, 1), limits, `have the issue “${titleOf(code)}”`);
    return found.map((finding) => ({ ...finding, code }));
  });
  return [...together, ...causes].sort((a, b) => Number(b.breach) - Number(a.breach));
}

function judge(share: number, { errorIf = 1, warnIf = 1 }: CauseLimits, what: string): ThresholdFinding[] {
  const breach = share > errorIf;
  if (!breach && share <= warnIf) return [];
  const limit = breach
    ? `the mapping allows ${percent(errorIf)}`
    : `more than ${percent(warnIf)} is worth a look`;
  return [{ sentence: `${percent(share)} of records ${what}; ${limit}.`, breach }];
}

function titleOf(code: string): string {
  return (ISSUES as Readonly<Record<string, { readonly title: string } | undefined>>)[code]?.title ?? code;
}

function percent(share: number): string {
  return `${Math.round(share * 10_000) / 100}%`;
}
