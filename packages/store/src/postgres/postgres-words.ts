import type { SqlWords } from '../sql/sql-connection.ts';

/** How PostgreSQL says it. A list is an array before anything is looked up, so that an index is always used. */
export const POSTGRES_WORDS: SqlWords = {
  parameter: (n) => `$${n}`,
  elements: (parameter) => `json_array_elements(${parameter}::json)`,
  texts: (parameter) => `json_array_elements_text(${parameter}::json)`,
  among: (parameter, kind) => {
    const value = kind === 'integer' ? 'value::bigint' : 'value';
    return `= any(array(select ${value} from json_array_elements_text(${parameter}::json)))`;
  },
  arrayOf: (expression) => `coalesce(json_agg(${expression}), '[]')`,
};

type Read = (text: string) => unknown;

/** PostgreSQL's own numbers of types (pg_type.dat), for those that are read as something other than text. */
const READS: ReadonlyMap<number, Read> = new Map<number, Read>([
  [17, readBytes],
  // Every integer of a store is a safe one: an ordinal, a version, a time in milliseconds.
  [20, Number],
  [21, Number],
  [23, Number],
]);

/** Reads values as the store's tables expect them: integers as numbers, bytes as bytes, all else as text. */
export const readTypes = {
  getTypeParser: (type: number): Read => READS.get(type) ?? asText,
};

const asText = (text: string): string => text;

/** `\x` and two digits a byte. */
function readBytes(text: string): Uint8Array {
  const { buffer, byteOffset, byteLength } = Buffer.from(text.slice(2), 'hex');
  return new Uint8Array(buffer, byteOffset, byteLength);
}
