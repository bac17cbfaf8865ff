import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { describe, expect, it } from 'vitest';
import { createTestServer } from '../../tests/test-server.ts';
import { createEntityTags } from './entity-tag.ts';

const crypto = createNodeCrypto();
const tagOf = (answer: object, seed = 7): string | null =>
  createEntityTags({ crypto, signingKey: new Uint8Array(32).fill(seed) })(answer).headers.get('etag');

describe('the ETag of a view', () => {
  it('is the same for the same bytes, another for any other, and nobody’s who lacks the key', () => {
    const view = { childId: 'c1', limited: false };
    expect(tagOf(view)).toMatch(/^"[A-Za-z0-9_-]{22}"$/);
    expect(tagOf({ ...view })).toBe(tagOf(view));
    expect(tagOf({ ...view, limited: true })).not.toBe(tagOf(view));
    expect(tagOf(view, 8)).not.toBe(tagOf(view));
  });

  it('stands with views alone, whose bytes it leaves as they are', async () => {
    const view = { childId: 'c1', limited: false, names: [], carers: [] };
    const server = await createTestServer(() => view);
    const reason = { code: 'providingService' };
    const accessContext = {
      user: 'p-harker',
      organisation: 'northmere',
      role: 'practitioner',
      reason,
      route: 'cms',
    };
    const shown = await server.post('/v1/children/c1/view', { accessContext });
    expect(await shown.json()).toEqual(view);
    expect([shown.headers.get('etag'), shown.headers.get('content-type')]).toEqual([
      tagOf(view),
      'application/json',
    ]);
    const body = { accessContext, criteria: { family: 'Alderwick', dateOfBirth: '2014-03-09' } };
    expect((await server.post('/v1/children/search', body)).headers.get('etag')).toBeNull();
  });
});
