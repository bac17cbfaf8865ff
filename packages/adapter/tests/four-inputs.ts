import type { RecordPreview } from '../src/index.ts';
import { mapFirst, readMapping, type Rows } from './test-line.ts';

/** The head of a mapping over four inputs, one of them joined to another that is joined; nine lines. */
export const HEAD = `mapping: 1
name: Test
source: { system: test }
inputs:
  rows: { format: csv, file: rows.csv, key: Id }
  more: { key: Worker, format: csv, file: more.csv, on: Id, many: true }
  one: { format: csv, file: one.csv, on: Id }
  deeper: { format: csv, file: deeper.csv, on: Worker, to: more }
record: { each: rows, id: Id }
`;

const BLANK = { Id: '', Worker: '', Name: '', Role: '', Town: '', From: '' };
/** A row that nothing joins, so that an input has its columns. */
export const EMPTY = { ...BLANK, Id: 'nobody', Worker: 'nobody' };

/** A mapping’s rules, and the rows that they see. */
export interface Given {
  readonly given: string;
  readonly rows?: Rows;
  readonly row?: Readonly<Record<string, string>>;
}

/** Maps the first row by these rules, every input having all its columns. */
export async function mapGiven({ given, rows, row }: Given): Promise<RecordPreview> {
  const mapping = readMapping(HEAD + given);
  const all = { rows: [{ Id: '1', ...row }], more: [], one: [], deeper: [], ...rows };
  // A file has all its columns, however few of them a case is about.
  const filled = Object.entries(all).map(([name, of]) => [
    name,
    name === 'rows' ? of : [...of.map((given) => ({ ...BLANK, ...given })), EMPTY],
  ]);
  return mapFirst(mapping, Object.fromEntries(filled) as Rows);
}
