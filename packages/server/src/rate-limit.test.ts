import { describe, expect, it } from 'vitest';
import { createTestServer, ISSUER } from '../tests/test-server.ts';
import { createRateLimit } from './rate-limit.ts';

describe('the rate of a client', () => {
  it('is counted by client and minute', () => {
    const limit = createRateLimit(2);
    const at = (clientId: string, now: number) => {
      const { isOver, remaining, resetInS } = limit.count(clientId, now);
      return [isOver, remaining, resetInS];
    };
    expect(at('a', 1_000)).toEqual([false, 1, 60]);
    expect(at('a', 31_001)).toEqual([false, 0, 30]);
    expect(at('a', 60_999)).toEqual([true, 0, 1]);
    expect(at('b', 60_999)).toEqual([false, 1, 1]);
    expect(at('a', 61_000)).toEqual([false, 1, 60]);
  });

  it('begins anew when the clock is set back', () => {
    const limit = createRateLimit(1);
    limit.count('a', 100_000);
    expect(limit.count('a', 5_000)).toMatchObject({ isOver: false, resetInS: 60 });
  });

  it('is told with every answer, and past it the directory is not asked', async () => {
    const server = await createTestServer(() => ({ submissionId: 's', receipts: [] }), { mostAMinute: 2 });
    const headers = { authorization: `Bearer ${await server.token()}` };
    const send = () => server.post('/v1/submissions', { records: [{}] }, headers);
    const told = ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset', 'retry-after'];
    const seen = [];
    for (let count = 0; count < 3; count += 1) {
      const response = await send();
      seen.push([response.status, ...told.map((name) => response.headers.get(name))]);
    }
    expect(seen).toEqual([
      [200, '2', '1', '60', null],
      [200, '2', '0', '60', null],
      [429, '2', '0', '60', '60'],
    ]);
    expect(server.commands).toHaveLength(2);
    server.clock.now += 60_000;
    expect((await send()).status).toBe(200);
  });

  it('is told with a problem, and not to somebody unknown', async () => {
    const server = await createTestServer();
    const wrong = await server.post('/v1/submissions', { records: 1 });
    expect([wrong.status, wrong.headers.get('ratelimit-remaining')]).toEqual([400, '59999']);
    const unknown = await server.handler(new Request(`${ISSUER}/v1/reviews`));
    expect([unknown.status, unknown.headers.get('ratelimit-limit')]).toEqual([401, null]);
  });
});
