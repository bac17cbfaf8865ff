import type { CanonicalRecord, Receipt } from '@contactpoint/contract';

export interface StreamOptions {
  /** Records a request; 500 unless said, 1,000 at most. */
  readonly batchSize?: number;
  /** Requests at the same time; 2 unless said. */
  readonly concurrency?: number;
  readonly signal?: AbortSignal | undefined;
}

type Records = AsyncIterable<CanonicalRecord> | Iterable<CanonicalRecord>;
type SubmitBatch = (records: readonly CanonicalRecord[]) => Promise<readonly Receipt[]>;

/**
 * One receipt for each record of a stream of any length, in order, `ref` counting from its start. Takes no more
 * records than are under way, so a slow reader slows the source; the first batch without an answer ends it.
 */
export async function* streamRecords(
  records: Records,
  submit: SubmitBatch,
  { batchSize = 500, concurrency = 2 }: StreamOptions,
): AsyncGenerator<Receipt, void, undefined> {
  const underWay: Batch[] = [];
  let count = 0;
  for await (const batch of batchesOf(records, batchSize)) {
    const receipts = submit(batch);
    // It is awaited in its turn; until then a failure must not count as unhandled.
    receipts.catch(() => undefined);
    underWay.push({ first: count, receipts });
    count += batch.length;
    if (underWay.length >= concurrency) yield* receiptsOf(underWay.shift());
  }
  while (underWay.length > 0) yield* receiptsOf(underWay.shift());
}

interface Batch {
  /** The position of its first record in the stream. */
  readonly first: number;
  readonly receipts: Promise<readonly Receipt[]>;
}

async function* receiptsOf(batch: Batch | undefined): AsyncGenerator<Receipt, void, undefined> {
  if (!batch) return;
  for (const receipt of await batch.receipts) yield { ...receipt, ref: batch.first + receipt.ref };
}

async function* batchesOf(
  records: Records,
  size: number,
): AsyncGenerator<CanonicalRecord[], void, undefined> {
  let batch: CanonicalRecord[] = [];
  for await (const record of records) {
    batch.push(record);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
