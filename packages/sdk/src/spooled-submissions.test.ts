import { createError, type CanonicalRecord, type Receipt } from '@contactpoint/contract';
import { describe, expect, it } from 'vitest';
import type { Spool, SpooledBatch } from './spool.ts';
import { createSpooledSubmissions, type Delivery } from './spooled-submissions.ts';
import { ApiError } from './api-error.ts';

const record = (recordId: string): CanonicalRecord => ({
  source: { system: 'wirral-ics', recordId, suppliedAt: '2026-11-20T02:00:00Z' },
  operation: 'upsert',
  completeness: 'full',
});
const receipt = (recordId: string): Receipt => ({
  ref: 0,
  recordId,
  outcome: 'created',
  issues: [],
  discrepancies: [],
});

function memorySpool(): Spool & { readonly batches: Map<string, SpooledBatch> } {
  const batches = new Map<string, SpooledBatch>();
  return {
    batches,
    put: (batch) => Promise.resolve(void batches.set(batch.requestId, batch)),
    list: () => Promise.resolve([...batches.keys()]),
    get: (requestId) => Promise.resolve(batches.get(requestId)),
    remove: (requestId) => Promise.resolve(void batches.delete(requestId)),
  };
}

/** Submissions that answer each call as the script says: with receipts, or with an error. */
function setUp(...script: readonly (Error | 'answer')[]) {
  const spool = memorySpool();
  const calls: { readonly requestId: string | undefined; readonly waiting: readonly string[] }[] = [];
  const submissions = {
    submit(records: readonly CanonicalRecord[], { requestId }: { readonly requestId?: string } = {}) {
      calls.push({ requestId, waiting: [...spool.batches.keys()] });
      const step = script[calls.length - 1] ?? 'answer';
      return step === 'answer'
        ? Promise.resolve(records.map(({ source }) => receipt(source.recordId)))
        : Promise.reject(step);
    },
    stream: () => {
      throw new Error('not used');
    },
  };
  return { spool, calls, spooled: createSpooledSubmissions(submissions, spool) };
}

const unreachable = createError('client.network', { values: { reason: 'ECONNREFUSED' } });
const refusal = (
  status: number,
  code: 'request.invalid' | 'token.client-refused' | 'directory.unavailable',
) => new ApiError({ code, status, requestId: 'r', items: [] });

async function toArray(deliveries: AsyncIterable<Delivery>): Promise<readonly Delivery[]> {
  const all: Delivery[] = [];
  for await (const delivery of deliveries) all.push(delivery);
  return all;
}

describe('send', () => {
  it('has the records on disk before it tries, and not after they are answered', async () => {
    const { spooled, spool, calls } = setUp();
    const delivery = await spooled.send([record('1')], { requestId: 'a' });
    expect(calls).toEqual([{ requestId: 'a', waiting: ['a'] }]);
    expect(delivery).toEqual({ state: 'answered', requestId: 'a', receipts: [receipt('1')] });
    expect(spool.batches.size).toBe(0);
  });

  it.each<[name: string, error: Error]>([
    ['the directory cannot be reached', unreachable],
    ['the directory is not available', refusal(503, 'directory.unavailable')],
    ['the caller stops', createError('client.aborted')],
    ['the client is not known', refusal(401, 'token.client-refused')],
  ])('lets them wait when %s', async (_name, error) => {
    const { spooled, spool } = setUp(error);
    expect(await spooled.send([record('1')], { requestId: 'a' })).toEqual({
      state: 'waiting',
      requestId: 'a',
      error,
    });
    expect([...spool.batches.keys()]).toEqual(['a']);
  });

  it.each<[name: string, error: Error]>([
    ['the directory refuses them as they are', refusal(400, 'request.invalid')],
    ['they are too many', createError('client.too-many-records')],
  ])('gives them back when %s', async (_name, error) => {
    const { spooled, spool } = setUp(error);
    const delivery = await spooled.send([record('1')], { requestId: 'a' });
    expect(delivery).toEqual({ state: 'refused', requestId: 'a', error, records: [record('1')] });
    expect(spool.batches.size).toBe(0);
  });

  it('passes on a fault of the program itself, and keeps the records', async () => {
    const { spooled, spool } = setUp(new TypeError('a bug'));
    await expect(spooled.send([record('1')], { requestId: 'a' })).rejects.toThrow('a bug');
    expect(spool.batches.size).toBe(1);
  });
});

describe('drain', () => {
  it('sends what waits, oldest first, under the request ids that it had', async () => {
    const { spooled, spool, calls } = setUp(unreachable, unreachable);
    await spooled.send([record('1')], { requestId: 'a' });
    await spooled.send([record('2')], { requestId: 'b' });
    const deliveries = await toArray(spooled.drain());
    expect(deliveries.map(({ state, requestId }) => [state, requestId])).toEqual([
      ['answered', 'a'],
      ['answered', 'b'],
    ]);
    expect(calls.map(({ requestId }) => requestId)).toEqual(['a', 'b', 'a', 'b']);
    expect(spool.batches.size).toBe(0);
  });

  it('stops at the first batch that has to wait on', async () => {
    const { spooled, spool, calls } = setUp(unreachable, unreachable, unreachable);
    await spooled.send([record('1')], { requestId: 'a' });
    await spooled.send([record('2')], { requestId: 'b' });
    expect((await toArray(spooled.drain())).map(({ state }) => state)).toEqual(['waiting']);
    expect([calls.length, spool.batches.size]).toEqual([3, 2]);
  });

  it('gives back a batch that is refused, and goes on', async () => {
    const { spooled, spool } = setUp(unreachable, unreachable, refusal(400, 'request.invalid'));
    await spooled.send([record('1')], { requestId: 'a' });
    await spooled.send([record('2')], { requestId: 'b' });
    expect((await toArray(spooled.drain())).map(({ state }) => state)).toEqual(['refused', 'answered']);
    expect(spool.batches.size).toBe(0);
  });
});
