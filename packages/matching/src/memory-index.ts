import type {
  ChildMembers,
  ConstraintChange,
  KeyHit,
  MatchIndex,
  MemberChange,
  MemberFeatures,
} from './ports.ts';
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
export function createMemoryIndex({ cap = 500 }: MemoryIndexOptions = {}): MatchIndex {
  const children = new Map<string, Held>();
  const childOfRecord = new Map<string, string>();
  /** Key → child → how many of its members give the key. */
  const keyRows = new Map<string, Map<string, number>>();
  let created = 0;

  const addKeys = (childId: string, keys: readonly string[]): void => {
    for (const key of new Set(keys)) {
      const row = keyRows.get(key) ?? new Map<string, number>();
      row.set(childId, (row.get(childId) ?? 0) + 1);
      keyRows.set(key, row);
    }
  };
  const removeKeys = (childId: string, keys: readonly string[]): void => {
    for (const key of new Set(keys)) {
      const row = keyRows.get(key);
      const left = (row?.get(childId) ?? 0) - 1;
      if (left > 0) row?.set(childId, left);
      else row?.delete(childId);
      if (row?.size === 0) keyRows.delete(key);
    }
  };
  const leave = (childId: string, recordRef: string): void => {
    const child = children.get(childId);
    const member = child?.members.get(recordRef);
    if (!child || !member) return;
    removeKeys(childId, member.keys);
    child.members.delete(recordRef);
    child.version += 1;
    if (child.members.size === 0) children.delete(childId);
    if (childOfRecord.get(recordRef) === childId) childOfRecord.delete(recordRef);
  };
  const join = ({ childId, recordRef, keys }: MemberChange, features: MemberFeatures): void => {
    const child: Held = children.get(childId) ?? {
      ordinal: (created += 1),
      version: 0,
      members: new Map(),
      constraints: FREE,
    };
    children.set(childId, child);
    const before = childOfRecord.get(recordRef);
    if (before !== undefined && before !== childId) leave(before, recordRef);
    removeKeys(childId, child.members.get(recordRef)?.keys ?? []);
    addKeys(childId, keys);
    child.members.set(recordRef, { features, keys });
    child.version += 1;
    childOfRecord.set(recordRef, childId);
  };

  return {
    childrenByKeys: async (keys) =>
      keys.map((key): KeyHit => {
        const row = keyRows.get(key);
        if (row === undefined) return { childIds: [], crowded: false };
        return row.size > cap
          ? { childIds: [], crowded: true }
          : { childIds: [...row.keys()].sort(byText), crowded: false };
      }),
    childrenByRecords: async (recordRefs) => recordRefs.map((ref) => childOfRecord.get(ref)),
    members: async (childIds) =>
      childIds.map((childId): ChildMembers | undefined => {
        const child = children.get(childId);
        if (child === undefined) return undefined;
        const members = [...child.members.entries()]
          .sort(([a], [b]) => byText(a, b))
          .map(([, { features }]) => features);
        return { childId, version: child.version, ordinal: child.ordinal, members, ...child.constraints };
      }),
    apply: async (changes) => {
      for (const change of changes) {
        if (change.features === undefined) leave(change.childId, change.recordRef);
        else join(change, change.features);
      }
    },
    constrain: async (changes) => {
      for (const { childId, ...constraints } of changes) {
        const child = children.get(childId);
        if (child === undefined) continue;
        child.constraints = { ...child.constraints, ...constraints };
        child.version += 1;
      }
    },
  };
}
