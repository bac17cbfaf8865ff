import type { MemberChange } from '@contactpoint/matching';
import type { KeyPair } from '../ports.ts';
import type { ChildRow, MemberRow } from '../rows.ts';
import { type IndexContext, toRecordKey } from './index-context.ts';

/**
 * The shielded child that holds a record (`system|recordId`) back; null when it stands where everybody may
 * know it, undefined when whoever held it goes on holding it.
 */
export type HolderOf = (recordRef: string) => string | null | undefined;

/** What changes of membership came to. */
export interface Placed {
  /** The child that has each record now as things are, by `system|recordId`; undefined where none has. */
  readonly places: ReadonlyMap<string, string | undefined>;
  /** Children that won or lost a member in either world, or whose member changed. */
  readonly touched: ReadonlySet<string>;
}

/**
 * Applies changes of membership of the visible world in order, holds back what is to be held (SHIELD-04), and
 * keeps the match keys of every child touched.
 */
export async function changeMembers(
  context: IndexContext,
  changes: readonly MemberChange[],
  holderOf: HolderOf,
): Promise<Placed> {
  if (changes.length === 0) return { places: new Map(), touched: new Set() };
  const steps = changes.map((change) => ({ ...change, recordKey: toRecordKey(context, change.recordRef) }));
  const before = await readMembers(
    context,
    steps.map(({ recordKey }) => recordKey),
  );
  const { after, seen } = replay(before, steps);
  const places = new Map([...after].map((entry) => [entry[0], placeOf(entry, before, holderOf)] as const));
  const holders = [...places.values()].filter((childId) => childId !== undefined);
  const touched = new Set([...seen, ...[...before.values()].map(({ childId }) => childId), ...holders]);
  const stood = await membersOf(context, touched);
  await touchChildren(context, touched, new Set(holders.filter((childId) => !seen.has(childId))));
  const rows = await writeMembers(context, after, places);
  const stay = stood.filter(({ recordKey }) => !after.has(recordKey));
  await rewriteKeys(context, stood, [...stay, ...rows]);
  return {
    places: new Map(steps.map(({ recordRef, recordKey }) => [recordRef, places.get(recordKey)])),
    touched,
  };
}

/** Lets the members of these children stand there in the visible world too. */
export async function standAsTheyAre(context: IndexContext, childIds: readonly string[]): Promise<void> {
  const held = (await context.tx.members.ofChildren(childIds)).flatMap((rows, at) =>
    rows.filter(({ childId, shadowId }) => childId === childIds[at] && shadowId !== null),
  );
  if (held.length === 0) return;
  const rows = held.map((row) => ({ ...row, shadowId: null }));
  const keys = new Set(held.map(({ recordKey }) => recordKey));
  const stood = await membersOf(context, new Set(held.flatMap(childrenOf)));
  await context.tx.members.put(rows);
  await rewriteKeys(context, stood, [...stood.filter(({ recordKey }) => !keys.has(recordKey)), ...rows]);
}

type Step = MemberChange & { readonly recordKey: string };
type Members = ReadonlyMap<string, MemberRow>;
/** By record key the last change of a record that stays or becomes a member; undefined for one that leaves. */
type Joins = ReadonlyMap<string, Step | undefined>;

/** The children that a member stands in: as things are, and in the visible world. */
const childrenOf = ({ childId, shadowId }: MemberRow): readonly string[] =>
  shadowId === null ? [childId] : [childId, shadowId];

async function readMembers({ tx }: IndexContext, recordKeys: readonly string[]): Promise<Members> {
  const rows = await tx.members.find([...new Set(recordKeys)]);
  return new Map(rows.flatMap((row) => (row ? [[row.recordKey, row] as const] : [])));
}

/** The members of these children in either world, each once. */
async function membersOf({ tx }: IndexContext, childIds: ReadonlySet<string>): Promise<readonly MemberRow[]> {
  const rows = (await tx.members.ofChildren([...childIds])).flat();
  return [...new Map(rows.map((row) => [row.recordKey, row])).values()];
}

/**
 * Where each record ends up in the visible world, and the children it is in on the way there: a record leaves
 * only the child that has it, and joins at most one.
 */
