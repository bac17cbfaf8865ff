import { describe, expect, it } from 'vitest';
import { createTestClient, scriptTransport } from '../tests/script-transport.ts';
import { context, done, failure } from '../tests/test-calls.ts';

describe('children', () => {
  it('are read with who asks and why in the body, and nothing of it in the address', async () => {
    const body = { childId: 'c1', candidates: [] };
    const transport = scriptTransport([{ status: 200, body }]);
    const client = createTestClient(transport);
    expect(await client.children.view('c1', context)).toEqual(body);
    await client.children.search({ family: 'Featherby' }, context);
    expect(transport.requests.map(({ url, body: sent }) => [url, JSON.parse(sent ?? '')])).toEqual([
      ['https://directory.example/v1/children/c1/view', { accessContext: context }],
      [
        'https://directory.example/v1/children/search',
        { accessContext: context, criteria: { family: 'Featherby' } },
      ],
    ]);
  });

  it('cannot be read without saying who asks and why: it does not compile', () => {
    const { children } = createTestClient(scriptTransport([done]));
    const forgotten = (): unknown[] => [
      // @ts-expect-error an access context is needed
      children.view('c1'),
      // @ts-expect-error an access context is needed
      children.search({ family: 'Featherby' }),
      // @ts-expect-error a reason is needed
      children.view('c1', { user: 'p', organisation: 'o', role: 'r', route: 'cms' }),
      // @ts-expect-error a user is needed
      children.view('c1', { organisation: 'o', role: 'r', route: 'cms', reason: { code: 'x' } }),
    ];
    expect(forgotten).toBeTypeOf('function');
  });

  it.each(['', '..', '../reviews', 'a/b', 'a?b', 'a#b', '%2e%2e', 'a\n', 'é'])(
    'have no number like %j',
    async (childId) => {
      const transport = scriptTransport([done]);
      expect((await failure(createTestClient(transport).children.view(childId, context))).code).toBe(
        'directory.child-not-found',
      );
      expect(transport.requests).toEqual([]);
    },
  );
});
