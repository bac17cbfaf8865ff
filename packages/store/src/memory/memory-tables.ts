import type { IndexHit, Removable, Rows, SearchKeyIndex } from '@contactpoint/directory';

/** What was done since a transaction began, newest last, each step able to undo itself. */
export interface UndoLog {
  push(undo: () => void): void;
}

/** Rows in memory under a key. */
export interface MemoryTable<Row> extends Rows<Row>, Removable {
  all(): Promise<readonly Row[]>;
  /** The rows of each group in the order asked, each list in order of key. */
  ofGroups(groups: readonly string[]): Promise<readonly (readonly Row[])[]>;
}

/** What a table finds its rows by. */
export interface MemoryTableOptions<Row> {
  readonly keyOf: (row: Row) => string;
  /** The groups that a row belongs to. */
  readonly groupsOf?: (row: Row) => readonly string[];
}

/** A table whose changes go into the undo log. Rows are values: what was put in is never changed. */
export function createTable<Row>(
  log: UndoLog,
  { keyOf, groupsOf = () => [] }: MemoryTableOptions<Row>,
): MemoryTable<Row> {
  const rows = new Map<string, Row>();
  const members = createRelation(log);
  const set = (key: string, row: Row | undefined): void => {
    const before = rows.get(key);
    for (const group of before === undefined ? [] : groupsOf(before)) members.remove(group, key);
    for (const group of row === undefined ? [] : groupsOf(row)) members.add(group, key);
    if (row === undefined) rows.delete(key);
    else rows.set(key, row);
    log.push(() => (before === undefined ? rows.delete(key) : rows.set(key, before)));
  };
  return {
    find: async (keys) => keys.map((key) => rows.get(key)),
    put: async (changed) => changed.forEach((row) => set(keyOf(row), row)),
    remove: async (keys) => keys.forEach((key) => set(key, undefined)),
    all: async () => [...rows.values()].sort((a, b) => byText(keyOf(a), keyOf(b))),
    ofGroups: async (groups) =>
      groups.map((group) => [...members.of(group)].sort(byText).map((key) => rows.get(key) as Row)),
  };
}

/** From blinded keys to children, in memory. */
export function createKeyIndex(log: UndoLog): SearchKeyIndex {
  const children = createRelation(log);
  const keys = createRelation(log);
  return {
    find: async (asked, cap) =>
      asked.map((key): IndexHit => {
        const found = children.of(key);
        return found.size > cap
          ? { childIds: [], crowded: true }
          : { childIds: [...found].sort(byText), crowded: false };
      }),
    change: async ({ added, removed }) => {
      for (const [key, childId] of removed) {
        keys.remove(childId, key);
        children.remove(key, childId);
      }
      for (const [key, childId] of added) {
        keys.add(childId, key);
        children.add(key, childId);
      }
    },
    ofChildren: async (childIds) => childIds.map((childId) => [...keys.of(childId)]),
  };
}

interface Relation {
  of(from: string): ReadonlySet<string>;
  add(from: string, to: string): void;
  remove(from: string, to: string): void;
}

function createRelation(log: UndoLog): Relation {
  const pairs = new Map<string, Set<string>>();
  const add = (from: string, to: string): boolean => {
    const set = pairs.get(from) ?? new Set<string>();
    pairs.set(from, set);
    return set.size < set.add(to).size;
  };
  const remove = (from: string, to: string): boolean => pairs.get(from)?.delete(to) ?? false;
  return {
    of: (from) => pairs.get(from) ?? NOTHING,
    add: (from, to) => {
      if (add(from, to)) log.push(() => remove(from, to));
    },
    remove: (from, to) => {
      if (remove(from, to)) log.push(() => add(from, to));
    },
  };
}

const NOTHING: ReadonlySet<string> = new Set();

/** Text in code-unit order, as databases with binary collation have it. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
