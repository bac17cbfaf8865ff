import { describe, expect, it } from 'vitest';
import { createTestClient, scriptTransport } from '../tests/script-transport.ts';
import { done, problem, receipts, records } from '../tests/test-calls.ts';

describe('telemetry', () => {
  it('hears of each attempt, and gives it a trace', async () => {
    const heard: unknown[] = [];
    const hooks = {
      onRequest: (event: object) => {
        heard.push(['request', event]);
        return { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
      },
      onResponse: (event: object) => heard.push(['response', event]),
      onRetry: (event: object) => heard.push(['retry', event]),
    };
    const transport = scriptTransport([problem(503, 'directory.unavailable'), done]);
    const requestId = '6f1c2ab8-63f1-4a7e-9a71-0b61f7a2f1aa';
    await createTestClient(transport, { hooks }).submissions.submit(records, { requestId });
    const of = (attempt: number): object => ({ operation: 'submitRecords', requestId, attempt });
    expect(heard).toEqual([
      ['request', of(1)],
      ['response', { ...of(1), status: 503, code: 'directory.unavailable', durationInMs: 0 }],
      ['retry', { ...of(1), code: 'directory.unavailable', waitInMs: 125 }],
      ['request', of(2)],
      ['response', { ...of(2), status: 200, durationInMs: 0 }],
    ]);
    expect(transport.requests[0]?.headers['traceparent']).toContain('0af7651916cd43dd');
  });

  it('that throws breaks no call', async () => {
    const fail = (): never => {
      throw new Error('telemetry is down');
    };
    const hooks = { onRequest: fail, onResponse: fail, onRetry: fail };
    const transport = scriptTransport([{ status: 503 }, done]);
    expect(await createTestClient(transport, { hooks }).submissions.submit(records)).toEqual(receipts);
  });
});
