import type { CommandContext } from '../command-context.ts';
import { type BestView, bestView } from '../view/best-view.ts';
import { disclosureOf, type LoadedChild, loadChildren, type LoadedStatement } from '../view/load-children.ts';

/** A record's own statement with the best view of its child that its source may know. */
export interface Known {
  readonly own: LoadedStatement;
  readonly view: BestView;
}

/**
 * For records of these children the best view that their source may know. Of a shielded child that is what it
 * shows; for a record that joined it since, it is the view of the child it would be a member of, were the
 * shielded one not there (SHIELD-03).
 */
export async function loadKnownViews(
  context: CommandContext,
  children: readonly LoadedChild[],
): Promise<(recordKey: string) => Known | undefined> {
  const visible = await loadVisible(context, children);
  const shadowViews = new Map<string, BestView>();
  const viewOf = (id: string, statements: readonly LoadedStatement[]): BestView => {
    const view = shadowViews.get(id) ?? bestView(statements);
    shadowViews.set(id, view);
    return view;
  };
  const places = new Map(
    children.flatMap((child) => child.statements.map((own) => [own.recordKey, { child, own }] as const)),
  );
  return (recordKey) => {
    const place = places.get(recordKey);
    if (place === undefined) return undefined;
    const { child, own } = place;
    const id = own.shadowId ?? child.child.childId;
    const statements = visible.get(id) ?? [];
    const isReal = own.shadowId === null;
    if (isReal && child.child.shielded) return { own, view: disclosureOf(child) };
    // Alone it cannot differ.
    if (statements.length < 2) return undefined;
    const isWhole = isReal && statements.length === child.statements.length;
    return { own, view: isWhole ? disclosureOf(child) : viewOf(id, statements) };
  };
}

/** What the children of the visible world are told of, by their id: real unshielded ones, and shadows. */
type Visible = ReadonlyMap<string, readonly LoadedStatement[]>;

async function loadVisible(context: CommandContext, children: readonly LoadedChild[]): Promise<Visible> {
  const shadows = children.flatMap(({ statements }) => statements.flatMap(({ shadowId }) => shadowId ?? []));
  const ids = [...new Set([...shadows, ...children.map(({ child }) => child.childId)])];
  const rows = (await context.tx.members.ofShadows(ids)).flat();
  const further = new Set([...rows.map(({ childId }) => childId), ...shadows]);
  for (const { child } of children) further.delete(child.childId);
  const others = (await loadChildren(context, [...further])).filter((one) => one !== undefined);
  const visible = new Map<string, LoadedStatement[]>();
  for (const { child, statements } of [...children, ...others]) {
    for (const statement of statements) {
      const id = statement.shadowId ?? (child.shielded ? undefined : child.childId);
      if (id !== undefined) visible.set(id, [...(visible.get(id) ?? []), statement]);
    }
  }
  return visible;
}
