import { createError, type CanonicalRecord, type Receipt } from '@contactpoint/contract';
import type { ApiClient } from './api-client.ts';
import { streamRecords, type StreamOptions } from './stream-records.ts';

/** How many records one submission takes. */
export const MAX_RECORDS = 1000;

/** Supplying records. Satisfies the adapter's `Sink` by shape. */
export interface Submissions {
  /**
   * Submits 1 to 1,000 records: one receipt each, in their order. The same `requestId` with the same records
   * gives the first answer again; without one, a fresh one names this call and its attempts.
   */
  submit(records: readonly CanonicalRecord[], options?: SubmitOptions): Promise<readonly Receipt[]>;
  /**
   * Submits any number of records in batches, several at the same time: one receipt each, in order, `ref`
   * counting from the start. No faster than its receipts are read.
   */
  stream(
    records: AsyncIterable<CanonicalRecord> | Iterable<CanonicalRecord>,
    options?: StreamOptions,
  ): AsyncIterable<Receipt>;
}
export interface SubmitOptions {
  /** A UUID. */
  readonly requestId?: string;
  readonly signal?: AbortSignal | undefined;
}

export function createSubmissions(client: ApiClient): Submissions {
  const submit: Submissions['submit'] = async (records, { requestId = crypto.randomUUID(), signal } = {}) => {
    const count = records.length;
    if (count === 0 || count > MAX_RECORDS)
      throw createError('client.too-many-records', { values: { limit: MAX_RECORDS, count } });
    const path = '/v1/submissions';
    const answer = await client.post({
      operation: 'submitRecords',
      path,
      body: { records },
      requestId,
      signal,
    });
    return readReceipts(answer, records);
  };
  return {
    submit,
    stream: (records, options = {}) =>
      streamRecords(records, (batch) => submit(batch, { signal: options.signal }), options),
  };
}

/** The receipts, when there is exactly one for each record: anything else would lose count of somebody. */
function readReceipts(answer: unknown, records: readonly CanonicalRecord[]): readonly Receipt[] {
  const { receipts } = Object(answer) as { readonly receipts?: unknown };
  const fits =
    Array.isArray(receipts) &&
    receipts.length === records.length &&
    receipts.every((receipt, at) => isReceiptOf(receipt, { record: records[at], at }));
  if (!fits)
    throw createError('client.unexpected-answer', { values: { reason: 'receipts do not fit the records' } });
  return receipts as readonly Receipt[];
}

function isReceiptOf(
  value: unknown,
  { record, at }: { readonly record: CanonicalRecord | undefined; readonly at: number },
): boolean {
  const receipt = Object(value) as Partial<Receipt>;
  return (
    receipt.ref === at &&
    receipt.recordId === record?.source.recordId &&
    typeof receipt.outcome === 'string' &&
    Array.isArray(receipt.issues) &&
    Array.isArray(receipt.discrepancies)
  );
}
