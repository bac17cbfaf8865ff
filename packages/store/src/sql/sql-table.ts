import type { Removable, Rows } from '@contactpoint/directory';
import { inList, type SqlConnection, type SqlValue, toList } from './sql-connection.ts';

/** How a property of a row is kept. */
export type ColumnKind = 'text' | 'integer' | 'boolean' | 'json' | 'bytes';

/** A table for rows of one type: its name, the property that is its key, and every property's column. */
export interface TableSpec<Row> {
  readonly name: string;
  readonly key: keyof Row & string;
  readonly columns: { readonly [Property in keyof Row]-?: ColumnKind };
}

/** Rows in a table of a database. */
export interface SqlTable<Row> extends Rows<Row>, Removable {
  /** Lists rows by the value of a property: one list for each value, in the order asked, each in order of key. */
  listBy(property: keyof Row & string): (values: readonly string[]) => Promise<readonly (readonly Row[])[]>;
  /** Inserts rows; fails when one is there already. */
  insert(rows: readonly Row[]): Promise<void>;
  all(): Promise<readonly Row[]>;
  /** The rows of a query's text after `select … from <table>`, which may name parameters. */
  query(rest: string, parameters: readonly SqlValue[]): Promise<readonly Row[]>;
}

/** Statements hold so many rows at most: their text then varies little, and no database's limit is near. */
const ROWS_A_STATEMENT = 100;

/** A table by its spec. */
export function createSqlTable<Row>(connection: SqlConnection, spec: TableSpec<Row>): SqlTable<Row> {
  const { codec, select, insertion, replacement } = prepareTable(connection, spec);
  const keyColumn = toColumn(spec.key);
  const query: SqlTable<Row>['query'] = async (rest, parameters) =>
    (await connection.all<StoredRow>(`${select} ${rest}`, parameters)).map(codec.read);
  const queryList = async (condition: string, list: readonly string[]): Promise<readonly Row[]> =>
    list.length === 0 ? [] : query(`where ${condition}`, [toList(list)]);
  const write = async (rows: readonly Row[], onConflict: string): Promise<void> => {
    for (let at = 0; at < rows.length; at += ROWS_A_STATEMENT) {
      const chunk = rows.slice(at, at + ROWS_A_STATEMENT);
      await connection.all(insertion(chunk.length) + onConflict, chunk.flatMap(codec.write));
    }
  };
  return {
    find: async (keys) => {
      const rows = await queryList(`${keyColumn} ${inList(connection, 1)}`, keys);
      const byKey = new Map(rows.map((row) => [row[spec.key] as string, row]));
      return keys.map((key) => byKey.get(key));
    },
    insert: (rows) => write(rows, ''),
    put: (rows) => write(rows, replacement),
    remove: async (keys) => {
      if (keys.length === 0) return;
      await connection.all(`delete from ${spec.name} where ${keyColumn} ${inList(connection, 1)}`, [
        toList(keys),
      ]);
    },
    listBy: (property) => async (values) => {
      const condition = `${toColumn(property)} ${inList(connection, 1)} order by ${keyColumn}`;
      const byValue = Map.groupBy(await queryList(condition, values), (row) => row[property] as string);
      return values.map((value) => byValue.get(value) ?? []);
    },
    all: () => query(`order by ${keyColumn}`, []),
    query,
  };
}

type StoredRow = Readonly<Record<string, SqlValue>>;
interface Codec<Row> {
  readonly read: (stored: StoredRow) => Row;
  readonly write: (row: Row) => readonly SqlValue[];
}

interface Prepared<Row> {
  readonly codec: Codec<Row>;
  readonly select: string;
  readonly insertion: (rows: number) => string;
  readonly replacement: string;
}

function prepareTable<Row>({ words }: SqlConnection, { name, key, columns }: TableSpec<Row>): Prepared<Row> {
  const properties = Object.entries(columns) as [keyof Row & string, ColumnKind][];
  const names = properties.map(([property]) => toColumn(property));
  const replace = names.map((column) => `${column} = excluded.${column}`).join(', ');
  const rowOf = (at: number): string =>
    `(${names.map((_, column) => words.parameter(at * names.length + column + 1)).join(', ')})`;
  return {
    codec: {
      read: (stored) =>
        Object.fromEntries(
          properties.map(([property, kind], at) => [property, readValue(kind, stored[names[at] as string])]),
        ) as Row,
      write: (row) => properties.map(([property, kind]) => writeValue(kind, row[property])),
    },
    select: `select ${names.join(', ')} from ${name}`,
    insertion: (rows) =>
      `insert into ${name} (${names.join(', ')}) values ${Array.from({ length: rows }, (_, at) => rowOf(at)).join(', ')}`,
    replacement: ` on conflict (${toColumn(key)}) do update set ${replace}`,
  };
}

/** `childId` → `child_id`. */
const toColumn = (property: string): string =>
  property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** What most lists are. */
const NOTHING: readonly unknown[] = Object.freeze([]);

function readValue(kind: ColumnKind, value: SqlValue | undefined): unknown {
  if (kind === 'boolean') return value === 1;
  if (kind === 'json') return value === '[]' ? NOTHING : JSON.parse(value as string);
  return value;
}

function writeValue(kind: ColumnKind, value: unknown): SqlValue {
  if (kind === 'boolean') return value === true ? 1 : 0;
  if (kind === 'json') return JSON.stringify(value);
  return value as SqlValue;
}
