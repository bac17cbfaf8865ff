import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIssue } from '@contactpoint/contract';
import { afterAll, expect, test } from 'vitest';
import { readRecipe } from '../outputs/recipe.ts';
import { createPartQuarantine } from './part-quarantine.ts';

const root = mkdtempSync(join(tmpdir(), 'contactpoint-part-test-'));
afterAll(() => rmSync(root, { recursive: true }));

test('a feed’s quarantine says which ids of its rows are those of rows that went through', async () => {
  const parts = createPartQuarantine(root, {
    input: { name: 'rows', format: 'ndjson' },
    recipe: { replay: 1, mapping: 'm.yaml', words: [], settings: [], state: 's.sqlite' },
    now: () => new Date('2026-11-20T02:00:00Z'),
  });
  const repeated = createIssue('mapping.repeated-record', {});
  for (const [recordId, other] of [
    ['1', '2'],
    ['3', '3'],
  ] as const) {
    const keeper = parts.begin({
      name: 'page',
      async *open() {
        yield await Promise.resolve(new TextEncoder().encode('{"Id":1}\n'));
      },
    });
    await keeper.quarantine.put([
      { place: { file: 'page', row: 1 }, issues: [createIssue('mapping.bad-date', {})], recordId: other },
      { place: { file: 'page', row: 2 }, issues: [repeated], recordId },
    ]);
    await keeper.keep();
  }
  expect((await readRecipe(parts.folder ?? '')).taken).toEqual(['1']);
});
