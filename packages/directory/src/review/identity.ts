import type { Identity } from '@contactpoint/contract';
import type { CommandContext } from '../command-context.ts';
import { bestView } from '../view/best-view.ts';
import { disclose } from '../view/disclosure.ts';
import { type LoadedChild, type LoadedStatement, shownStatements } from '../view/load-children.ts';
import { toView } from '../view/to-view.ts';
import type { Viewer } from '../view/view-for.ts';

/** What tells a child, or one record of it, from others. */
export function identityOf(
  context: CommandContext,
  viewer: Viewer,
  { loaded, statements }: { readonly loaded: LoadedChild; readonly statements: readonly LoadedStatement[] },
): Identity {
  // Whoever compares two children sees no more of a shielded one than everybody: that takes an override.
  const disclosure = { ...disclose(bestView(statements), loaded.child.shielded), involvements: [] };
  const view = toView(context, viewer, { loaded, disclosure });
  const { limited, names, dateOfBirth, gender, addresses, identifiers, carers } = view;
  return {
    limited,
    names,
    ...(dateOfBirth && { dateOfBirth }),
    ...(gender && { gender }),
    ...(addresses && { addresses }),
    ...(identifiers && { identifiers }),
    carers,
  };
}

/** What is known of a child, were it only what a shielded child holds until people decide. */
export function knownStatements(loaded: LoadedChild): readonly LoadedStatement[] {
  const shown = shownStatements(loaded);
  return shown.length > 0 ? shown : loaded.statements;
}
