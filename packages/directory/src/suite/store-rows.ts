import type {
  AuditRow,
  ChildRow,
  DeathRow,
  DiscrepancyRow,
  MemberRow,
  RecordRow,
  ReviewRow,
} from '../rows.ts';

/** A child's row, for suites and tests; `changes` replace what is not wanted. */
export function inventChild(childId: string, changes: Partial<ChildRow> = {}): ChildRow {
  return {
    childId,
    ordinal: 1,
    version: 1,
    state: 'live',
    mergedInto: null,
    shielded: false,
    walled: false,
    doNotLink: [],
    doNotLinkRecords: [],
    verified: [],
    createdAt: '2026-11-20T02:00:00Z',
    ...changes,
  };
}

/** A record's row, for suites and tests. */
export function inventRecord(
  recordKey: string,
  childId: string | null,
  changes: Partial<RecordRow> = {},
): RecordRow {
  return {
    recordKey,
    system: 'wirral-ics',
    childId,
    childRef: `ref-${recordKey}`,
    state: 'open',
    answer: 'matched',
    movedTo: null,
    suppliedAt: '2026-11-20T02:00:00Z',
    sequence: 0,
    keyId: childId ?? recordKey,
    content: Uint8Array.of(1, 2, 3),
    ...changes,
  };
}

/** A member's row, for suites and tests. */
export function inventMember(recordKey: string, childId: string): MemberRow {
  return {
    recordKey,
    childId,
    keyId: childId,
    features: Uint8Array.of(7),
    matchKeys: 'k1 k2',
    shadowId: null,
  };
}

/** A review's row, for suites and tests. */
export function inventReview(reviewId: string, changes: Partial<ReviewRow> = {}): ReviewRow {
  return {
    reviewId,
    kind: 'match',
    recordKey: `r-${reviewId}`,
    childId: 'c1',
    candidates: ['c2', 'c3'],
    restricted: false,
    state: 'open',
    openedAt: '2026-11-20T02:00:00Z',
    claimedBy: null,
    claimedUntil: null,
    ...changes,
  };
}

/** A death's row, for suites and tests. */
export function inventDeath(recordKey: string, changes: Partial<DeathRow> = {}): DeathRow {
  return {
    recordKey,
    notifiedAt: '2026-11-20T02:00:00Z',
    state: 'asked',
    date: 'd1',
    decidedDate: null,
    decidedChild: null,
    ...changes,
  };
}

/** A discrepancy's row, for suites and tests. */
export function inventDiscrepancy(
  discrepancyId: string,
  number: number,
  changes: Partial<DiscrepancyRow> = {},
): DiscrepancyRow {
  return {
    discrepancyId,
    recordKey: 'r1',
    system: 'wirral-ics',
    number,
    kind: 'differs',
    path: '/child/dateOfBirth',
    state: 'open',
    openedAt: '2026-11-20T02:00:00Z',
    changedAt: '2026-11-20T02:00:01Z',
    ...changes,
  };
}

/** An audit entry, for suites and tests. */
export function inventEntry(entryId: string, number: number, subjects: readonly string[] = []): AuditRow {
  return {
    entryId,
    at: `2026-11-20T02:00:${String(number).padStart(2, '0')}Z`,
    writer: 'process-1',
    number,
    leaf: new Uint8Array(32).fill(number),
    chain: new Uint8Array(32).fill(255 - number),
    sealed: Uint8Array.of(number),
    subjects,
  };
}
