import type { BestView } from '@contactpoint/matching';
import type { CommandContext } from '../command-context.ts';
import { chooseValues } from '../view/best-view.ts';
import { chosenOf, type LoadedChild, type LoadedStatement } from '../view/load-children.ts';
import { loadVisibleChildren, type VisibleChild } from '../view/visible-children.ts';

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
  const visible = (await loadVisibleChildren(context, children)).map(toKnown);
  return visible.flatMap(({ shielded, statements, chosen }) =>
    statements.map((own) => ({
      own,
      chosen,
      others: shielded ? [] : statements.filter((statement) => statement !== own),
    })),
  );
}

/** A child of the visible world, as far as it may be known. */
interface KnownChild {
  readonly shielded: boolean;
  readonly statements: readonly LoadedStatement[];
  /** What matching chose of them, as far as it is shown; nothing of one that stands alone. */
  readonly chosen: BestView | undefined;
}

function toKnown({ loaded, statements }: VisibleChild): KnownChild {
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
