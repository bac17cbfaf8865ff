import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { createWorld } from '@contactpoint/directory/suite';
import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../src/sqlite/index.ts';
import { type Answered, numberedRecord, supplyUntilKilled } from './kill-supplier.ts';

const KILLS = process.env['CONTACTPOINT_CHECK'] === undefined ? 2 : 50;

describe('a directory on SQLite whose process is killed', () => {
  it('SUPPLY-06: loses nothing that it answered, and doubles nothing that is sent again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'contactpoint-killed-'));
    const file = join(folder, 'directory.sqlite');
    const answered: Answered[] = [];
    for (let kill = 0; kill < KILLS; kill += 1)
      answered.push(
        ...(await supplyUntilKilled({ to: [file], first: kill * 1_000, answers: 10 + kill * 7 })),
      );

    const store = openSqliteStore({ file });
    const world = await createWorld({ store, crypto: createNodeCrypto(), newId: randomUUID });
    for (const { number, outcome, childRef } of answered) {
      expect(outcome).toBe('created');
      const record = numberedRecord(number);
      const [again] = await world.submit([record], { requestId: `request ${number}` });
      expect([again?.outcome, again?.childRef]).toEqual(['created', childRef]);
      const [resent] = await world.submit([record]);
      expect([resent?.outcome, resent?.childRef]).toEqual(['unchanged', childRef]);
      const { candidates } = await world.search({ family: `Alderwick${number}`, dateOfBirth: '2014-03-09' });
      expect(candidates).toHaveLength(1);
    }
    expect(new Set(answered.map(({ childRef }) => childRef)).size).toBe(answered.length);
    await store.close();
    await rm(folder, { recursive: true });
  }, 600_000);
});
