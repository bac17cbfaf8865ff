import {
  createError,
  type AccessContext,
  type ChildView,
  type SearchCriteria,
  type SearchResponse,
} from '@contactpoint/contract';
import type { ApiCall, ApiClient } from './api-client.ts';

/** Finding a child and seeing who is involved. Nothing can be read without saying who asks and why. */
export interface Children {
  /** Up to ten candidates with the least that tells them apart (ACCESS-07). */
  search(
    criteria: SearchCriteria,
    accessContext: AccessContext,
    options?: ReadOptions,
  ): Promise<SearchResponse>;
  /** The best view of one child: who else is working with them, and how to reach them. */
  view(childId: string, accessContext: AccessContext, options?: ReadOptions): Promise<ChildView>;
}
export interface ReadOptions {
  readonly signal?: AbortSignal;
}

/** An opaque reference: nothing in it can be read as another address. */
const CHILD_ID_PATTERN = /^[A-Za-z0-9_-]{1,128}$/;

export function createChildren(client: ApiClient): Children {
  const read = async (call: Omit<ApiCall, 'requestId'>, member: string): Promise<unknown> => {
    const answer: unknown = await client.post({ ...call, requestId: crypto.randomUUID() });
    if (Object.hasOwn(Object(answer) as object, member)) return answer;
    throw createError('client.unexpected-answer', { values: { reason: `no ${member}` } });
  };
  return {
    async search(criteria, accessContext, { signal } = {}) {
      const path = '/v1/children/search';
      const body = { accessContext, criteria };
      const user = accessContext.user;
      return (await read(
        { operation: 'searchChildren', path, body, user, signal },
        'candidates',
      )) as SearchResponse;
    },
    async view(childId, accessContext, { signal } = {}) {
      if (!CHILD_ID_PATTERN.test(childId)) throw createError('directory.child-not-found');
      const path = `/v1/children/${childId}/view`;
      const user = accessContext.user;
      return (await read(
        { operation: 'viewChild', path, body: { accessContext }, user, signal },
        'childId',
      )) as ChildView;
    },
  };
}
