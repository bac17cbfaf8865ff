import { mkdtemp, rm, stat } from 'node:fs/promises';
import { StatementSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { createWorld, inventRecord, nhsNumber } from '@contactpoint/directory/suite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSqliteStore } from '../src/sqlite/index.ts';

/** Bytes of one page with its heading in the write-ahead log. */
const FRAME = 4096 + 24;

const { child } = inventRecord('1');
const OTHER = {
  ...child,
  names: [{ use: 'current', given: ['Bram'], family: 'Alderwick' }],
  dateOfBirth: { value: '2016-08-21', precision: 'day', status: 'known' },
  identifiers: [{ type: 'nhsNumber', value: nhsNumber(2) }],
} as const;

describe('the cost of one submission on SQLite', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'contactpoint-cost-'));
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await rm(folder, { recursive: true });
  });

  const open = async () => {
    const file = join(folder, 'directory.sqlite');
    const store = openSqliteStore({ file });
    const world = await createWorld({ store, crypto: createNodeCrypto() });
    const statements = (['all', 'run'] as const).map((how) => vi.spyOn(StatementSync.prototype, how));
    const cost = async (record: unknown) => {
      const before = await stat(`${file}-wal`);
      for (const spy of statements) spy.mockClear();
      const [receipt] = await world.submit([record], { client: 'health' });
      expect(receipt?.outcome).not.toBe('rejected');
      const pages = ((await stat(`${file}-wal`)).size - before.size) / FRAME;
      return { statements: statements.flatMap((spy) => spy.mock.calls).length, pages };
    };
    return { store, world, cost };
  };

  const addresses = [
    { use: 'current', lines: ['2 Mill Lane'], town: 'Northmere', postcode: 'CH41 9ZZ' },
  ] as const;
  it.each([
    ['a new child', inventRecord('9', { system: 'child-health', child: OTHER }), 22, 19],
    // It stands twice in its source: two statements and five pages more open that difference.
    ['one more record of a known child', inventRecord('2', { system: 'child-health' }), 21, 19],
    [
      'a record that changed',
      inventRecord('1', { system: 'child-health', child: { ...child, addresses } }),
      24,
      20,
    ],
    [
      'a death that is certain',
      inventRecord('1', {
        system: 'child-health',
        child: { ...child, dateOfDeath: { value: '2026-11-01', precision: 'day' } },
      }),
      // Two statements of them read and keep what comes of it.
      21,
      14,
    ],
    ['a record that says nothing new', inventRecord('1', { system: 'child-health' }), 14, 8],
  ])('of %s stays within so many statements and pages', async (_, record, statements, pages) => {
    const { store, world, cost } = await open();
    await world.submit([inventRecord('1')]);
    await world.submit([inventRecord('1', { system: 'child-health' })], { client: 'health' });
    const spent = await cost(record);
    expect(spent.statements).toBeLessThanOrEqual(statements);
    expect(spent.pages).toBeLessThanOrEqual(pages);
    await store.close();
  });
});
