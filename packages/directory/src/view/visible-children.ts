import type { CommandContext } from '../command-context.ts';
import { type LoadedChild, loadChildren, type LoadedStatement } from './load-children.ts';

/** A child of the visible world with all its records there, whoever holds them as things are. */
export interface VisibleChild {
  readonly loaded: LoadedChild;
  readonly statements: readonly LoadedStatement[];
}

/** The children of the visible world that these are, or whose records these hold. */
export async function loadVisibleChildren(
  context: CommandContext,
  children: readonly LoadedChild[],
): Promise<readonly VisibleChild[]> {
  const ids = new Set(
    children.flatMap(({ child, statements }) => [
      child.childId,
      ...statements.flatMap(({ shadowId }) => shadowId ?? []),
    ]),
  );
  const elsewhere = (await context.tx.members.ofChildren([...ids])).flat().map(({ childId }) => childId);
  const loaded = new Map(children.map((one) => [one.child.childId, one]));
  const further = [...new Set([...ids, ...elsewhere])].filter((childId) => !loaded.has(childId));
  for (const one of await loadChildren(context, further)) if (one) loaded.set(one.child.childId, one);
  const statementsOf = Map.groupBy(
    [...loaded.values()].flatMap(({ child, statements }) =>
      statements.map((statement) => ({ id: statement.shadowId ?? child.childId, statement })),
    ),
    ({ id }) => id,
  );
  // Of a child that was loaded only because it holds somebody's record, not all of the records are there.
  return [...ids].flatMap((childId) => {
    const one = loaded.get(childId);
    const statements = (statementsOf.get(childId) ?? []).map(({ statement }) => statement);
    return one ? [{ loaded: one, statements }] : [];
  });
}
