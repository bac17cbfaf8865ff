import { randomUUID } from 'node:crypto';
import type { CanonicalRecord } from '@contactpoint/contract';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import type { Store, StoreTransaction } from '@contactpoint/directory';
import { createWorld, inventRecord, nhsNumber, type World } from '@contactpoint/directory/suite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openPostgresStore, type PostgresStore } from '../src/postgres/index.ts';
import { type Answered, numberedRecord, supplyUntilKilled } from './kill-supplier.ts';
import { type DatabasePair, startPostgres, type TestServer } from './start-postgres.ts';

const crypto = createNodeCrypto();
const KILLS = 12;

const worldOver = (store: Store): Promise<World> => createWorld({ store, crypto, newId: randomUUID });

describe.skipIf(process.env['CONTACTPOINT_CHECK'] === undefined)(
  'several at once on PostgreSQL (npm run check)',
  () => {
    let server: TestServer;
    beforeAll(async () => {
      server = await startPostgres();
    });
    afterAll(() => server.stop());

    let pair: DatabasePair;
    const stores: PostgresStore[] = [];
    beforeAll(async () => {
      pair = await server.takePair();
    });
    afterEach(async () => {
      await Promise.all(stores.splice(0).map((store) => store.close()));
      await server.returnPair(pair);
      pair = await server.takePair();
    });
    const open = async (): Promise<PostgresStore> => {
      const store = await openPostgresStore(pair);
      stores.push(store);
      return store;
    };

    it('makes the tables once when several begin at once', async () => {
      const opened = await Promise.all([open(), open(), open()]);
      expect(opened.filter(({ isNew }) => isNew)).toHaveLength(1);
    });

    it('MATCH-01: the same new child from two processes at once is one child', async () => {
      const worlds = [await worldOver(await open()), await worldOver(await open())];
      const numbers = Array.from({ length: 40 }, (_, at) => at);
      const receipts = await Promise.all(
        numbers.flatMap((number) =>
          worlds.map((world, at) => world.submit([numberedRecord(number, `${number} of ${at}`)])),
        ),
      );
      expect(receipts.flat().map(({ outcome }) => outcome)).toEqual(receipts.map(() => 'created'));
      for (const number of numbers) {
        const criteria = { identifier: { type: 'nhsNumber', value: nhsNumber(number) } } as const;
        expect((await worlds[0]!.search(criteria)).candidates).toHaveLength(1);
      }
      const [taken] = await worlds[0]!.store.read((view) => view.counted(['child']));
      expect(taken).toBe(numbers.length);
    });

    it('changes of two processes come about as if one after the other', async () => {
      const [one, other] = [await open(), await open()];
      const count = async (tx: StoreTransaction): Promise<number> => {
        const [row] = await tx.requests.find(['r']);
        const number = Number(row?.answer ?? 0) + 1;
        const expiresAt = '2026-11-23T00:00:00Z';
        await tx.requests.put([{ requestKey: 'r', bodyHash: '', answer: String(number), expiresAt }]);
        return number;
      };
      const counted = await Promise.all(
        Array.from({ length: 100 }, (_, at) => (at % 2 === 0 ? one : other).write(count)),
      );
      expect(counted.toSorted((a, b) => a - b)).toEqual(counted.map((_, at) => at + 1));
    });

    it('of one request that reaches two processes at once, one answer is kept and both give it', async () => {
      const worlds = [await worldOver(await open()), await worldOver(await open())];
      for (let number = 0; number < 20; number += 1) {
        const requestId = `request ${number}`;
        const answers = await Promise.all(
          worlds.map((world) => world.submit([numberedRecord(number)], { requestId })),
        );
        expect(answers[0]).toEqual(answers[1]);
      }
    });

    it('AUDIT-01: every process’s chain is whole, and refused work leaves no gap in it', async () => {
      const worlds = [await worldOver(await open()), await worldOver(await open())];
      await Promise.all(
        Array.from({ length: 30 }, (_, at) => worlds[at % 2]!.submit([numberedRecord(at % 5, String(at))])),
      );
      const rows = await worlds[0]!.store.read((view) => view.audit.unsequenced(1_000));
      const byWriter = Map.groupBy(rows, ({ writer }) => writer);
      expect(byWriter.size).toBe(2);
      for (const chain of byWriter.values()) {
        const numbers = chain.map(({ number }) => number).toSorted((a, b) => a - b);
        // Entries of work that had to be done again become void with the next one: only the last may be missing.
        expect(numbers).toEqual(numbers.map((_, at) => at + 1));
      }
      expect(rows.filter(({ sealed }) => sealed !== null)).toHaveLength(30);
    });

    it('what is read afterwards opens: no data is ever sealed with a key that was not kept', async () => {
      const worlds = [await worldOver(await open()), await worldOver(await open())];
      // Too little to be linked: the record has a key of its own, which both processes make at once.
      const nameless = (recordId: string): CanonicalRecord =>
        inventRecord(recordId, { child: { gender: 'female' } });
      for (let number = 0; number < 30; number += 1)
        await Promise.all(worlds.map((world) => world.submit([nameless(String(number))])));
      for (let number = 0; number < 30; number += 1) {
        const [receipt] = await worlds[number % 2]!.submit([nameless(String(number))]);
        expect(receipt?.outcome).toBe('unchanged');
      }
    });

    it('SUPPLY-06: a process that is killed loses nothing that it answered', async () => {
      await (await open()).close();
      const answered: Answered[] = [];
      for (let kill = 0; kill < KILLS; kill += 1)
        answered.push(
          ...(await supplyUntilKilled({
            to: [pair.url, pair.keysUrl],
            first: kill * 1_000,
            answers: 5 + kill * 5,
          })),
        );
      const world = await worldOver(await open());
      for (const { number, outcome, childRef } of answered) {
        expect(outcome).toBe('created');
        const [again] = await world.submit([numberedRecord(number)], { requestId: `request ${number}` });
        expect([again?.outcome, again?.childRef]).toEqual(['created', childRef]);
        const [resent] = await world.submit([numberedRecord(number)]);
        expect([resent?.outcome, resent?.childRef]).toEqual(['unchanged', childRef]);
      }
      expect(new Set(answered.map(({ childRef }) => childRef)).size).toBe(answered.length);
    });
  },
);
