import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import type { Quarantine, QuarantinedRow, RunOptions } from '../src/index.ts';
import type { TestDirectory } from '../src/suite/test-directory.ts';
import { createTestWorld } from '../src/suite/test-world.ts';
import { readMapping, type Rows, sourcesOf } from './test-line.ts';

/** Children of a table, each with the towns of its notes. */
export const MAPPING = `mapping: 1
name: Test
source: { system: test }
inputs:
  rows: { format: csv, key: Id }
  notes: { format: csv, on: Id, many: true }
record: { each: rows, id: Id, when: { column: Kind, isNot: [adult] } }
child:
  names: [{ family: Family }]
  dateOfBirth: { from: DOB, formats: dd/MM/yyyy }
  gender: { from: Sex, codes: { F: female }, otherwise: hold }
  identifiers: [{ type: upn, value: UPN }]
  addresses: [{ each: notes, town: Town }]
`;

/** A child’s row; `over` has what is other than usual, and columns that the mapping does not read. */
export const row = (id: number, over: Readonly<Record<string, string>> = {}) => ({
  Id: `r${id}`,
  Family: `Family ${id}`,
  DOB: '09/03/2014',
  Sex: 'F',
  UPN: '',
  Kind: 'child',
  ...over,
});
/** A note on the first child. */
export const NOTE = { Id: 'r1', Town: 'Northmere' };

/** Options of a run of `text`, else of `MAPPING`, over these rows. */
export function optionsFor(
  rows: Rows,
  over: Partial<RunOptions> & { readonly text?: string } = {},
): RunOptions {
  const { text = MAPPING, ...options } = over;
  return {
    mapping: readMapping(text),
    sources: sourcesOf({ notes: [NOTE], ...rows }),
    world: createTestWorld(createNodeCrypto()),
    ...options,
  };
}

/** Sends to this directory. */
export const to = (sink: TestDirectory) => ({ kind: 'directory', sink }) as const;

/** Keeps what is put into it. */
export class TestQuarantine implements Quarantine {
  readonly rows: QuarantinedRow[] = [];
  put(rows: readonly QuarantinedRow[]): Promise<void> {
    this.rows.push(...rows);
    return Promise.resolve();
  }
  close(): Promise<void> {
    return Promise.resolve();
  }
}
