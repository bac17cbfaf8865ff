import type { CanonicalRecord } from '@contactpoint/contract';
import { describe, expect, it } from 'vitest';
import { createTestClient, scriptTransport } from '../tests/script-transport.ts';
import { done, failure, problem, receipts, records } from '../tests/test-calls.ts';

describe('submissions.submit', () => {
  it('gives one receipt a record, and sends one request id with every attempt', async () => {
    const transport = scriptTransport([problem(503, 'directory.unavailable'), { status: 502 }, done]);
    const given = await createTestClient(transport).submissions.submit(records);
    expect(given).toEqual(receipts);
    expect(transport.requests).toHaveLength(3);
    expect(new Set(transport.requests.map(({ headers }) => headers['x-request-id'])).size).toBe(1);
    expect(new Set(transport.requests.map(({ body }) => body)).size).toBe(1);
  });

  it('sends the request id that it was given', async () => {
    const transport = scriptTransport([done]);
    const requestId = '6f1c2ab8-63f1-4a7e-9a71-0b61f7a2f1aa';
    await createTestClient(transport).submissions.submit(records, { requestId });
    expect(transport.requests[0]?.headers['x-request-id']).toBe(requestId);
  });

  it.each<[name: string, body: unknown]>([
    ['no receipts', {}],
    ['a receipt too few', { receipts: receipts.slice(1) }],
    ['a receipt too many', { receipts: [...receipts, receipts[0]] }],
    ['receipts in another order', { receipts: receipts.toReversed() }],
    ['a receipt of another record', { receipts: [receipts[0], { ...receipts[1], recordId: '3' }] }],
    ['receipts that are none', { receipts: [null, 1] }],
    ['a list', []],
    ['null', null],
    ['a web page', '<html>Sign in</html>'],
  ])('refuses an answer with %s', async (_name, body) => {
    const transport = scriptTransport([{ status: 200, body }]);
    expect((await failure(createTestClient(transport).submissions.submit(records))).code).toBe(
      'client.unexpected-answer',
    );
    expect(transport.requests).toHaveLength(1);
  });

  it.each([0, 1001])('refuses %i records before sending any', async (count) => {
    const transport = scriptTransport([done]);
    const many = Array.from({ length: count }, () => records[0] as CanonicalRecord);
    expect((await failure(createTestClient(transport).submissions.submit(many))).code).toBe(
      'client.too-many-records',
    );
    expect(transport.requests).toEqual([]);
  });
});
