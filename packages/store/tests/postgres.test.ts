import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { describeDirectory, describeStore } from '@contactpoint/directory/suite';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openPostgresStore } from '../src/postgres/index.ts';
import { createComparison, sequence } from './compare-worlds.ts';
import { startPostgres, type TestServer } from './start-postgres.ts';
import { hidden } from './world-steps.ts';

const equal = (actual: unknown, expected: unknown): void => expect(actual).toEqual(expected);
const runner = { describe, it, equal };
const crypto = createNodeCrypto();

// A server takes seconds to start: `npm run check` has them.
describe.skipIf(process.env['CONTACTPOINT_CHECK'] === undefined)('on PostgreSQL (npm run check)', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  const closing: (() => Promise<void>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of closing.splice(0)) await close();
  };
  afterEach(closeAll);

  /** A store over databases of its own, emptied after the test. */
  const open = async () => {
    const pair = await server.takePair();
    const store = await openPostgresStore(pair);
    closing.push(async () => {
      await store.close();
      await server.returnPair(pair);
    });
    return store;
  };
  describeStore(runner, { create: open });
  describeDirectory(runner, { createStore: open, crypto });

  it('SHIELD-03: no receipt and no decision tells what a shielded child hides, nor whether there is one', async () => {
    const expectSame = createComparison(open);
    const secrets = fc.tuple(hidden, fc.option(hidden, { nil: undefined }));
    const property = fc.asyncProperty(secrets, sequence, async (worlds, steps) => {
      try {
        await expectSame(worlds, steps);
      } finally {
        await closeAll();
      }
    });
    await fc.assert(property, { numRuns: 60 });
  });
});
