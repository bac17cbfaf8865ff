import type { ChildView } from '@contactpoint/contract';
import type { CommandContext } from '../command-context.ts';
import type { Disclosure } from './disclosure.ts';
import type { LoadedChild } from './load-children.ts';
import { viewFor, type Viewer } from './view-for.ts';

/** What a viewer sees of a child, from what of it is disclosed. */
export function toView(
  { policy, vault }: CommandContext,
  viewer: Viewer,
  { loaded, disclosure }: { readonly loaded: LoadedChild; readonly disclosure: Disclosure },
): ChildView {
  const sensitive = loaded.statements.flatMap(({ source }) =>
    source?.sector === 'sensitive' ? [source.system] : [],
  );
  const { childId } = loaded.child;
  return viewFor(viewer, { childId, disclosure }, { policy, vault, sensitiveSystems: new Set(sensitive) });
}
