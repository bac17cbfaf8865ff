import type { SuiteRunner } from '@contactpoint/matching/suite';
import type { StoreSuiteOptions } from './options.ts';

/** Numbers, tokens and leases, each given once. */
export function describeCounters({ it, equal }: SuiteRunner, { create }: StoreSuiteOptions): void {
  it('gives every number of a series once', async () => {
    const store = await create();
    equal(
      await store.write(async (tx) => [await tx.take('a', 3), await tx.take('a', 1), await tx.take('b', 1)]),
      [1, 4, 1],
    );
    equal(await store.read((view) => view.counted(['b', 'none', 'a'])), [1, 0, 4]);
    await store.close();
  });

  it('counts the first use of a token, of two at once and of two in one call', async () => {
    const store = await create();
    const token = (key: string) => ({ key, forgetAfter: 2_000 });
    const claim = (keys: readonly string[], now: number) =>
      store.write((tx) => tx.claimTokens(keys.map(token), now));
    equal(await claim(['a', 'b', 'a'], 1_000), [true, true, false]);
    const both = await Promise.all([claim(['c'], 1_000), claim(['c'], 1_000)]);
    equal(both.flat().filter(Boolean).length, 1);
    equal(await claim(['b', 'd'], 1_999), [false, true]);
    equal(await claim([], 3_000), []);
    await store.close();
  });

  it('leases to one holder at a time, with a higher number for each new one', async () => {
    const store = await create();
    const lease = (holder: string, now: string, until: string) =>
      store.write((tx) => tx.lease({ name: 'sequencer', holder, now, until }));
    equal(await lease('a', '2026-01-01T00:00:00Z', '2026-01-01T00:01:00Z'), 1);
    equal(await lease('b', '2026-01-01T00:00:30Z', '2026-01-01T00:02:00Z'), undefined);
    equal(await lease('a', '2026-01-01T00:00:40Z', '2026-01-01T00:01:40Z'), 1);
    equal(await lease('b', '2026-01-01T00:01:40Z', '2026-01-01T00:03:00Z'), 2);
    equal(await lease('a', '2026-01-01T00:02:00Z', '2026-01-01T00:04:00Z'), undefined);
    await store.close();
  });
}
