import { createMemorySource, parseMapping, runMapping, type Spill } from '@contactpoint/adapter';
import { createTestWorld, describeSpill } from '@contactpoint/adapter/suite';
import type { CanonicalRecord } from '@contactpoint/contract';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { describe, expect, it } from 'vitest';
import { openSqliteSpill } from './spill.ts';

const equal = (actual: unknown, expected: unknown) => expect(actual).toEqual(expected);

const MAPPING = `mapping: 1
name: Test
source: { system: test }
inputs:
  children: { format: csv, key: Id }
  workers: { format: csv, key: Team, on: Id, many: true }
  teams: { format: csv, on: Team, to: workers }
  homes: { format: csv, on: Id, latestBy: { from: Since, as: date } }
record: { each: children, id: Id }
child: { names: [{ family: Family }], addresses: [{ town: homes.Town }] }
involvements: [{ each: workers, id: Row, service: { category: socialCare, name: teams.Name }, from: From }]
`;

function sourcesOf() {
  const numbers = Array.from({ length: 100 }, (_, index) => index);
  const source = (name: string, rows: Parameters<typeof createMemorySource>[0]) =>
    [name, createMemorySource(rows, { file: `${name}.csv` })] as const;
  const worker = (id: number) => ({
    Id: `c${id}`,
    Row: `w${id}`,
    Team: `t${id % 3}`,
    From: id % 7 === 0 ? 'never' : '2025-09-01',
  });
  return new Map([
    source(
      'children',
      numbers.map((id) => ({ Id: `c${id}`, Family: `Family ${id}` })),
    ),
    source('workers', [...numbers.map((id) => worker((id * 37) % 50)), { ...worker(1), Id: 'nobody' }]),
    source(
      'teams',
      [0, 1, 2].map((id) => ({ Team: `t${id}`, Name: `Team ${id}` })),
    ),
    source(
      'homes',
      numbers.map((id) => ({ Id: `c${id % 20}`, Town: `Town ${id}`, Since: `20${10 + (id % 14)}-01-01` })),
    ),
  ]);
}

describe('in SQLite', () => {
  describeSpill({ describe, it, equal }, openSqliteSpill);

  it('joins as memory does', async () => {
    const { mapping } = parseMapping(MAPPING, { file: 'mapping.yaml' });
    if (!mapping) throw new Error('The mapping is wrong.');
    const run = async (spill?: Spill) => {
      const records: CanonicalRecord[] = [];
      const writer = { write: async (more: readonly CanonicalRecord[]) => void records.push(...more) };
      const report = await runMapping({
        mapping,
        sources: sourcesOf(),
        world: createTestWorld(createNodeCrypto()),
        to: { kind: 'file', writer },
        ...(spill && { spill }),
      });
      return { records, inputs: report.inputs, issues: report.issues };
    };
    const spill = await openSqliteSpill();
    const [inMemory, onDisk] = [await run(), await run(spill)];
    await spill.close();
    expect(onDisk).toEqual(inMemory);
    expect(inMemory.inputs).toContainEqual({
      name: 'workers',
      role: 'joined',
      rows: 101,
      unreadable: 0,
      unmatched: 1,
    });
  });
});
