import type { CanonicalRecord, Receipt } from '@contactpoint/contract';
import { describe, expect, it } from 'vitest';
import { streamRecords } from './stream-records.ts';

const record = (number: number): CanonicalRecord => ({
  source: { system: 'wirral-ics', recordId: String(number), suppliedAt: '2026-11-20T02:00:00Z' },
  operation: 'upsert',
  completeness: 'full',
});
const receiptsFor = (records: readonly CanonicalRecord[]): readonly Receipt[] =>
  records.map(({ source }, ref) => ({
    ref,
    recordId: source.recordId,
    outcome: 'created',
    issues: [],
    discrepancies: [],
  }));

/** Records 0 to `count` − 1, noting how many were taken. */
function source(count: number) {
  const taken = { count: 0 };
  async function* records(): AsyncGenerator<CanonicalRecord, void, undefined> {
    for (; taken.count < count;) yield record(taken.count++);
  }
  return { taken, records: records() };
}

async function toArray(receipts: AsyncIterable<Receipt>): Promise<readonly Receipt[]> {
  const all: Receipt[] = [];
  for await (const receipt of receipts) all.push(receipt);
  return all;
}

describe('streamRecords', () => {
  it.each([0, 1, 9, 10, 11, 95])('gives one receipt for each of %i records, in order', async (count) => {
    const sizes: number[] = [];
    const submit = (records: readonly CanonicalRecord[]) => {
      sizes.push(records.length);
      return Promise.resolve(receiptsFor(records));
    };
    const receipts = await toArray(streamRecords(source(count).records, submit, { batchSize: 10 }));
    expect(receipts.map(({ ref, recordId }) => [ref, recordId])).toEqual(
      Array.from({ length: count }, (_, at) => [at, String(at)]),
    );
    expect(sizes.every((size) => size > 0 && size <= 10)).toBe(true);
  });

  it('keeps the order although a later batch is answered first', async () => {
    const answers = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let call = 0;
    const submit = async (records: readonly CanonicalRecord[]) => {
      await answers[call++]?.promise;
      return receiptsFor(records);
    };
    const receipts = toArray(streamRecords(source(4).records, submit, { batchSize: 2 }));
    answers[1]?.resolve();
    answers[0]?.resolve();
    expect((await receipts).map(({ ref }) => ref)).toEqual([0, 1, 2, 3]);
  });

  it('takes no more records than are under way while nobody reads', async () => {
    const { records, taken } = source(1000);
    const submit = (batch: readonly CanonicalRecord[]) => Promise.resolve(receiptsFor(batch));
    const receipts = streamRecords(records, submit, { batchSize: 10, concurrency: 3 });
    await receipts.next();
    expect(taken.count).toBeLessThanOrEqual(30);
    await receipts.return();
    expect(taken.count).toBeLessThanOrEqual(30);
  });

  it('ends with the first batch that gets no answer, after the receipts before it', async () => {
    let call = 0;
    const submit = (records: readonly CanonicalRecord[]) =>
      ++call === 2 ? Promise.reject(new Error('no answer')) : Promise.resolve(receiptsFor(records));
    const { records, taken } = source(1000);
    const seen: number[] = [];
    const read = async (): Promise<void> => {
      for await (const { ref } of streamRecords(records, submit, { batchSize: 2 })) seen.push(ref);
    };
    await expect(read()).rejects.toThrow('no answer');
    expect(seen).toEqual([0, 1]);
    expect(taken.count).toBeLessThan(10);
  });
});
