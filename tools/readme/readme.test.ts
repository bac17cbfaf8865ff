import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EXAMPLES, replaceExample } from './examples.ts';

const thorough = process.env['CONTACTPOINT_CHECK'] === '1';

/** A text in which every number reads alike, with the space that lines it up. */
function withoutCounts(text: string): string {
  return text.replaceAll(/ *\d[\d,]*/g, ' #');
}

describe('pages show what the commands print', () => {
  for (const example of EXAMPLES) {
    const { id, missing, ages, run } = example;
    const reason = missing ?? (thorough || id === 'demo' ? undefined : 'runs in npm run check');
    it.skipIf(reason !== undefined)(
      `${id}${reason ? ` (skipped: ${reason})` : ''}`,
      { timeout: 300_000 },
      async () => {
        const page = readFileSync(new URL(`../../${example.page}`, import.meta.url), 'utf8');
        const today = replaceExample(page, example, await run());
        if (ages) expect(withoutCounts(today)).toBe(withoutCounts(page));
        else expect(today).toBe(page);
      },
    );
  }
});
