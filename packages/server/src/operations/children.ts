import type { SearchRequest, ViewRequest } from '@contactpoint/contract';
import type { Directory } from '@contactpoint/directory';
import type { Operation } from '../operation.ts';

const BODY = { mediaType: 'application/json', limitInBytes: 65_536 } as const;

/** Finding a child and seeing who is involved. */
export function childOperations(directory: Directory): readonly Operation[] {
  return [
    {
      id: 'searchChildren',
      method: 'POST',
      path: '/v1/children/search',
      access: 'token',
      body: BODY,
      answer: ({ body, caller, requestId }) =>
        directory.execute<'searchChildren'>({
          type: 'searchChildren',
          caller,
          requestId,
          ...(body as SearchRequest),
        }),
    },
    {
      id: 'viewChild',
      method: 'POST',
      path: '/v1/children/:id/view',
      access: 'token',
      body: BODY,
      answer: ({ body, caller, requestId, path }) =>
        directory.execute<'viewChild'>({
          type: 'viewChild',
          caller,
          requestId,
          childId: path['id'] ?? '',
          ...(body as ViewRequest),
        }),
    },
  ];
}
