import {
  ISSUES,
  type FixableBy,
  type Issue,
  type MatchAnswer,
  type Outcome,
  type Place,
  type Receipt,
} from '@contactpoint/contract';
import type { LedgerReceipt } from '../ports.ts';
import type { Balance, ChangeSummary, DiscrepancySummary, IssueGroup } from '../report/run-report.ts';

const PLACES_SHOWN = 5;

interface MutableGroup {
  readonly issue: Issue;
  readonly from: IssueGroup['from'];
  count: number;
  records: number;
  lastRecord: number;
  readonly places: Place[];
}

/** Counts everything that happens in a run; what the report says comes from here. */
export class Tally {
  read = 0;
  written = 0;
  ready = 0;
  quarantined = 0;
  unchanged = 0;
  /** Of the unchanged ones, those that the directory had rejected for good. */
  rejectedBefore = 0;
  leftOut = 0;
  sent = 0;
  closedByAbsence = 0;
  absent = 0;
  awaitingClose = 0;
  /** Records with at least one issue of the severity error. */
  withErrors = 0;
  readonly #outcomes = new Map<Outcome, number>();
  readonly #matches = new Map<MatchAnswer, number>();
  readonly #discrepancies = new Map<string, { kind: string; path: string; count: number }>();
  readonly #changes = new Map<string, number>();
  readonly #groups = new Map<string, MutableGroup>();

  /** @param record - Any number that is the same for all issues of one record. */
  addIssue(issue: Issue, record: number, from: IssueGroup['from'] = 'adapter'): void {
    const column = issue.place?.column ?? issue.path?.replace(/\/\d+/g, '/*') ?? '';
    const key = `${from} ${issue.code} ${column}`;
    let group = this.#groups.get(key);
    if (!group) {
      group = { issue, from, count: 0, records: 0, lastRecord: NaN, places: [] };
      this.#groups.set(key, group);
    }
    group.count += 1;
    if (group.lastRecord !== record) group.records += 1;
    group.lastRecord = record;
    if (issue.place && group.places.length < PLACES_SHOWN) group.places.push(issue.place);
  }

  addOutcome(outcome: Outcome, count = 1): void {
    this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + count);
  }

  /** A receipt of a record that stands at `place`. */
  addReceipt(receipt: LedgerReceipt | Receipt, record: number, place: Place | undefined): void {
    this.addOutcome(receipt.outcome);
    if (receipt.match) this.#matches.set(receipt.match, (this.#matches.get(receipt.match) ?? 0) + 1);
    for (const issue of receipt.issues)
      this.addIssue(place ? { ...issue, place } : issue, record, 'directory');
    for (const { kind, path } of receipt.discrepancies) {
      const found = this.#discrepancies.get(`${kind} ${path}`) ?? { kind, path, count: 0 };
      found.count += 1;
      this.#discrepancies.set(`${kind} ${path}`, found);
    }
  }

  addChange(part: string): void {
    this.#changes.set(part, (this.#changes.get(part) ?? 0) + 1);
  }

  /** Share of matched among receipts that say anything of matching; undefined when none does. */
  get matchRate(): number | undefined {
    const answered = [...this.#matches.values()].reduce((sum, count) => sum + count, 0);
    return answered === 0 ? undefined : (this.#matches.get('matched') ?? 0) / answered;
  }

  get balance(): Balance {
    const { read, written, ready, quarantined, unchanged, leftOut } = this;
    const { rejectedBefore, closedByAbsence, absent, awaitingClose } = this;
    const outcomes = Object.fromEntries(this.#outcomes);
    const rows = { read, outcomes, written, ready, quarantined, unchanged, leftOut };
    return { ...rows, rejectedBefore, closedByAbsence, absent, awaitingClose };
  }

  get matches(): Readonly<Partial<Record<MatchAnswer, number>>> {
    return Object.fromEntries(this.#matches);
  }

  get discrepancies(): readonly DiscrepancySummary[] {
    return [...this.#discrepancies.values()].sort((a, b) => b.count - a.count);
  }

  get changes(): readonly ChangeSummary[] {
    return [...this.#changes].map(([part, count]) => ({ part, count })).sort((a, b) => b.count - a.count);
  }

  /** Errors first, then those whose mending helps most records. */
  get issues(): readonly IssueGroup[] {
    const rank = { error: 0, warning: 1, information: 2 };
    return [...this.#groups.values()]
      .map(toIssueGroup)
      .sort(
        (a, b) =>
          rank[a.severity] - rank[b.severity] || b.records - a.records || (nameOf(a) < nameOf(b) ? -1 : 1),
      );
  }
}

/** No two groups have one name: their order must not hang on that of rows. */
function nameOf({ code, column = '', path = '', severity, message, from }: IssueGroup): string {
  return JSON.stringify([code, column, path, severity, message, from]);
}

function toIssueGroup({ issue, from, count, records, places }: MutableGroup): IssueGroup {
  // A receipt may carry a code that a newer directory knows and this catalogue does not.
  const known = (ISSUES as Readonly<Record<string, { title: string; fixableBy: FixableBy } | undefined>>)[
    issue.code
  ];
  const column = issue.place?.column;
  return {
    code: issue.code,
    severity: issue.severity,
    title: known?.title ?? issue.code,
    message: issue.message,
    suggestion: issue.suggestion ?? '',
    fixableBy: known?.fixableBy ?? 'directory',
    count,
    records,
    places,
    from,
    ...(column !== undefined && { column }),
    ...(issue.path !== undefined && { path: issue.path.replace(/\/\d+(?=\/|$)/g, '/*') }),
  };
}

/** Records that the balance accounts for; equal to `read` unless something is wrong with the line itself. */
export function accountedFor(balance: Balance): number {
  const outcomes = Object.values(balance.outcomes).reduce((sum, count) => sum + count, 0);
  return (
    outcomes + balance.written + balance.ready + balance.quarantined + balance.unchanged + balance.leftOut
  );
}
