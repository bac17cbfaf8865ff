import type { CommandType } from '@contactpoint/directory';
import type { GuardedCall, GuardedOperation, Operation } from '../operation.ts';
import type { HandlerOptions } from '../ports.ts';
import { createEntityTags } from '../request/entity-tag.ts';
import { execute } from './execute.ts';

/** What the operations on children need. */
export type ChildOptions = Pick<HandlerOptions, 'directory' | 'crypto' | 'signingKey'>;

const route = {
  method: 'POST',
  access: 'token',
  body: { mediaType: 'application/json', limitInBytes: 65_536 },
} as const;

/** Finding a child, seeing who is involved, shielding it, and taking apart what is not one child. */
export function childOperations(options: ChildOptions): readonly Operation[] {
  const { directory } = options;
  const withTag = createEntityTags(options);
  const onChild = (id: CommandType, path: string): GuardedOperation => ({
    ...route,
    id,
    path: `/v1/children/:id/${path}`,
    answer: (call) => execute(directory, { type: id, childId: call.path['id'] }, call),
  });
  const change = (id: CommandType, path: string): GuardedOperation => ({
    ...onChild(id, path),
    writes: true,
  });
  const view = (id: CommandType, path: string): GuardedOperation => ({
    ...onChild(id, path),
    answer: async (call) => withTag(await execute(directory, { type: id, childId: call.path['id'] }, call)),
  });
  return [
    {
      ...route,
      id: 'searchChildren',
      path: '/v1/children/search',
      answer: (call: GuardedCall) => execute(directory, { type: 'searchChildren' }, call),
    },
    view('viewChild', 'view'),
    change('shieldChild', 'shield'),
    change('confirmShield', 'shield/confirm'),
    change('endShield', 'shield/end'),
    { ...view('overrideShield', 'shield/override'), writes: true },
    onChild('viewLinks', 'links/view'),
    change('splitChild', 'split'),
    change('mergeChildren', 'merge'),
    {
      ...change('unlinkRecord', 'links/:linkId/unlink'),
      answer: (call: GuardedCall) => {
        const { id: childId, linkId } = call.path;
        return execute(directory, { type: 'unlinkRecord', childId, linkId }, call);
      },
    },
  ];
}
