import type { MemberChange } from '@contactpoint/matching';
import type { KeyPair } from '../ports.ts';
import type { ChildRow, MemberRow } from '../rows.ts';
import { type IndexContext, toRecordKey } from './index-context.ts';

/** What of a change of membership is held back because a shielded child is concerned (SHIELD-04). */
export interface HeldMembers {
  /** Children that begin shielded. */
  readonly shielded: ReadonlySet<string>;
  /** By record (`system|recordId`): the child that its supplier would know; null where it knows the real one. */
  readonly shadows: ReadonlyMap<string, string | null>;
}

/** Applies changes of membership in order, and keeps the match keys of every child they touch. */
export async function changeMembers(
  context: IndexContext,
  changes: readonly MemberChange[],
  { shielded, shadows }: HeldMembers,
): Promise<void> {
  if (changes.length === 0) return;
  const steps = changes.map((change) => ({ ...change, recordKey: toRecordKey(context, change.recordRef) }));
  const before = await readMembers(
    context,
    steps.map(({ recordKey }) => recordKey),
  );
  const { after, touched } = replay(before, steps);
  const held = await context.tx.members.ofChildren([...touched]);
  const children = await touchChildren(context, touched, shielded);
  const rows = await writeMembers(context, { before, after, children, shadows });
  await rewriteKeys(context, { touched, held: held.flat(), after, rows });
}

type Step = MemberChange & { readonly recordKey: string };
type Members = ReadonlyMap<string, MemberRow>;
/** The last change of a record that stays or becomes a member. */
type Joins = ReadonlyMap<string, Step | undefined>;

async function readMembers({ tx }: IndexContext, recordKeys: readonly string[]): Promise<Members> {
  const rows = await tx.members.find([...new Set(recordKeys)]);
  return new Map(rows.flatMap((row) => (row ? [[row.recordKey, row] as const] : [])));
}

/** Where each record ends up: a record leaves only the child that holds it, and joins at most one. */
function replay(
  before: Members,
  steps: readonly Step[],
): { readonly after: Joins; readonly touched: ReadonlySet<string> } {
  const after = new Map<string, Step | undefined>();
  const touched = new Set<string>();
  const holder = (recordKey: string): string | undefined =>
    after.has(recordKey) ? after.get(recordKey)?.childId : before.get(recordKey)?.childId;
  for (const step of steps) {
    const held = holder(step.recordKey);
    if (step.features === undefined && held !== step.childId) continue;
    if (held !== undefined) touched.add(held);
    touched.add(step.childId);
    after.set(step.recordKey, step.features === undefined ? undefined : step);
  }
  return { after, touched };
}

/** The rows of touched children, counted one version on; those that begin here in the order of their changes. */
async function touchChildren(
  { tx, at }: IndexContext,
  touched: ReadonlySet<string>,
  shielded: ReadonlySet<string>,
): Promise<ReadonlyMap<string, ChildRow>> {
  const ids = [...touched];
  const rows = await tx.children.find(ids);
  const begun = rows.filter((row) => row === undefined).length;
  let ordinal = begun === 0 ? 0 : await tx.take('child', begun);
  const changed = ids.map((childId, index): ChildRow => {
    const row = rows[index];
    if (row) return { ...row, version: row.version + 1 };
    return { ...NEW_CHILD, childId, ordinal: ordinal++, shielded: shielded.has(childId), createdAt: at };
  });
  await tx.children.put(changed);
  return new Map(changed.map((row) => [row.childId, row]));
}

const NEW_CHILD: Omit<ChildRow, 'childId' | 'ordinal' | 'shielded' | 'createdAt'> = {
  version: 1,
  state: 'live',
  mergedInto: null,
  walled: false,
  doNotLink: [],
  doNotLinkRecords: [],
  verified: [],
};

async function writeMembers(
  { tx, vault, keys }: IndexContext,
  {
    before,
    after,
    children,
    shadows,
  }: {
    readonly before: Members;
    readonly after: Joins;
    readonly children: ReadonlyMap<string, ChildRow>;
    readonly shadows: HeldMembers['shadows'];
  },
): Promise<readonly MemberRow[]> {
  const joins = [...after.values()].filter((step) => step !== undefined);
  await keys.ensure(joins.map(({ childId }) => childId));
  const rows = joins.map(({ recordKey, recordRef, childId, features, keys: matchKeys }): MemberRow => {
    return {
      recordKey,
      childId,
      keyId: childId,
      features: vault.seal(keys.of(childId), `features|${recordKey}`, features),
      matchKeys: [...new Set(matchKeys)].map((key) => vault.blind('match', key)).join(' '),
      shadowId: shadowOf({ recordRef, childId }, before.get(recordKey), { children, shadows }),
    };
  });
  await tx.members.put(rows);
  await tx.members.remove([...after].flatMap(([recordKey, step]) => (step ? [] : [recordKey])));
  return rows;
}

/**
 * The child that a member of a shielded child has in the visible world; null for one that was there before the
 * shield. A record that other records carry along, because two children are one, keeps what it had.
 */
function shadowOf(
  { recordRef, childId }: Pick<Step, 'recordRef' | 'childId'>,
  held: MemberRow | undefined,
  {
    children,
    shadows,
  }: { readonly children: ReadonlyMap<string, ChildRow>; readonly shadows: HeldMembers['shadows'] },
): string | null {
  if (children.get(childId)?.shielded !== true) return null;
  const shadow = shadows.get(recordRef);
  if (held === undefined) return shadow === undefined ? childId : shadow;
  const keeps = held.childId === childId || shadow === undefined;
  const wasSeen = held.shadowId === null && children.get(held.childId)?.shielded === true;
  if (keeps && wasSeen) return null;
  return shadow ?? held.shadowId ?? held.childId;
}

/** A child stands under a key as long as one of its members gives it. */
async function rewriteKeys(
  { tx }: IndexContext,
  {
    touched,
    held,
    after,
    rows,
  }: {
    readonly touched: ReadonlySet<string>;
    readonly held: readonly MemberRow[];
    readonly after: Joins;
    readonly rows: readonly MemberRow[];
  },
): Promise<void> {
  const stay = held.filter(({ recordKey }) => !after.has(recordKey));
  const [before, now] = [keysByChild(held), keysByChild([...stay, ...rows])];
  const difference = (of: KeysByChild, than: KeysByChild): readonly KeyPair[] =>
    [...touched].flatMap((childId) =>
      [...(of.get(childId) ?? [])].flatMap((key): KeyPair[] =>
        than.get(childId)?.has(key) ? [] : [[key, childId]],
      ),
    );
  await tx.matchKeys.change({ added: difference(now, before), removed: difference(before, now) });
}

type KeysByChild = ReadonlyMap<string, ReadonlySet<string>>;

function keysByChild(members: readonly MemberRow[]): KeysByChild {
  const byChild = new Map<string, Set<string>>();
  for (const { childId, matchKeys } of members) {
    const keys = byChild.get(childId) ?? new Set<string>();
    byChild.set(childId, keys);
    for (const key of matchKeys.split(' ')) if (key !== '') keys.add(key);
  }
  return byChild;
}
