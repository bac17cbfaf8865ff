import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { createSource } from '../index.ts';
import { createMemoryState, openFeed } from './index.ts';

const context = { env: {}, state: createMemoryState(), now: () => 0, random: () => 0 };

describe('an input with a transport', () => {
  it('is a feed whose deliveries its format reads', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'contactpoint-feed-'));
    writeFileSync(join(folder, 'children.csv'), 'id;name\n1;Ann\n');
    const options = { transport: 'watch', folder, stableInSeconds: '0', pollInSeconds: '1', delimiter: ';' };
    const { feed, format, direction } = await openFeed({ format: 'csv', options }, context);
    expect(direction).toBe('listen');
    for await (const { file, accept } of feed.deliveries()) {
      for await (const { records } of createSource(format, [file]).read({})) {
        expect(records.map((record) => record.layout.field('name')!(record))).toEqual(['Ann']);
      }
      await accept();
      break;
    }
    await feed.close();
    rmSync(folder, { recursive: true });
  });

  it.each<[string, Record<string, string>, string]>([
    ['an unknown transport', { transport: 'pigeon' }, 'input.transport-unknown'],
    ['a word that nobody knows', { transport: 'watch', folder: '/x', delimitr: ';' }, 'input.option-wrong'],
    ['a missing word', { transport: 'watch' }, 'input.option-wrong'],
  ])('refuses %s', async (_, options, code) => {
    await expect(openFeed({ format: 'csv', options }, context)).rejects.toMatchObject({ code });
  });
});
