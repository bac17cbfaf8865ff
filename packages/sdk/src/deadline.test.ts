import { describe, expect, it } from 'vitest';
import { createTestClient, createTestClock, scriptTransport } from '../tests/script-transport.ts';
import { done, failure, records } from '../tests/test-calls.ts';

describe('a deadline', () => {
  it('ends a call that gets no answer', async () => {
    const clock = createTestClock();
    const call = failure(
      createTestClient(scriptTransport(['silence']), { clock }).submissions.submit(records),
    );
    await untilSent();
    await clock.pass(60_000);
    expect(await call).toMatchObject({
      code: 'client.timeout',
      message: expect.stringContaining('60 s') as string,
    });
  });

  it('ends a call that waits for a token', async () => {
    const clock = createTestClock();
    const transport = scriptTransport([done], () => 'silence');
    const call = failure(createTestClient(transport, { clock }).submissions.submit(records));
    await untilSent();
    await clock.pass(60_000);
    expect((await call).code).toBe('client.timeout');
  });

  it('is joined by the caller’s own wish to stop', async () => {
    const stop = new AbortController();
    const transport = scriptTransport(['silence']);
    const call = failure(createTestClient(transport).submissions.submit(records, { signal: stop.signal }));
    await untilSent();
    stop.abort();
    expect((await call).code).toBe('client.aborted');
  });

  it('sends nothing when the caller had stopped before', async () => {
    const transport = scriptTransport([done]);
    const call = createTestClient(transport).submissions.submit(records, { signal: AbortSignal.abort() });
    expect((await failure(call)).code).toBe('client.aborted');
    expect(transport.requests).toEqual([]);
  });

  it('stops between attempts too', async () => {
    const stop = new AbortController();
    const clock = createTestClock({ waits: false });
    const transport = scriptTransport([{ status: 503 }]);
    const hooks = { onRetry: () => queueMicrotask(() => stop.abort()) };
    const client = createTestClient(transport, { clock, hooks });
    expect((await failure(client.submissions.submit(records, { signal: stop.signal }))).code).toBe(
      'client.aborted',
    );
    expect(transport.requests).toHaveLength(1);
  });

  /** Signing is asynchronous in the platform: a few turns of the event loop. */
  async function untilSent(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  }
});
