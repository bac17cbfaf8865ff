import { describe, expect, it } from 'vitest';
import * as specs from '../../sql/row-specs.ts';
import { directoryTables, keyTables } from './0001-directory.ts';

/** The columns of a table with their types, as the migrations make it. */
function columnsOf(table: string): Readonly<Record<string, string>> {
  const [, body = ''] =
    new RegExp(`create table ${table} \\((.*?)\\);\\n`, 's').exec(directoryTables + keyTables) ?? [];
  const columns = body.matchAll(/(?:^|, )\s*([a-z_]+) (text|bigint|smallint|bytea)/gm);
  return Object.fromEntries([...columns].map(([, name = '', type = '']) => [name, type]));
}

const toColumn = (property: string): string =>
  property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const TYPES = { text: 'text', integer: 'bigint', boolean: 'smallint', json: 'text', bytes: 'bytea' } as const;

describe('the tables of PostgreSQL', () => {
  // What SQLite has is told by every test; PostgreSQL is started by `npm run check` alone.
  it.each(Object.values(specs).map((spec) => [spec.name, spec] as const))(
    'hold every column of %s, and no other',
    (name, { columns }) => {
      const want = Object.entries(columns).map(([property, kind]) => [toColumn(property), TYPES[kind]]);
      expect(columnsOf(name)).toEqual(Object.fromEntries(want));
    },
  );
});
