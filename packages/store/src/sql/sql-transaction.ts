import type {
  ClientRow,
  MemberRow,
  OrganisationRow,
  Rows,
  SourceRow,
  StoreTransaction,
  UserRow,
} from '@contactpoint/directory';
import {
  CHILDREN,
  DATA_KEYS,
  DEATHS,
  DISCREPANCIES,
  MEMBERS,
  RECORDS,
  REQUESTS,
  REVIEWS,
  SHIELDS,
} from './row-specs.ts';
import { createSqlAudit } from './sql-audit.ts';
import { forTexts, inList, type SqlConnection, toList } from './sql-connection.ts';
import { createSqlKeyIndex } from './sql-key-index.ts';
import { createSqlTable } from './sql-table.ts';

/** The connections of one transaction: data keys live in a database of their own. */
export interface SqlConnections {
  readonly data: SqlConnection;
  readonly keys: SqlConnection;
}

/** What a transaction may do, over SQL. */
export function createSqlTransaction({ data, keys }: SqlConnections): StoreTransaction {
  const { parameter } = data.words;
  return {
    organisations: createDocuments<OrganisationRow>(
      data,
      'organisation',
      ({ organisationId }) => organisationId,
    ),
    users: createDocuments<UserRow>(data, 'app_user', ({ userId }) => userId),
    clients: createDocuments<ClientRow>(data, 'client', ({ clientId }) => clientId),
    sources: createDocuments<SourceRow>(data, 'source', ({ system }) => system),
    children: createSqlTable(data, CHILDREN),
    records: createSqlTable(data, RECORDS),
    members: createMembers(data),
    matchKeys: createSqlKeyIndex(data, 'match_key'),
    searchKeys: createSqlKeyIndex(data, 'search_key'),
    dataKeys: createSqlTable(keys, DATA_KEYS),
    requests: {
      ...createSqlTable(data, REQUESTS),
      expire: async (before) => {
        await data.run(`delete from request where expires_at < ${parameter(1)}`, [before]);
      },
    },
    shields: createSqlTable(data, SHIELDS),
    deaths: createSqlTable(data, DEATHS),
    reviews: createReviews(data),
    discrepancies: createDiscrepancies(data),
    audit: createSqlAudit(data),
    ...createSeries(data),
    claimTokens: createTokens(data),
    lease: createLeases(data),
  };
}

function createMembers(connection: SqlConnection): StoreTransaction['members'] {
  const table = createSqlTable(connection, MEMBERS);
  const forChildren = forTexts(
    connection,
    (isAmong) => `where child_id ${isAmong} or shadow_id ${isAmong} order by record_key`,
  );
  return {
    ...table,
    ofChildren: async (childIds) => {
      const lists = new Map(childIds.map((childId) => [childId, [] as MemberRow[]]));
      for (const row of childIds.length === 0 ? [] : await table.query(...forChildren(childIds))) {
        lists.get(row.childId)?.push(row);
        if (row.shadowId !== null) lists.get(row.shadowId)?.push(row);
      }
      return childIds.map((childId) => lists.get(childId) ?? []);
    },
  };
}

function createReviews(connection: SqlConnection): StoreTransaction['reviews'] {
  const table = createSqlTable(connection, REVIEWS);
  const [first, second] = [connection.words.parameter(1), connection.words.parameter(2)];
  const waits = `state <> 'decided' and kind <> 'override'`;
  const later = `(opened_at, review_id) > (select opened_at, review_id from review where review_id = ${second})`;
  return {
    ...table,
    waiting: ({ after, limit }) =>
      after === undefined
        ? table.query(`where ${waits} order by opened_at, review_id limit ${first}`, [limit])
        : table.query(`where ${waits} and ${later} order by opened_at, review_id limit ${first}`, [
            limit,
            after,
          ]),
  };
}

