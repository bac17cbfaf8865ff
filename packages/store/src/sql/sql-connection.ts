import { CompiledQuery, type Kysely } from 'kysely';

/** A value that every database takes as it is. */
export type SqlValue = string | number | null | Uint8Array;

/** The words in which databases differ. */
export interface SqlWords {
  /** The n-th parameter, from 1. */
  parameter(n: number): string;
  /** The elements of a JSON array, as rows of one column `value`. */
  elements(parameter: string): string;
  /** An aggregate: the values of an expression as one JSON array. */
  arrayOf(expression: string): string;
}

/** A connection as the store's tables use it: SQL text that seldom varies, lists as one JSON parameter. */
export interface SqlConnection {
  readonly words: SqlWords;
  all<Row>(sql: string, parameters?: readonly SqlValue[]): Promise<readonly Row[]>;
}

/** A connection through Kysely, whatever its dialect. */
export function createSqlConnection(db: Kysely<unknown>, words: SqlWords): SqlConnection {
  return {
    words,
    all: async <Row>(sql: string, parameters: readonly SqlValue[] = []) =>
      (await db.executeQuery<Row>(CompiledQuery.raw(sql, [...parameters]))).rows,
  };
}

/** `in (…)` over a list that travels as the n-th parameter. */
export const inList = ({ words }: SqlConnection, n: number): string =>
  `in (select value from ${words.elements(words.parameter(n))})`;

/** A list as the parameter that `inList` and `elements` read. */
export const toList = (values: readonly unknown[]): string => JSON.stringify(values);
