import { API_DOCUMENT } from '@contactpoint/contract/openapi';
import { describe, expect, it } from 'vitest';
import { createTestServer, ISSUER } from '../tests/test-server.ts';

type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId?: string }>>>>;
};

const operations = Object.entries((API_DOCUMENT as Document).paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId }]) => [operationId ?? '', method, path] as const),
);
/** Described already, and answered with 501 until its command is there. */
const NOT_BUILT = new Set(['listRules', 'getCodeList', 'listReceipts']);

describe('every operation that the contract describes', () => {
  it('is one at least', () => {
    expect(operations.length).toBeGreaterThan(5);
  });

  it.each(operations)('%s is served at %s %s under its id', async (id, method, path) => {
    const server = await createTestServer();
    const address = `${ISSUER}${path.replaceAll(/\{\w+\}/g, 'x')}`;
    const response = await server.handler(new Request(address, { method: method.toUpperCase() }));
    expect(server.log[0]?.operation).toBe(NOT_BUILT.has(id) ? 'notBuilt' : id);
    expect(response.status === 501).toBe(NOT_BUILT.has(id));
  });
});
