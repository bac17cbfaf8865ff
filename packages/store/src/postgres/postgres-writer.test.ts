import type { StoreTransaction } from '@contactpoint/directory';
import { describe, expect, it } from 'vitest';
import { createPostgresWriter } from './postgres-writer.ts';
import type { GroupRunner } from './run-group.ts';

const CONFLICT = { severity: 'ERROR', code: '40001' };
const KEYS_WAIT = { severity: 'ERROR', code: '55P03' };
const REFUSED = { severity: 'ERROR', code: '23505' };
const LOST = new Error('Connection terminated unexpectedly');

/** Runs groups without a database: each attempt ends as the next of `fates`, the last of them for good. */
function createRunner(fates: readonly unknown[]) {
  const told: string[] = [];
  let attempts = 0;
  const runner: GroupRunner = {
    attempt: async (group, turn) => {
      told.push(`${group.length} ${turn}`);
      const values = await Promise.all(group.map(({ work }) => work({} as StoreTransaction)));
      const fate = fates[Math.min(attempts, fates.length - 1)];
      attempts += 1;
      if (fate !== undefined) throw fate;
      return group.map(
        ({ resolve }, at) =>
          () =>
            resolve(values[at]),
      );
    },
    undo: async () => void told.push('undone'),
  };
  return { runner, told };
}

/** Asks for so many works at once; the first begins alone, because nothing else is ready yet. */
async function ask(fates: readonly unknown[], works: number) {
  const { runner, told } = createRunner(fates);
  const writer = createPostgresWriter(runner);
  const results = await Promise.allSettled(
    Array.from({ length: works }, (_, at) => writer.run(async () => at)),
  );
  await writer.finish();
  return { told, results: results.map((one) => (one.status === 'fulfilled' ? one.value : one.reason)) };
}

describe('changes on PostgreSQL', () => {
  it.each<[name: string, fates: readonly unknown[], works: number, told: readonly string[]]>([
    ['one alone', [undefined], 1, ['1 shared']],
    ['those that are ready meanwhile together', [undefined], 4, ['1 shared', '3 shared']],
    ['no more than sixteen together', [undefined], 20, ['1 shared', '16 shared', '3 shared']],
    ['after a conflict again, alone', [CONFLICT, undefined], 1, ['1 shared', 'undone', '1 alone']],
    ['after a wait for a key likewise', [KEYS_WAIT, undefined], 1, ['1 shared', 'undone', '1 alone']],
    [
      'after a refusal each by itself',
      [undefined, REFUSED, undefined],
      3,
      ['1 shared', '2 shared', 'undone', '1 shared', '1 shared'],
    ],
  ])('are run: %s', async (_, fates, works, want) => {
    const { told, results } = await ask(fates, works);
    expect(told).toEqual(want);
    expect(results).toEqual(Array.from({ length: works }, (__, at) => at));
  });

  it('are given up when they conflict again and again', async () => {
    const { told, results } = await ask([CONFLICT], 1);
    expect(results).toEqual([CONFLICT]);
    expect(told.filter((line) => line === '1 alone')).toHaveLength(4);
  });

  it('are never run again when the connection was lost: nobody knows what was kept', async () => {
    const { told, results } = await ask([undefined, LOST], 3);
    expect(results).toEqual([0, LOST, LOST]);
    expect(told).toEqual(['1 shared', '2 shared', 'undone']);
  });

  it('of which one is refused alone: it alone is told', async () => {
    const { results } = await ask([undefined, REFUSED, REFUSED, undefined], 3);
    expect(results).toEqual([0, REFUSED, 2]);
  });
});
