import type {
  ChildRow,
  DataKeyRow,
  DeathRow,
  DiscrepancyRow,
  MemberRow,
  RecordRow,
  RequestRow,
  ReviewRow,
  ShieldRow,
} from '@contactpoint/directory';
import type { TableSpec } from './sql-table.ts';

/** A child's row. */
export const CHILDREN: TableSpec<ChildRow> = {
  name: 'child',
  key: 'childId',
  columns: {
    childId: 'text',
    ordinal: 'integer',
    version: 'integer',
    state: 'text',
    mergedInto: 'text',
    shielded: 'boolean',
    walled: 'boolean',
    doNotLink: 'json',
    doNotLinkRecords: 'json',
    verified: 'json',
    createdAt: 'text',
  },
};

/** A source record's row. */
export const RECORDS: TableSpec<RecordRow> = {
  name: 'record',
  key: 'recordKey',
  columns: {
    recordKey: 'text',
    system: 'text',
    childId: 'text',
    childRef: 'text',
    state: 'text',
    answer: 'text',
    movedTo: 'text',
    suppliedAt: 'text',
    sequence: 'integer',
    keyId: 'text',
    content: 'bytes',
  },
};

/** A member's row. */
export const MEMBERS: TableSpec<MemberRow> = {
  name: 'member',
  key: 'recordKey',
  columns: {
    recordKey: 'text',
    childId: 'text',
    keyId: 'text',
    features: 'bytes',
    matchKeys: 'text',
    shadowId: 'text',
  },
};

/** A wrapped data key. */
export const DATA_KEYS: TableSpec<DataKeyRow> = {
  name: 'data_key',
  key: 'keyId',
  columns: { keyId: 'text', month: 'text', wrapped: 'bytes' },
};

/** An answered request. */
export const REQUESTS: TableSpec<RequestRow> = {
  name: 'request',
  key: 'requestKey',
  columns: { requestKey: 'text', bodyHash: 'text', answer: 'text', expiresAt: 'text' },
};

/** A shield. */
export const SHIELDS: TableSpec<ShieldRow> = {
  name: 'shield',
  key: 'childId',
  columns: { childId: 'text', state: 'text', dueOn: 'text', sealed: 'bytes' },
};

/** A death that a record tells of. */
export const DEATHS: TableSpec<DeathRow> = {
  name: 'death',
  key: 'recordKey',
  columns: {
    recordKey: 'text',
    notifiedAt: 'text',
    state: 'text',
    date: 'text',
    decidedDate: 'text',
    decidedChild: 'text',
  },
};

/** A difference from the best view. */
export const DISCREPANCIES: TableSpec<DiscrepancyRow> = {
  name: 'discrepancy',
  key: 'discrepancyId',
  columns: {
    discrepancyId: 'text',
    recordKey: 'text',
    system: 'text',
    number: 'integer',
    kind: 'text',
    path: 'text',
    state: 'text',
    openedAt: 'text',
    changedAt: 'text',
  },
};

/** A review. */
export const REVIEWS: TableSpec<ReviewRow> = {
  name: 'review',
  key: 'reviewId',
  columns: {
    reviewId: 'text',
    kind: 'text',
    recordKey: 'text',
    childId: 'text',
    candidates: 'json',
    restricted: 'boolean',
    state: 'text',
    openedAt: 'text',
    claimedBy: 'text',
    claimedUntil: 'text',
  },
};
