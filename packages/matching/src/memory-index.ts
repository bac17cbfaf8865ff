import type {
  ChildMembers,
  ConstraintChange,
  KeyHit,
  MatchIndex,
  MemberChange,
  MemberFeatures,
} from './ports.ts';
import { DEFAULT_CAP } from './keys/default-cap.ts';
import { byText } from './order.ts';

/** Options of `createMemoryIndex`. */
export interface MemoryIndexOptions {
  /** Children that may share a key before it is crowded. */
  readonly cap?: number;
}

interface Held {
  readonly ordinal: number;
  version: number;
  readonly members: Map<string, { readonly features: MemberFeatures; readonly keys: readonly string[] }>;
  constraints: Required<Omit<ConstraintChange, 'childId'>>;
}

const FREE: Held['constraints'] = {
  shielded: false,
  walled: false,
  doNotLink: [],
  doNotLinkRecords: [],
  verified: [],
};

/** A `MatchIndex` in memory, for offline matching, tests and the in-process directory. */
export function createMemoryIndex({ cap = DEFAULT_CAP }: MemoryIndexOptions = {}): MatchIndex {
  const state: State = { children: new Map(), childOfRecord: new Map(), keyRows: new Map(), created: 0 };
  return {
    childrenByKeys: async (keys) => keys.map((key) => toHit(state.keyRows.get(key), cap)),
    childrenByRecords: async (recordRefs) => recordRefs.map((ref) => state.childOfRecord.get(ref)),
    members: async (childIds) =>
      childIds.map((childId) => toChildMembers(childId, state.children.get(childId))),
    apply: async (changes) => {
      for (const change of changes) {
        if (change.features === undefined) leave(state, change.childId, change.recordRef);
        else join(state, change, change.features);
      }
    },
    constrain: async (changes) => {
      for (const { childId, ...constraints } of changes) {
        const child = state.children.get(childId);
        if (child === undefined) continue;
        child.constraints = { ...child.constraints, ...constraints };
        child.version += 1;
      }
    },
  };
}

interface State {
  readonly children: Map<string, Held>;
  readonly childOfRecord: Map<string, string>;
  /** Key → child → how many of its members give the key. */
  readonly keyRows: Map<string, Map<string, number>>;
  created: number;
}

function toHit(row: ReadonlyMap<string, number> | undefined, cap: number): KeyHit {
  if (row === undefined) return { childIds: [], crowded: false };
  return row.size > cap
    ? { childIds: [], crowded: true }
    : { childIds: [...row.keys()].sort(byText), crowded: false };
}

function toChildMembers(childId: string, child: Held | undefined): ChildMembers | undefined {
  if (child === undefined) return undefined;
  const inOrder = [...child.members.entries()].sort(([a], [b]) => byText(a, b));
  const members = inOrder.map(([, { features }]) => features);
  return { childId, version: child.version, ordinal: child.ordinal, members, ...child.constraints };
}

function join(state: State, { childId, recordRef, keys }: MemberChange, features: MemberFeatures): void {
  const child = state.children.get(childId) ?? begin(state, childId);
  const before = state.childOfRecord.get(recordRef);
  if (before !== undefined && before !== childId) leave(state, before, recordRef);
  removeKeys(state, childId, child.members.get(recordRef)?.keys ?? []);
  addKeys(state, childId, keys);
  child.members.set(recordRef, { features, keys });
  child.version += 1;
  state.childOfRecord.set(recordRef, childId);
}

function begin(state: State, childId: string): Held {
  state.created += 1;
  const child: Held = { ordinal: state.created, version: 0, members: new Map(), constraints: FREE };
  state.children.set(childId, child);
  return child;
}

function leave(state: State, childId: string, recordRef: string): void {
  const child = state.children.get(childId);
  const member = child?.members.get(recordRef);
  if (child === undefined || member === undefined) return;
  removeKeys(state, childId, member.keys);
  child.members.delete(recordRef);
  child.version += 1;
  if (child.members.size === 0) state.children.delete(childId);
  if (state.childOfRecord.get(recordRef) === childId) state.childOfRecord.delete(recordRef);
}

function addKeys({ keyRows }: State, childId: string, keys: readonly string[]): void {
  for (const key of new Set(keys)) {
    const row = keyRows.get(key) ?? new Map<string, number>();
    row.set(childId, (row.get(childId) ?? 0) + 1);
    keyRows.set(key, row);
  }
}

function removeKeys({ keyRows }: State, childId: string, keys: readonly string[]): void {
  for (const key of new Set(keys)) {
    const row = keyRows.get(key);
    const left = (row?.get(childId) ?? 0) - 1;
    if (left > 0) row?.set(childId, left);
    else row?.delete(childId);
    if (row?.size === 0) keyRows.delete(key);
  }
}
