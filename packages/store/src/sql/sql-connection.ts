/** A value that every database takes as it is. */
export type SqlValue = string | number | null | Uint8Array;

/** The words in which databases differ. */
export interface SqlWords {
  /** The n-th parameter, from 1. */
  parameter(n: number): string;
  /** The elements of a JSON array, as rows of one column `value`: `value ->> 0` is a part of one as text. */
  elements(parameter: string): string;
  /** The texts of a JSON array, as rows of one column `value`. */
  texts(parameter: string): string;
  /** That a value is one of a JSON array of such. */
  among(parameter: string, kind: 'text' | 'integer'): string;
  /** An aggregate: the values of an expression as one JSON array. */
  arrayOf(expression: string): string;
}

/** A connection as the store's tables use it: SQL text that seldom varies, lists as one JSON parameter. */
export interface SqlConnection {
  readonly words: SqlWords;
  all<Row>(sql: string, parameters?: readonly SqlValue[]): Promise<readonly Row[]>;
  /**
   * Runs a statement whose rows nobody reads. It may still be under way when this resolves: what follows sees
   * what it did, or fails as it did.
   */
  run(sql: string, parameters?: readonly SqlValue[]): Promise<void>;
}

/** That what stands before it is one of a list that travels as the n-th parameter. */
export const inList = (
  { words }: Pick<SqlConnection, 'words'>,
  n: number,
  kind: 'text' | 'integer' = 'text',
): string => words.among(words.parameter(n), kind);

/** The statement for a list of texts with the one parameter that it travels as; one text alone is compared as itself. */
export function forTexts(
  connection: Pick<SqlConnection, 'words'>,
  textOf: (isAmong: string) => string,
): (texts: readonly string[]) => readonly [sql: string, parameters: readonly [string]] {
  const [one, many] = [textOf(`= ${connection.words.parameter(1)}`), textOf(inList(connection, 1))];
  return (texts) => {
    const [first] = texts;
    return first !== undefined && texts.length === 1 ? [one, [first]] : [many, [toList(texts)]];
  };
}

/** A list as the parameter that `inList` and the words for lists read. */
export const toList = (values: readonly unknown[]): string => JSON.stringify(values);
