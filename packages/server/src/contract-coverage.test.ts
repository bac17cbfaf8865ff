import { describe, expect, it } from 'vitest';
import { createTestServer, ISSUER } from '../tests/test-server.ts';
import { describedOperations } from './operations/not-built.ts';

/** What is served of the contract. Whoever builds an operation adds it here; the rest answers 501. */
const BUILT = [
  'getCodeList',
  'getHealth',
  'getOpenApi',
  'issueToken',
  'listErrors',
  'listRules',
  'searchChildren',
  'submitRecords',
  'submitStream',
  'upsertRecord',
  'viewChild',
];

const operations = describedOperations().map((operation) => [operation.id, operation] as const);

describe('every operation that the contract describes', () => {
  it('is one of many', () => {
    expect(operations.length).toBeGreaterThan(50);
    expect(operations.map(([id]) => id)).toEqual(expect.arrayContaining(BUILT));
  });

  it.each(operations)('%s is served under its id, or said to come', async (id, { method, path }) => {
    const server = await createTestServer();
    const address = `${ISSUER}${path.replaceAll(/:\w+/g, 'x')}`;
    const { status } = await server.handler(new Request(address, { method }));
    const isTestMode = path.startsWith('/_test/');
    expect(server.log[0]?.operation).toBe(isTestMode ? 'unknown' : id);
    expect([status === 501, status === 404 && id !== 'getCodeList']).toEqual([
      !isTestMode && !BUILT.includes(id),
      isTestMode,
    ]);
  });
});
