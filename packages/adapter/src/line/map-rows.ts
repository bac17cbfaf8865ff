import { isRecord, validateRecord, type CanonicalRecord, type Issue } from '@contactpoint/contract';
import type { Mapper } from '../compile/compile-mapping.ts';
import type { Row } from '../compile/frame.ts';
import type { Policy } from '../mapping/types.ts';
import type { Check, LedgerMark } from '../ports.ts';

/** A row of the record inputs, before it is mapped. */
export interface LineRow {
  readonly row: Row;
  /** 0-based position among the rows of all record inputs: the same in every reading of the same files. */
  readonly ordinal: number;
  readonly print: string;
  /** What the ledger knows of its record. */
  readonly mark: LedgerMark | undefined;
}

/** Rows that nothing is known of and that nobody will remember: for looking at, not for sending. */
export function toLineRows(rows: readonly Row[]): readonly LineRow[] {
  return rows.map((row, ordinal) => ({ row, ordinal, print: '', mark: undefined }));
}

/** One row on its way through the line. */
export interface Item extends LineRow {
  readonly recordId: string | undefined;
  readonly record: CanonicalRecord | undefined;
  readonly issues: readonly Issue[];
  readonly leftOut: boolean;
  /** Whether it must wait for a person. */
  readonly blocked: boolean;
}

/** What rows are mapped with. */
export interface MapRowsOptions {
  readonly mapper: Mapper;
  readonly policy: Policy;
  readonly checks: readonly Check[];
  readonly suppliedAt: string;
  /** The sequence of the row at ordinal 0; without a ledger there is none. */
  readonly firstSequence: number | undefined;
}

/** Maps, validates and checks rows; decides of each whether it may go on. */
export function mapRows(rows: readonly LineRow[], options: MapRowsOptions): readonly Item[] {
  const mapped = rows.map((row) => mapRow(row, options));
  return options.checks.length === 0 ? mapped : runChecks(mapped, options);
}

function mapRow({ row, ordinal, print, mark }: LineRow, options: MapRowsOptions): Item {
  const { mapper, suppliedAt, firstSequence, policy } = options;
  const stamp =
    firstSequence === undefined ? { suppliedAt } : { suppliedAt, sequence: firstSequence + ordinal };
  const { recordId, record, issues, leftOut, sound } = mapper.map(row, stamp);
  if (!record || sound || isRecord(record)) {
    const blocked = !leftOut && (!record || isBlocked(issues, policy));
    return { row, ordinal, print, mark, recordId, record, issues, leftOut, blocked };
  }
  const all = [...issues, ...validateRecord(record).map((issue) => place(issue, row, mapper))];
  return { row, ordinal, print, mark, recordId, record: undefined, issues: all, leftOut, blocked: true };
}

/** Leads a trouble in the record back to the column it came from. */
function place(issue: Issue, row: Row, mapper: Mapper): Issue {
  const column = issue.path === undefined ? undefined : mapper.columnOf(issue.path);
  return { ...issue, place: { ...row.source.place, ...(column !== undefined && { column }) } };
}

function isBlocked(issues: readonly Issue[], policy: Policy): boolean {
  if (issues.length === 0) return false;
  return issues.some(
    ({ code, severity }) =>
      severity === 'error' && (policy.onIssue !== 'send' || code === 'mapping.held-code'),
  );
}

function runChecks(items: readonly Item[], options: MapRowsOptions): readonly Item[] {
  const whole = items.filter((item) => item.record !== undefined && !item.leftOut);
  const records = whole.map((item) => item.record as CanonicalRecord);
  const found = new Map<Item, Issue[]>();
  for (const check of options.checks) {
    check.check(records).forEach((issues, index) => {
      const item = whole[index];
      if (!item || issues.length === 0) return;
      const placed = issues.map((issue) => place(issue, item.row, options.mapper));
      found.set(item, [...(found.get(item) ?? item.issues), ...placed]);
    });
  }
  return items.map((item) => {
    const issues = found.get(item);
    return issues ? { ...item, issues, blocked: item.blocked || isBlocked(issues, options.policy) } : item;
  });
}
