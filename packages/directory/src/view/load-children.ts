import type { CommandContext } from '../command-context.ts';
import type { ChildRow, MemberRow, RecordRow, SourceRow } from '../rows.ts';
import type { RecordContent } from '../supply/record-content.ts';
import { openContent } from '../supply/record-sealing.ts';
import { saysAnything } from '../supply/to-record.ts';
import type { BestView as Chosen } from '@contactpoint/matching';
import { type Statement, viewOf } from './best-view.ts';
import { disclose, type Disclosure } from './disclosure.ts';

/** A child with everything its sources say of it, and what may be shown of that. */
export interface LoadedChild {
  readonly child: ChildRow;
  readonly statements: readonly LoadedStatement[];
  /** The sources behind what it shows: what is merely held gives nobody a duty towards the child. */
  readonly sources: readonly SourceRow[];
}
/** A statement with the record that makes it. */
export interface LoadedStatement extends Statement {
  readonly recordKey: string;
  readonly source: SourceRow | undefined;
  /** Of a record that a shielded child holds until people decide, its child in the visible world; otherwise null. */
  readonly shadowId: string | null;
}

/** Reads children with their statements, in the order asked; undefined for an unknown one. */
export async function loadChildren(
  context: CommandContext,
  childIds: readonly string[],
  known: ReadonlyMap<string, RecordContent> = new Map(),
): Promise<readonly (LoadedChild | undefined)[]> {
  const { tx, keys } = context;
  const children = await tx.children.find(childIds);
  const members = (await tx.members.ofChildren(childIds)).map((rows, at) =>
    rows.filter(({ childId }) => childId === childIds[at]),
  );
  const records = await readRecords(tx, members.flat());
  const systems = [...new Set([...records.values()].map(({ system }) => system))];
  const sources = new Map(
    (await tx.sources.find(systems)).flatMap((row) => (row ? [[row.system, row]] : [])),
  );
  await keys.load(
    [...records.values()].flatMap(({ recordKey, keyId }) => (known.has(recordKey) ? [] : [keyId])),
  );
  return children.map((child, at) => {
    if (child === undefined) return undefined;
    const statements = (members[at] ?? []).flatMap(({ recordKey, shadowId }): LoadedStatement[] => {
      const row = records.get(recordKey);
      const content = known.get(recordKey) ?? (row && openContent(context, row));
      if (row === undefined || content === undefined || !saysAnything(content)) return [];
      const source = sources.get(row.system);
      return [{ recordKey, source, sector: source?.sector ?? 'other', content, shadowId }];
    });
    const own = statements.filter(({ shadowId }) => shadowId === null);
    const behind = new Set(own.flatMap(({ source }) => source ?? []));
    return { child, statements, sources: [...behind] };
  });
}

/** The records behind members, by key. */
async function readRecords(
  tx: CommandContext['tx'],
  members: readonly MemberRow[],
): Promise<ReadonlyMap<string, RecordRow>> {
  const rows = await tx.records.find(members.map(({ recordKey }) => recordKey));
  return new Map(rows.flatMap((row) => (row ? [[row.recordKey, row] as const] : [])));
}

/**
 * The statements that anybody may be shown anything of. What a shielded child holds until people decide
 * (SHIELD-04) neither shows nor changes what shows.
 */
export const shownStatements = ({ statements }: LoadedChild): readonly LoadedStatement[] =>
  statements.filter(({ shadowId }) => shadowId === null);

/** Whether the child may be shown at all: to everybody else it is a child that never was (FACE-02). */
export const isShown = (loaded: LoadedChild): boolean =>
  loaded.child.state === 'live' && loaded.child.mergedInto === null && shownStatements(loaded).length > 0;

interface Viewed {
  readonly chosen: Chosen;
  readonly disclosure: Disclosure;
}
const views = new WeakMap<LoadedChild, Viewed>();

/** Made once from what was read. */
function viewed(loaded: LoadedChild): Viewed {
  const known = views.get(loaded);
  if (known) return known;
  const { chosen, view } = viewOf(shownStatements(loaded));
  const made = { chosen, disclosure: disclose(view, loaded.child.shielded) };
  views.set(loaded, made);
  return made;
}

/** What of a child may be known at all. */
export const disclosureOf = (loaded: LoadedChild): Disclosure => viewed(loaded).disclosure;

/** What matching chose of a child's shown statements. */
export const chosenOf = (loaded: LoadedChild): Chosen => viewed(loaded).chosen;
