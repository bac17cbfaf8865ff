import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseMapping } from '@contactpoint/adapter';
import { createMemoryState, loadTransport, openFeed, TRANSPORTS } from '@contactpoint/connectors/feeds';
import { isContactPointError } from '@contactpoint/contract';
import { describe, expect, test } from 'vitest';
import { findFeedInput } from '../src/feeds/find-feed-input.ts';

const PAGES = join(import.meta.dirname, '../../../docs/connectors');
/** What the files and secrets of an example lack on this machine; everything else is a fault of the page. */
const LACKING: readonly string[] = ['file.not-readable', 'feed.secret-missing'];

/** The mappings that a page shows, without the indentation of the list that they stand in. */
function readMappings(id: string): readonly string[] {
  const page = readFileSync(join(PAGES, `${id}.md`), 'utf8');
  return [...page.matchAll(/^( *)```yaml\n(.*?)^\1```/gms)]
    .map(([, indent = '', text = '']) => text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''))
    .filter((text) => text.startsWith('mapping: 1'));
}

describe('The page of a way in', () => {
  test.each(Object.keys(TRANSPORTS))('shows a mapping that holds: %s', async (id) => {
    const mappings = readMappings(id);
    expect(mappings).toHaveLength(1);
    for (const text of mappings) {
      const { mapping, problems } = parseMapping(text, { file: `${id}.md` });
      expect(problems).toEqual([]);
      const { direction } = await loadTransport(id);
      const fed = await findFeedInput(mapping!, direction);
      expect(fed.transport.id).toBe(id);
      const context = {
        env: {},
        state: createMemoryState(),
        now: () => 0,
        random: () => 0,
        baseFolder: '/none',
      };
      const trouble: unknown = await openFeed(fed.input, context).then(
        ({ feed }) => feed.close(),
        (error: unknown) => error,
      );
      if (trouble !== undefined) expect(LACKING).toContain(isContactPointError(trouble) && trouble.code);
    }
  });

  test.each(Object.keys(TRANSPORTS))('names errors that there are: %s', (id) => {
    const page = readFileSync(join(PAGES, `${id}.md`), 'utf8');
    const errors = readFileSync(join(PAGES, '../errors.md'), 'utf8');
    const named = [...page.matchAll(/`((?:feed|soap|mllp|file|run)\.[a-z-]+)/g)].map((match) => match[1]!);
    expect(named.length).toBeGreaterThan(0);
    for (const code of named) expect(errors).toContain(`id="${code}"`);
  });
});
