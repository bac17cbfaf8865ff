import {
  createError,
  type CanonicalRecord,
  type Receipt,
  type ReceiptList,
  type RecordReference,
} from '@contactpoint/contract';
import type { ApiClient } from './api-client.ts';
import { readMember } from './read-member.ts';
import { requireReference } from './reference.ts';
import { toQuery } from './to-query.ts';
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
  /**
   * The receipts of an earlier submission, as they were given, for three days. A record that was rejected has
   * lost its id there, and is known by its `ref`.
   */
  receipts(submissionId: string, options?: { readonly signal?: AbortSignal }): AsyncIterable<Receipt>;
  /** Takes back a record that should never have been supplied: as of the version given, or of now. */
  withdraw(reference: RecordReference, options?: SubmitOptions): Promise<Receipt>;
}
export interface SubmitOptions {
  /** A UUID. */
  readonly requestId?: string;
  /** Told of the submission's id once it is taken in, by which its receipts are found again. */
  readonly onTaken?: (submissionId: string) => void;
  readonly signal?: AbortSignal | undefined;
}

export function createSubmissions(client: ApiClient): Submissions {
  const submit: Submissions['submit'] = async (records, options = {}) => {
    const { requestId = crypto.randomUUID(), onTaken, signal } = options;
    const count = records.length;
    if (count === 0 || count > MAX_RECORDS)
      throw createError('client.too-many-records', { values: { limit: MAX_RECORDS, count } });
    const path = '/v1/submissions';
    const answer = await client.call({
      operation: 'submitRecords',
      path,
      body: { records },
      requestId,
      signal,
    });
    const receipts = readReceipts(answer, records);
    onTaken?.((answer as { readonly submissionId: string }).submissionId);
    return receipts;
  };
  return {
    submit,
    receipts: (submissionId, options = {}) => listReceipts(client, submissionId, options),
    async withdraw(reference, { requestId = crypto.randomUUID(), signal } = {}) {
      const path = '/v1/records/withdraw';
      const call = { operation: 'withdrawRecord', path, body: reference, requestId, signal };
      return readMember<Receipt>(await client.call(call), 'outcome');
    },
    stream: (records, options = {}) =>
      streamRecords(records, (batch) => submit(batch, { signal: options.signal }), options),
  };
}

async function* listReceipts(
  client: ApiClient,
  submissionId: string,
  { signal }: { readonly signal?: AbortSignal },
): AsyncGenerator<Receipt, void, undefined> {
  const path = `/v1/submissions/${requireReference(submissionId, 'directory.submission-not-found')}/receipts`;
  let after: string | undefined;
  do {
    const requestId = crypto.randomUUID();
    const page = readMember<ReceiptList>(
      await client.call({ operation: 'listReceipts', path: path + toQuery({ after }), requestId, signal }),
      'receipts',
    );
    yield* page.receipts;
    after = page.next;
  } while (after !== undefined);
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
