import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { SqlConnection, SqlValue, SqlWords } from '../sql/sql-connection.ts';

const WORDS: SqlWords = {
  parameter: (n) => `?${n}`,
  elements: (parameter) => `json_each(${parameter})`,
  texts: (parameter) => `json_each(${parameter})`,
  among: (parameter) => `in (select value from json_each(${parameter}))`,
  arrayOf: (expression) => `json_group_array(${expression})`,
};

/** One connection of node:sqlite. Whoever opened the database begins, commits and closes. */
export function createSqliteConnection(database: DatabaseSync): SqlConnection {
  const statements = new Map<string, StatementSync>();
  /** Preparing costs more than running: texts are few, because lists travel as one JSON parameter. */
  const prepare = (sql: string): StatementSync => {
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = database.prepare(sql);
      statements.set(sql, statement);
    }
    return statement;
  };
  return {
    words: WORDS,
    all: async <Row>(sql: string, parameters: readonly SqlValue[] = []) =>
      prepare(sql).all(...parameters) as unknown[] as readonly Row[],
    run: async (sql, parameters = []) => {
      prepare(sql).run(...parameters);
    },
  };
}
