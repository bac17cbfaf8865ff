import type { BestView } from '@contactpoint/matching';
import type { CommandContext } from '../command-context.ts';
import { chooseValues } from '../view/best-view.ts';
import { chosenOf, type LoadedChild, loadChildren, type LoadedStatement } from '../view/load-children.ts';

/** A record's own statement with what its source may know of its child. */
export interface Known {
  readonly own: LoadedStatement;
  /** The values that matching chose, as far as the source may know them; none for a record that stands alone. */
  readonly chosen: BestView | undefined;
  /** The child's other statements, as far as the source may know that they exist. */
  readonly others: readonly LoadedStatement[];
}

/**
 * For every record that stands in one of these children, or did for all that its source knows, what its source
 * may know: the best view of its child in the visible world, whoever holds its records as things are (SHIELD-03);
 * of a shielded child what it shows, and of no other source that there is one.
 */
export async function loadKnownViews(
  context: CommandContext,
  children: readonly LoadedChild[],
): Promise<readonly Known[]> {
  const visible = await loadVisible(context, children);
  return visible.flatMap(({ shielded, statements, chosen }) =>
    statements.map((own) => ({
      own,
      chosen,
      others: shielded ? [] : statements.filter((statement) => statement !== own),
    })),
  );
}

/** A child of the visible world. */
interface VisibleChild {
  readonly shielded: boolean;
  readonly statements: readonly LoadedStatement[];
  /** What matching chose of them, as far as it is shown; nothing of one that stands alone. */
  readonly chosen: BestView | undefined;
}

/** The children of the visible world that these are, or whose records these hold. */
async function loadVisible(
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
    return one ? [toVisible(one, statements)] : [];
  });
}

function toVisible(loaded: LoadedChild, statements: readonly LoadedStatement[]): VisibleChild {
  const { shielded } = loaded.child;
  if (statements.length < 2) return { shielded, statements, chosen: undefined };
  const isShownWhole =
    statements.length === loaded.statements.length &&
    statements.every((statement) => loaded.statements.includes(statement));
  const chosen = isShownWhole ? chosenOf(loaded) : chooseValues(statements);
  return { shielded, statements, chosen: shielded ? limited(chosen) : chosen };
}

/** What a shielded record shows of the values chosen (SHIELD-01). */
const limited = ({ givenNames, familyName, dateOfBirth }: BestView): BestView => ({
  ...(givenNames && { givenNames: shownOnly(givenNames) }),
  ...(familyName && { familyName: shownOnly(familyName) }),
  ...(dateOfBirth && { dateOfBirth }),
});

/** Former values of a shielded child are not shown. */
const shownOnly = <T extends object>(value: T): T => ({ ...value, former: [] });
