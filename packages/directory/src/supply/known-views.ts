import type { CommandContext } from '../command-context.ts';
import { type BestView, bestView } from '../view/best-view.ts';
import { disclose } from '../view/disclosure.ts';
import { disclosureOf, type LoadedChild, loadChildren, type LoadedStatement } from '../view/load-children.ts';

/** A record's own statement with the best view of its child that its source may know. */
export interface Known {
  readonly own: LoadedStatement;
  readonly view: BestView;
}

/**
 * For records of these children the best view that their source may know: that of their child in the visible
 * world, whoever holds its records as things are (SHIELD-03); of a shielded child what it shows.
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
  const views = new Map<VisibleChild, BestView>();
  return (recordKey) => {
    const place = places.get(recordKey);
    // Alone it cannot differ.
    if (place === undefined || place.child.statements.length < 2) return undefined;
    const view = views.get(place.child) ?? place.child.view();
    views.set(place.child, view);
    return { own: place.own, view };
  };
}

/** A child of the visible world. */
interface VisibleChild {
  readonly statements: readonly LoadedStatement[];
  readonly view: () => BestView;
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
  const elsewhere = (await context.tx.members.ofShadows([...ids])).flat().map(({ childId }) => childId);
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
      const isShownWhole =
        statements.length === one.statements.length &&
        statements.every((statement) => one.statements.includes(statement));
      const view = (): BestView =>
        isShownWhole ? disclosureOf(one) : disclose(bestView(statements), one.child.shielded);
      return [childId, { statements, view }] as const;
    }),
  );
}
