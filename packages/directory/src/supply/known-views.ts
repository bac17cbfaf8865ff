import type { BestView } from '@contactpoint/matching';
import type { CommandContext } from '../command-context.ts';
import { chooseValues } from '../view/best-view.ts';
import { chosenOf, type LoadedChild, loadChildren, type LoadedStatement } from '../view/load-children.ts';
import type { Known } from './discrepancies.ts';

export type { Known } from './discrepancies.ts';

/**
 * For records of these children what their source may know: the best view of their child in the visible world,
 * whoever holds its records as things are (SHIELD-03); of a shielded child what it shows, and of no other
 * source that there is one.
 */
export async function loadKnownViews(
  context: CommandContext,
  children: readonly LoadedChild[],
): Promise<(recordKey: string) => Known | undefined> {
  const visible = await loadVisible(context, children);
  const places = new Map(
    [...visible.values()].flatMap((child) =>
      child.statements.map((own) => [own.recordKey, { child, own }] as const),
    ),
  );
  return (recordKey) => {
    const place = places.get(recordKey);
    // Alone it cannot differ.
    if (place === undefined || place.child.statements.length < 2) return undefined;
    const { own, child } = place;
    const others = child.shielded ? [] : child.statements.filter((statement) => statement !== own);
    return { own, chosen: child.chosen(), others };
  };
}

/** A child of the visible world. */
interface VisibleChild {
  readonly shielded: boolean;
  readonly statements: readonly LoadedStatement[];
  /** What matching chose of them, as far as it is shown. */
  readonly chosen: () => BestView;
}

/** The children of the visible world that these are, or whose records these hold, by id. */
async function loadVisible(
  context: CommandContext,
  children: readonly LoadedChild[],
): Promise<ReadonlyMap<string, VisibleChild>> {
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
  return new Map(
    [...loaded].map(([childId, one]) => {
      const statements = (statementsOf.get(childId) ?? []).map(({ statement }) => statement);
      return [childId, toVisible(one, statements)] as const;
    }),
  );
}

function toVisible(loaded: LoadedChild, statements: readonly LoadedStatement[]): VisibleChild {
  const { shielded } = loaded.child;
  const isShownWhole =
    statements.length === loaded.statements.length &&
    statements.every((statement) => loaded.statements.includes(statement));
  let known: BestView | undefined;
  const choose = (): BestView => {
    const chosen = isShownWhole ? chosenOf(loaded) : chooseValues(statements);
    return shielded ? limited(chosen) : chosen;
  };
  return { shielded, statements, chosen: () => (known ??= choose()) };
}

/** What a shielded record shows of the values chosen (SHIELD-01). */
const limited = ({ givenNames, familyName, dateOfBirth }: BestView): BestView => ({
  ...(givenNames && { givenNames: shownOnly(givenNames) }),
  ...(familyName && { familyName: shownOnly(familyName) }),
  ...(dateOfBirth && { dateOfBirth }),
});

/** Former values of a shielded child are not shown. */
const shownOnly = <T extends object>(value: T): T => ({ ...value, former: [] });
