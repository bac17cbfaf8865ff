import { createMemorySource, parseMapping, type Source } from '@contactpoint/adapter';
import { expect, test } from 'vitest';
import { chooseSpill } from './choose-spill.ts';

const { mapping } = parseMapping(
  `mapping: 1
name: Test
source: { system: test }
inputs:
  children: { format: csv, key: Id }
  workers: { format: csv, on: Id, many: true }
record: { each: children, id: Id }
child: { names: [{ family: Family }] }
involvements: [{ each: workers, id: Row, service: { category: socialCare } }]
`,
  { file: 'mapping.yaml' },
);
const MEGABYTE = 1024 * 1024;
const sourceOf = (sizeInBytes: number): Source => ({
  ...createMemorySource([], { file: 'rows.csv', open: true }),
  sizeInBytes,
});

test.each([
  ['small files are joined in memory', { children: 1, workers: 1 }, false],
  ['large ones that are joined go to disk', { children: 1, workers: 100 * MEGABYTE }, true],
  ['those whose rows are the records stream past', { children: 100 * MEGABYTE, workers: 1 }, false],
])('%s', async (_name, sizes, toDisk) => {
  if (!mapping) throw new Error('The mapping is wrong.');
  const sources = new Map(Object.entries(sizes).map(([name, size]) => [name, sourceOf(size)]));
  const spill = await chooseSpill(mapping, sources);
  expect(spill !== undefined).toBe(toDisk);
  await spill?.close();
});
