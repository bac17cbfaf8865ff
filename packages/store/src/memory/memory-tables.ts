import type {
  ByChild,
  IndexHit,
  MatchKeyIndex,
  Removable,
  Rows,
  SearchKeyIndex,
} from '@contactpoint/directory';

/** What was done since a transaction began, newest last, each step able to undo itself. */
export interface UndoLog {
  push(undo: () => void): void;
}

/** Rows in memory under a key. */
export interface MemoryTable<Row> extends Rows<Row>, Removable {
  all(): Promise<readonly Row[]>;
}

/** A table whose changes go into the undo log. Rows are values: what was put in is never changed. */
export function createTable<Row>(log: UndoLog, keyOf: (row: Row) => string): MemoryTable<Row> {
  const rows = new Map<string, Row>();
  const set = (key: string, row: Row | undefined): void => {
    const before = rows.get(key);
    if (row === undefined) rows.delete(key);
    else rows.set(key, row);
    log.push(() => (before === undefined ? rows.delete(key) : rows.set(key, before)));
  };
  return {
    find: async (keys) => keys.map((key) => rows.get(key)),
    put: async (changed) => changed.forEach((row) => set(keyOf(row), row)),
    remove: async (keys) => keys.forEach((key) => set(key, undefined)),
    all: async () => [...rows.values()].sort((a, b) => byText(keyOf(a), keyOf(b))),
  };
}

/** Rows of a child in memory. */
export type ChildRowsTable<Row> = Rows<Row> & ByChild<Row> & Removable;

/** A table whose rows can also be found by the child they belong to. */
export function createChildTable<Row extends { readonly recordKey: string; readonly childId: string | null }>(
  log: UndoLog,
): ChildRowsTable<Row> {
  const table = createTable<Row>(log, ({ recordKey }) => recordKey);
  const byChild = createRelation(log);
  const unlink = async (keys: readonly string[]): Promise<void> => {
    for (const row of await table.find(keys)) if (row?.childId) byChild.remove(row.childId, row.recordKey);
  };
  return {
    find: table.find,
    put: async (rows) => {
      await unlink(rows.map(({ recordKey }) => recordKey));
      await table.put(rows);
      for (const { childId, recordKey } of rows) if (childId !== null) byChild.add(childId, recordKey);
    },
    remove: async (keys) => {
      await unlink(keys);
      await table.remove(keys);
    },
    ofChildren: async (childIds) => {
      const keys = childIds.map((childId) => [...byChild.of(childId)].sort(byText));
      const rows = await Promise.all(keys.map((ofChild) => table.find(ofChild)));
      return rows.map((ofChild) => ofChild.filter((row) => row !== undefined));
    },
  };
}

/** From blinded keys to children, in memory. */
export function createKeyIndex(log: UndoLog): MatchKeyIndex & SearchKeyIndex {
  const children = createRelation(log);
  const keys = createRelation(log);
  const change: MatchKeyIndex['change'] = async ({ added, removed }) => {
    for (const [key, childId] of removed) {
      keys.remove(childId, key);
      children.remove(key, childId);
    }
    for (const [key, childId] of added) {
      keys.add(childId, key);
      children.add(key, childId);
    }
  };
  return {
    find: async (asked, cap) =>
      asked.map((key): IndexHit => {
        const found = children.of(key);
        return found.size > cap
          ? { childIds: [], crowded: true }
          : { childIds: [...found].sort(byText), crowded: false };
      }),
    change,
    replace: async (entries) => {
      const removed = entries.flatMap(({ childId }) =>
        [...keys.of(childId)].map((key) => [key, childId] as const),
      );
      const added = entries.flatMap(({ childId, keys: of }) => of.map((key) => [key, childId] as const));
      await change({ removed, added });
    },
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