function createDiscrepancies(connection: SqlConnection): StoreTransaction['discrepancies'] {
  const table = createSqlTable(connection, DISCREPANCIES);
  const isOpen = `state <> 'resolved'`;
  const forRecords = forTexts(
    connection,
    (isAmong) => `where record_key ${isAmong} and ${isOpen} order by discrepancy_id`,
  );
  const [system, after, limit] = [1, 2, 3].map((n) => connection.words.parameter(n));
  const later = `where system = ${system} and number > ${after}`;
  const inOrder = `order by number limit ${limit}`;
  return {
    ...table,
    unresolved: async (recordKeys) => {
      const rows = recordKeys.length === 0 ? [] : await table.query(...forRecords(recordKeys));
      const ofRecord = Map.groupBy(rows, ({ recordKey }) => recordKey);
      return recordKeys.map((recordKey) => ofRecord.get(recordKey) ?? []);
    },
    changed: (page) =>
      table.query(page.unresolved ? `${later} and ${isOpen} ${inOrder}` : `${later} ${inOrder}`, [
        page.system,
        page.after,
        page.limit,
      ]),
  };
}

interface Document {
  readonly id: string;
  readonly body: unknown;
}

/** Rows that are few and seldom change: one JSON body each. */
function createDocuments<Row>(
  connection: SqlConnection,
  name: string,
  keyOf: (row: Row) => string,
): Rows<Row> & { all(): Promise<readonly Row[]> } {
  const table = createSqlTable<Document>(connection, {
    name,
    key: 'id',
    columns: { id: 'text', body: 'json' },
  });
  return {
    find: async (keys) => (await table.find(keys)).map((document) => document?.body as Row | undefined),
    put: (rows) => table.put(rows.map((row) => ({ id: keyOf(row), body: row }))),
    all: async () => (await table.all()).map(({ body }) => body as Row),
  };
}

function createSeries(connection: SqlConnection): Pick<StoreTransaction, 'take' | 'counted'> {
  const [series, count] = [connection.words.parameter(1), connection.words.parameter(2)];
  const take =
    `insert into series (name, taken) values (${series}, ${count})` +
    ` on conflict (name) do update set taken = series.taken + excluded.taken returning taken`;
  return {
    take: async (name, wanted) => {
      const [row] = await connection.all<{ readonly taken: number }>(take, [name, wanted]);
      return (row?.taken ?? wanted) - wanted + 1;
    },
    counted: async (names) => {
      const sql = `select name, taken from series where name ${inList(connection, 1)}`;
      const rows = await connection.all<{ readonly name: string; readonly taken: number }>(sql, [
        toList(names),
      ]);
      const taken = new Map(rows.map((row) => [row.name, row.taken]));
      return names.map((name) => taken.get(name) ?? 0);
    },
  };
}

function createTokens(connection: SqlConnection): StoreTransaction['claimTokens'] {
  const { parameter, elements } = connection.words;
  const claim =
    `insert into used_token (key, forget_after) select value ->> 0, cast(value ->> 1 as bigint) from ${elements(parameter(1))}` +
    ' where true on conflict (key) do nothing returning key';
  return async (tokens, now) => {
    await connection.run(`delete from used_token where forget_after < ${parameter(1)}`, [now]);
    const list = toList(tokens.map(({ key, forgetAfter }) => [key, forgetAfter]));
    const claimed = new Set(
      (await connection.all<{ readonly key: string }>(claim, [list])).map(({ key }) => key),
    );
    // Of a token that comes twice in one call, only the first use counts.
    return tokens.map(({ key }) => claimed.delete(key));
  };
}

function createLeases(connection: SqlConnection): StoreTransaction['lease'] {
  const [name, holder, now, until] = [1, 2, 3, 4].map((n) => connection.words.parameter(n));
  const take =
    `insert into lease (name, holder, until, fence) values (${name}, ${holder}, ${until}, 1)` +
    ' on conflict (name) do update set holder = excluded.holder, until = excluded.until,' +
    ' fence = lease.fence + case when lease.holder = excluded.holder then 0 else 1 end' +
    ` where lease.holder = excluded.holder or lease.until <= ${now} returning fence`;
  return async (request) => {
    const values = [request.name, request.holder, request.now, request.until];
    const [row] = await connection.all<{ readonly fence: number }>(take, values);
    return row?.fence;
  };
}
