import type { MembersByChild, Removable, Rows, SearchKeyIndex, StoreTransaction } from './ports.ts';
import type { DiscrepancyRow, MemberRow } from './rows.ts';

/**
 * The same transaction, which asks its store no row of what a submission needs a second time: the steps of a
 * command need the same rows, and every change of them goes through here. It lasts as long as the transaction, so
 * that nothing in it was ever changed by anybody else.
 */
export function rememberRows(tx: StoreTransaction): StoreTransaction {
  const { clients, organisations, children, records, sources, requests } = tx;
  return {
    ...tx,
    clients: remember(clients, ({ clientId }) => clientId),
    organisations: remember(organisations, ({ organisationId }) => organisationId),
    requests: { ...requests, ...remember(requests, ({ requestKey }) => requestKey) },
    children: remember(children, ({ childId }) => childId),
    records: remember(records, ({ recordKey }) => recordKey),
    sources: { ...sources, ...remember(sources, ({ system }) => system) },
    members: rememberMembers(tx.members),
    searchKeys: rememberKeys(tx.searchKeys),
    discrepancies: rememberThreads(tx.discrepancies),
  };
}

/** What is known of the keys asked for so far: undefined where there is no row. */
type Known<Row> = Map<string, Row | undefined>;

/** Asks for what is not known yet, and answers in the order asked. */
async function findUnknown<Row>(
  known: Map<string, Row>,
  find: (keys: readonly string[]) => Promise<readonly Row[]>,
  keys: readonly string[],
): Promise<readonly Row[]> {
  const unknown = [...new Set(keys)].filter((key) => !known.has(key));
  const found = unknown.length === 0 ? [] : await find(unknown);
  unknown.forEach((key, at) => known.set(key, found[at] as Row));
  return keys.map((key) => known.get(key) as Row);
}

function remember<Row>(
  table: Rows<Row>,
  keyOf: (row: Row) => string,
  known: Known<Row> = new Map<string, Row | undefined>(),
): Rows<Row> {
  return {
    find: (keys) => findUnknown(known, table.find, keys),
    put: (rows) => {
      for (const row of rows) known.set(keyOf(row), row);
      return table.put(rows);
    },
  };
}

function rememberKeys(index: SearchKeyIndex): SearchKeyIndex {
  const known = new Map<string, readonly string[]>();
  return {
    ...index,
    ofChildren: (childIds) => findUnknown(known, index.ofChildren, childIds),
    change: (change) => {
      for (const [, childId] of [...change.added, ...change.removed]) known.delete(childId);
      return index.change(change);
    },
  };
}

function rememberThreads(table: StoreTransaction['discrepancies']): StoreTransaction['discrepancies'] {
  const known = new Map<string, readonly DiscrepancyRow[]>();
  return {
    ...table,
    unresolved: (recordKeys) => findUnknown(known, table.unresolved, recordKeys),
    put: (rows) => {
      for (const { recordKey } of rows) known.delete(recordKey);
      return table.put(rows);
    },
  };
}

type Members = Rows<MemberRow> & MembersByChild & Removable;

function rememberMembers(table: Members): Members {
  const known: Known<MemberRow> = new Map();
  /** Whole lists: of a row that is in one of them, `known` has the row as it stands there. */
  const lists = new Map<string, readonly MemberRow[]>();
  const take = (recordKey: string): void => {
    for (const childId of childrenOf(known.get(recordKey))) {
      const list = lists.get(childId);
      if (list)
        lists.set(
          childId,
          list.filter((row) => row.recordKey !== recordKey),
        );
    }
    known.set(recordKey, undefined);
  };
  const give = (row: MemberRow): void => {
    for (const childId of childrenOf(row)) {
      const list = lists.get(childId);
      if (list) lists.set(childId, [...list, row].sort(byKey));
    }
    known.set(row.recordKey, row);
  };
  return {
    find: (keys) => findUnknown(known, table.find, keys),
    ofChildren: (childIds) =>
      findUnknown(
        lists,
        async (unknown) => {
          const found = await table.ofChildren(unknown);
          for (const row of found.flat()) known.set(row.recordKey, row);
          return found;
        },
        childIds,
      ),
    put: (rows) => {
      for (const row of rows) {
        take(row.recordKey);
        give(row);
      }
      return table.put(rows);
    },
    remove: (keys) => {
      keys.forEach(take);
      return table.remove(keys);
    },
  };
}

/** The children in whose lists a member stands. */
const childrenOf = (row: MemberRow | undefined): readonly string[] =>
  row === undefined ? [] : row.shadowId === null ? [row.childId] : [row.childId, row.shadowId];

const byKey = (a: MemberRow, b: MemberRow): number => (a.recordKey < b.recordKey ? -1 : 1);
