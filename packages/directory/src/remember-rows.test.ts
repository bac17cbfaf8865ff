import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoreTransaction } from './ports.ts';
import { rememberRows } from './remember-rows.ts';
import type { MemberRow } from './rows.ts';
import { inventChild, inventMember } from './suite/store-rows.ts';

type Members = StoreTransaction['members'];

/** Members in a map, with every key and child that was asked for. */
function createMembers() {
  const rows = new Map<string, MemberRow>();
  const asked: string[] = [];
  const members: Members = {
    find: async (keys) => {
      asked.push(...keys.map((key) => `member ${key}`));
      return keys.map((key) => rows.get(key));
    },
    ofChildren: async (childIds) => {
      asked.push(...childIds.map((childId) => `child ${childId}`));
      return childIds.map((id) => inOrder(rows).filter((row) => row.childId === id || row.shadowId === id));
    },
    put: async (changed) => changed.forEach((row) => rows.set(row.recordKey, row)),
    remove: async (keys) => keys.forEach((key) => rows.delete(key)),
  };
  return { members, asked };
}

const inOrder = (rows: ReadonlyMap<string, MemberRow>): readonly MemberRow[] =>
  [...rows.values()].sort((a, b) => (a.recordKey < b.recordKey ? -1 : 1));

const remembered = (tx: Partial<StoreTransaction>): StoreTransaction =>
  rememberRows({
    clients: {},
    organisations: {},
    requests: {},
    sources: {},
    ...tx,
  } as StoreTransaction);

type Step = (members: Members) => Promise<unknown>;
const someOf = (values: readonly string[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 });
const RECORDS = ['r1', 'r2', 'r3', 'r4'];
const CHILDREN = ['c1', 'c2', 'c3'];

const member = fc
  .tuple(fc.constantFrom(...RECORDS), fc.constantFrom(...CHILDREN), fc.constantFrom(null, ...CHILDREN))
  .map(([recordKey, childId, shadowId]) => ({
    ...inventMember(recordKey, childId),
    shadowId: shadowId === childId ? null : shadowId,
  }));
const step: fc.Arbitrary<Step> = fc.oneof(
  someOf(RECORDS).map(
    (keys): Step =>
      (members) =>
        members.find(keys),
  ),
  someOf(CHILDREN).map(
    (childIds): Step =>
      (members) =>
        members.ofChildren(childIds),
  ),
  someOf(RECORDS).map(
    (keys): Step =>
      (members) =>
        members.remove(keys),
  ),
  fc.uniqueArray(member, { minLength: 1, selector: ({ recordKey }) => recordKey }).map(
    (rows): Step =>
      (members) =>
        members.put(rows),
  ),
);

describe('rememberRows', () => {
  it('answers whatever was changed as the store does, and asks for nothing twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(member), fc.array(step, { maxLength: 30 }), async (before, steps) => {
        const [plain, watched] = [createMembers(), createMembers()];
        for (const { members } of [plain, watched]) await members.put(before);
        const { members } = remembered({ members: watched.members });
        for (const run of steps) expect(await run(members)).toEqual(await run(plain.members));
        expect(watched.asked).toEqual([...new Set(watched.asked)]);
      }),
    );
  });

  it('knows a row as it was last written, and that there was none', async () => {
    const asked: string[] = [];
    const find = async (keys: readonly string[]) => {
      asked.push(...keys);
      return keys.map(() => undefined);
    };
    const { children } = remembered({ children: { find, put: async () => undefined } });
    const shielded = inventChild('c1', { shielded: true });
    expect(await children.find(['c1', 'c2', 'c1'])).toEqual([undefined, undefined, undefined]);
    await children.put([shielded, inventChild('c3')]);
    expect(await children.find(['c3', 'c2', 'c1'])).toEqual([inventChild('c3'), undefined, shielded]);
    expect(asked).toEqual(['c1', 'c2']);
  });

  it('knows the search keys of a child until they are changed', async () => {
    const asked: string[] = [];
    const ofChildren = async (childIds: readonly string[]) => {
      asked.push(...childIds);
      return childIds.map((childId) => [`key of ${childId}`]);
    };
    const index = { find: async () => [], change: async () => undefined, ofChildren };
    const { searchKeys } = remembered({ searchKeys: index });
    const both = [['key of c1'], ['key of c2']];
    expect(await searchKeys.ofChildren(['c1', 'c2'])).toEqual(both);
    expect(await searchKeys.ofChildren(['c1', 'c2'])).toEqual(both);
    await searchKeys.change({ added: [['key of c2', 'c2']], removed: [] });
    expect(await searchKeys.ofChildren(['c1', 'c2'])).toEqual(both);
    expect(asked).toEqual(['c1', 'c2', 'c2']);
  });
});
