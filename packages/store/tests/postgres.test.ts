import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { describeDirectory, describeStore } from '@contactpoint/directory/suite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openPostgresStore } from '../src/postgres/index.ts';
import { startPostgres, type TestServer } from './start-postgres.ts';

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
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

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
});
