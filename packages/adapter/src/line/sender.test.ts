import { createError, isContactPointError } from '@contactpoint/contract';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { describe, expect, it } from 'vitest';
import { optionsFor, row, TestQuarantine, to } from '../../tests/test-run.ts';
import { runMapping } from '../run.ts';
import { TestDirectory } from '../suite/test-directory.ts';
import { createTestWorld } from '../suite/test-world.ts';

describe('sending', () => {
  const rows = Array.from({ length: 10 }, (_, index) => row(index));
  const refuse = (recovery: 'retry' | 'skip' | 'abort', retryAfterInMs?: number) => {
    const error = createError('run.receipts-missing', {
      ...(retryAfterInMs !== undefined && { retryAfterInMs }),
    });
    return Object.assign(error, { recovery });
  };

  it('goes in batches, never more at once than allowed', async () => {
    const directory = new TestDirectory();
    let [now, most] = [0, 0];
    const sink = {
      async submit(...args: Parameters<TestDirectory['submit']>) {
        most = Math.max(most, (now += 1));
        await new Promise((resolve) => setImmediate(resolve));
        now -= 1;
        return directory.submit(...args);
      },
    };
    const options = { batchSize: 2, concurrency: 3, to: { kind: 'directory', sink } } as const;
    await runMapping(optionsFor({ rows }, options));
    expect(directory.requests.map(({ recordIds }) => recordIds.length)).toEqual([2, 2, 2, 2, 2]);
    expect(most).toBe(3);
  });

  it('tries again under the same id after what may pass, waiting longer each time or as long as asked', async () => {
    const directory = new TestDirectory();
    let tries = 0;
    directory.afterRequest = () => {
      tries += 1;
      if (tries <= 3) throw refuse('retry', tries === 2 ? 7000 : undefined);
    };
    const world = createTestWorld(createNodeCrypto());
    const report = await runMapping(optionsFor({ rows }, { to: to(directory), world }));
    expect(report.balance.outcomes).toEqual({ created: 10 });
    expect(new Set(directory.requests.map(({ requestId }) => requestId)).size).toBe(1);
    expect(world.pauses).toEqual([1000, 7000, 16_000]);
  });

  it('gives up after five tries', async () => {
    const directory = new TestDirectory();
    let tries = 0;
    directory.beforeRequest = () => {
      tries += 1;
      throw refuse('retry');
    };
    await expect(runMapping(optionsFor({ rows }, { to: to(directory) }))).rejects.toSatisfy(
      isContactPointError,
    );
    expect(tries).toBe(5);
  });

  it('keeps the records of a refused request back and goes on', async () => {
    const directory = new TestDirectory();
    let requests = 0;
    directory.beforeRequest = () => {
      if ((requests += 1) === 2) throw refuse('skip');
    };
    const quarantine = new TestQuarantine();
    const options = { to: to(directory), batchSize: 5, concurrency: 1, quarantine } as const;
    const report = await runMapping(optionsFor({ rows }, options));
    expect(report.balance).toMatchObject({ outcomes: { created: 5 }, quarantined: 5 });
    expect(quarantine.rows).toHaveLength(5);
  });

  it('fails when a request is answered with too few receipts', async () => {
    const sink = { submit: () => Promise.resolve([]) };
    await expect(runMapping(optionsFor({ rows }, { to: { kind: 'directory', sink } }))).rejects.toMatchObject(
      {
        code: 'run.receipts-missing',
      },
    );
  });
});
