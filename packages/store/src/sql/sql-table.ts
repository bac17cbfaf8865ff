import type { Removable, Rows } from '@contactpoint/directory';
import { forTexts, inList, type SqlConnection, type SqlValue, toList } from './sql-connection.ts';

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
  const read = async (sql: string, parameters: readonly SqlValue[]): Promise<readonly Row[]> =>
    (await connection.all<StoredRow>(sql, parameters)).map(codec.read);
  const writer = (textOf: (rows: number) => string) => async (rows: readonly Row[]) => {
    for (let at = 0; at < rows.length; at += ROWS_A_STATEMENT) {
      const chunk = rows.slice(at, at + ROWS_A_STATEMENT);
      await connection.run(textOf(chunk.length), chunk.flatMap(codec.write));
    }
  };
  const forKeys = forTexts(connection, (isAmong) => `${select} where ${keyColumn} ${isAmong}`);
  return {
    find: async (keys) => {
      const rows = keys.length === 0 ? [] : await read(...forKeys(keys));
      const byKey = new Map(rows.map((row) => [row[spec.key] as string, row]));
      return keys.map((key) => byKey.get(key));
    },
    insert: writer(rememberTexts(insertion)),
    put: writer(rememberTexts((rows) => insertion(rows) + replacement)),
    remove: async (keys) => {
      if (keys.length === 0) return;
      await connection.run(`delete from ${spec.name} where ${keyColumn} ${inList(connection, 1)}`, [
        toList(keys),
      ]);
    },
    all: () => read(`${select} order by ${keyColumn}`, []),
    query: (rest, parameters) => read(`${select} ${rest}`, parameters),
  };
}

/** A statement's text by its number of rows, made once: the same text again finds its prepared statement fastest. */
function rememberTexts(textOf: (rows: number) => string): (rows: number) => string {
  const texts = new Map<number, string>();
  return (rows) => {
    const text = texts.get(rows) ?? textOf(rows);
    texts.set(rows, text);
    return text;
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
  const properties = (Object.entries(columns) as [keyof Row & string, ColumnKind][]).map(
    ([property, kind]) => [property, kind, toColumn(property)] as const,
  );
  const names = properties.map(([, , column]) => column);
  // A key that were set again, though to itself, would have its index written again.
  const others = names.filter((column) => column !== toColumn(key));
  const replace = others.map((column) => `${column} = excluded.${column}`).join(', ');
  const rowOf = (at: number): string =>
    `(${names.map((_, column) => words.parameter(at * names.length + column + 1)).join(', ')})`;
  return {
    codec: {
      read: (stored) => {
        const row: Partial<Record<keyof Row & string, unknown>> = {};
        for (const [property, kind, column] of properties) row[property] = readValue(kind, stored[column]);
        return row as Row;
      },
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
