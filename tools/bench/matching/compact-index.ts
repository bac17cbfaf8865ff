import type { MatchIndex, MemberFeatures } from '../../../packages/matching/src/index.ts';
import { KeyPostings } from '../../../packages/matching/src/cluster/key-postings.ts';

/** A match index of a million children in a gigabyte: one record each, kept as text as a store keeps it. */
export interface CompactIndex {
  readonly index: MatchIndex;
  readonly children: number;
  /** Id of a child by the order in which they were added, from 0. */
  idOf(child: number): string;
  add(features: MemberFeatures, keys: readonly string[]): void;
}

const FREE = {
  version: 1,
  shielded: false,
  walled: false,
  doNotLink: [],
  doNotLinkRecords: [],
  verified: [],
};

/** An empty index that crowds keys above `cap` children; it can be added to and asked, never changed. */
export function createCompactIndex(cap: number): CompactIndex {
  const postings = new KeyPostings(cap);
  const texts: string[] = [];
  const childOfRecord = new Map<string, number>();
  const read = async (): Promise<never> => {
    throw new Error('this index is only asked');
  };
  const idOf = (child: number): string => `c${String(child).padStart(8, '0')}`;
  return {
    idOf,
    get children() {
      return texts.length;
    },
    add: (features, keys) => {
      const child = texts.length;
      texts.push(JSON.stringify(features));
      childOfRecord.set(features.recordRef, child);
      for (const key of keys) postings.add(postings.number(key), child);
    },
    index: {
      childrenByKeys: async (keys) =>
        keys.map((key) => {
          const number = postings.find(key);
          if (postings.isCrowded(number)) return { childIds: [], crowded: true };
          const childIds: string[] = [];
          for (let entry = postings.first(number); entry > 0; entry = postings.after(entry))
            childIds.push(idOf(postings.child(entry)));
          return { childIds: childIds.sort(), crowded: false };
        }),
      childrenByRecords: async (refs) =>
        refs.map((ref) => {
          const child = childOfRecord.get(ref);
          return child === undefined ? undefined : idOf(child);
        }),
      members: async (childIds) =>
        childIds.map((childId) => {
          const ordinal = Number(childId.slice(1));
          const members = [JSON.parse(texts[ordinal]!) as MemberFeatures];
          return { ...FREE, childId, ordinal, members };
        }),
      apply: read,
      constrain: read,
    },
  };
}
