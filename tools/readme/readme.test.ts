import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EXAMPLES, replaceExample } from './examples.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const thorough = process.env['CONTACTPOINT_CHECK'] === '1';

/** A text in which every number reads alike, with the space that lines it up. */
function withoutCounts(text: string): string {
  return text.replaceAll(/ *\d[\d,]*/g, ' #');
}

describe('README shows what the commands print', () => {
  for (const { id, missing, ages, run } of EXAMPLES) {
    const reason = missing ?? (thorough || id === 'demo' ? undefined : 'runs in npm run check');
    it.skipIf(reason !== undefined)(
      `${id}${reason ? ` (skipped: ${reason})` : ''}`,
      { timeout: 300_000 },
      async () => {
        const today = replaceExample(readme, id, await run());
        if (ages) expect(withoutCounts(today)).toBe(withoutCounts(readme));
        else expect(today).toBe(readme);
      },
    );
  }
});
