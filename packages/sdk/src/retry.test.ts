import { describe, expect, it } from 'vitest';
import { createTestClient, createTestClock, scriptTransport } from '../tests/script-transport.ts';
import { done, failure, records } from '../tests/test-calls.ts';

describe('waiting between attempts', () => {
  it('takes a random part of a limit that doubles up to its cap', async () => {
    const clock = createTestClock({ random: 0.5 });
    const retry = { attempts: 6, baseInMs: 1000, capInMs: 5000 };
    const client = createTestClient(scriptTransport([{ status: 503 }]), { clock, retry });
    await failure(client.submissions.submit(records));
    expect(clock.sleeps).toEqual([500, 1000, 2000, 2500, 2500]);
  });

  it.each<[name: string, retryAfter: string, want: readonly number[]]>([
    ['seconds', '7', [7000]],
    ['a date', 'Fri, 20 Nov 2026 09:00:09 GMT', [9000]],
    ['a date that has passed', 'Fri, 20 Nov 2026 08:00:00 GMT', [125]],
    ['nonsense', 'soon', [125]],
  ])('is at least what Retry-After says in %s', async (_name, retryAfter, want) => {
    const clock = createTestClock();
    const transport = scriptTransport([{ status: 503, headers: { 'retry-after': retryAfter } }, done]);
    await createTestClient(transport, { clock }).submissions.submit(records);
    expect(clock.sleeps).toEqual(want);
  });

  it('does not begin when the directory asks for more time than the call has', async () => {
    const clock = createTestClock();
    const transport = scriptTransport([{ status: 503, headers: { 'retry-after': '3600' } }]);
    const error = await failure(createTestClient(transport, { clock }).submissions.submit(records));
    expect([error.code, error.retryAfterInMs, clock.sleeps]).toEqual(['client.unavailable', 3_600_000, []]);
  });
});