function replay(
  before: Members,
  steps: readonly Step[],
): { readonly after: Joins; readonly seen: ReadonlySet<string> } {
  const after = new Map<string, Step | undefined>();
  const seen = new Set<string>();
  const childOf = (recordKey: string): string | undefined => {
    if (after.has(recordKey)) return after.get(recordKey)?.childId;
    const row = before.get(recordKey);
    return row && (row.shadowId ?? row.childId);
  };
  for (const step of steps) {
    const held = childOf(step.recordKey);
    if (step.features === undefined && held !== step.childId) continue;
    if (held !== undefined) seen.add(held);
    seen.add(step.childId);
    after.set(step.recordKey, step.features === undefined ? undefined : step);
  }
  return { after, seen };
}

/** The child that has a record as things are. */
function placeOf(
  [recordKey, step]: readonly [string, Step | undefined],
  before: Members,
  holderOf: HolderOf,
): string | undefined {
  if (step === undefined) return undefined;
  const row = before.get(recordKey);
  const heldIn = row && row.shadowId !== null ? row.childId : null;
  const holder = holderOf(step.recordRef);
  return (holder === undefined ? heldIn : holder) ?? step.childId;
}

/** Counts touched children one version on; those that begin are numbered in the order of their changes. */
async function touchChildren(
  { tx, at }: IndexContext,
  touched: ReadonlySet<string>,
  holders: ReadonlySet<string>,
): Promise<void> {
  const ids = [...touched];
  const rows = await tx.children.find(ids);
  const begun = rows.filter((row) => row === undefined).length;
  let ordinal = begun === 0 ? 0 : await tx.take('child', begun);
  const changed = ids.map((childId, index): ChildRow => {
    const row = rows[index];
    if (row) return { ...row, version: row.version + 1 };
    // What begins by holding a record back begins shielded.
    return { ...NEW_CHILD, childId, ordinal: ordinal++, shielded: holders.has(childId), createdAt: at };
  });
  await tx.children.put(changed);
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
  after: Joins,
  places: ReadonlyMap<string, string | undefined>,
): Promise<readonly MemberRow[]> {
  const joins = [...after.values()].flatMap((step) => {
    const childId = step && places.get(step.recordKey);
    return step && childId !== undefined ? [{ step, childId }] : [];
  });
  await keys.ensure(joins.map(({ childId }) => childId));
  const rows = joins.map(({ step, childId }): MemberRow => {
    const { recordKey, features, keys: matchKeys, childId: visibleId } = step;
    return {
      recordKey,
      childId,
      keyId: childId,
      features: vault.seal(keys.of(childId), `features|${recordKey}`, features),
      matchKeys: [...new Set(matchKeys)].map((key) => vault.blind('match', key)).join(' '),
      shadowId: visibleId === childId ? null : visibleId,
    };
  });
  await tx.members.put(rows);
  await tx.members.remove([...after].flatMap(([recordKey, step]) => (step ? [] : [recordKey])));
  return rows;
}

/** A child stands under a key as long as a record that is its member, in either world, gives it. */
async function rewriteKeys(
  { tx }: IndexContext,
  stood: readonly MemberRow[],
  stand: readonly MemberRow[],
): Promise<void> {
  const [before, now] = [keysByChild(stood), keysByChild(stand)];
  await tx.matchKeys.change({ added: difference(now, before), removed: difference(before, now) });
}

type KeysByChild = ReadonlyMap<string, ReadonlySet<string>>;

const difference = (of: KeysByChild, than: KeysByChild): readonly KeyPair[] =>
  [...of].flatMap(([childId, keys]) =>
    [...keys].flatMap((key): KeyPair[] => (than.get(childId)?.has(key) ? [] : [[key, childId]])),
  );

function keysByChild(members: readonly MemberRow[]): KeysByChild {
  const byChild = new Map<string, Set<string>>();
  for (const member of members) {
    const given = member.matchKeys.split(' ').filter((key) => key !== '');
    for (const childId of childrenOf(member)) {
      const keys = byChild.get(childId) ?? new Set<string>();
      byChild.set(childId, keys);
      for (const key of given) keys.add(key);
    }
  }
  return byChild;
}
