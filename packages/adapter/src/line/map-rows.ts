import { isRecord, validateRecord, type CanonicalRecord, type Issue } from '@contactpoint/contract';
import type { Mapper } from '../compile/compile-mapping.ts';
import type { Row } from '../compile/frame.ts';
import type { Policy } from '../mapping/types.ts';
import type { Check } from '../ports.ts';

/** One row on its way through the line. */
export interface Item {
  readonly row: Row;
  /** 0-based position among the rows of all record inputs: the same in every reading of the same files. */
  readonly ordinal: number;
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
  /** The sequence of the row at an ordinal; without a ledger there is none. */
  readonly sequenceOf: ((ordinal: number) => number) | undefined;
}

/** Maps, validates and checks rows; decides of each whether it may go on. */
export function mapRows(
  rows: readonly Row[],
  firstOrdinal: number,
  options: MapRowsOptions,
): readonly Item[] {
  const mapped = rows.map((row, index) => mapRow(row, firstOrdinal + index, options));
  return options.checks.length === 0 ? mapped : runChecks(mapped, options);
}

function mapRow(row: Row, ordinal: number, options: MapRowsOptions): Item {
  const { mapper, suppliedAt, sequenceOf } = options;
  const mapped = mapper.map(row, sequenceOf ? { suppliedAt, sequence: sequenceOf(ordinal) } : { suppliedAt });
  const { recordId, record, leftOut } = mapped;
  if (!record || isRecord(record)) {
    const blocked = !record || isBlocked(mapped.issues, options.policy);
    return { row, ordinal, recordId, record, issues: mapped.issues, leftOut, blocked: blocked && !leftOut };
  }
  const issues = [...mapped.issues, ...validateRecord(record).map((issue) => place(issue, row, mapper))];
  return { row, ordinal, recordId, record: undefined, issues, leftOut, blocked: true };
}

/** Leads a trouble in the record back to the column it came from. */
function place(issue: Issue, row: Row, mapper: Mapper): Issue {
  const column = issue.path === undefined ? undefined : mapper.columnOf(issue.path);
  return { ...issue, place: { ...row.source.place, ...(column !== undefined && { column }) } };
}

function isBlocked(issues: readonly Issue[], policy: Policy): boolean {
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
