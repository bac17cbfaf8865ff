import { createMemorySource } from '@contactpoint/adapter';
import { expect, test } from 'vitest';
import { guardCell } from '../outputs/csv-line.ts';
import { unguarded } from './unguarded.ts';

test('what we wrote for people to open reads as the source had it', async () => {
  const row = { Name: "'tis Ann", Note: '=1+1', '+Tel': '+44 1632 960101' };
  const written = Object.fromEntries(Object.entries(row).map((cells) => cells.map(guardCell)));
  const source = unguarded(createMemorySource([written], { file: 'a.csv' }));
  const [opened] = await source.layouts();
  expect(opened?.layout.columns).toEqual(['Name', 'Note', '+Tel']);
  for await (const { records } of source.read({})) {
    const [record] = records;
    const read = Object.keys(row).map((column) => record && record.layout.field(column)?.(record));
    expect(read).toEqual(Object.values(row));
  }
  expect.assertions(2);
});

test('a column that is not there is not there', async () => {
  const source = unguarded(createMemorySource([{ Name: 'Ann' }], { file: 'a.csv' }));
  const [opened] = await source.layouts();
  expect(opened?.layout.field('Surname')).toBeUndefined();
});
