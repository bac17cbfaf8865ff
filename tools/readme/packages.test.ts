import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, it } from 'vitest';

const PACKAGES = fileURLToPath(new URL('../../packages/', import.meta.url));
const run = promisify(execFile);
const thorough = process.env['CONTACTPOINT_CHECK'] === '1';

/** A block of code, and what it prints where the page says so. */
const EXAMPLE_PATTERN = /^```ts\n(.*?)^```\n(?:\n```text\n(.*?)^```$)?/gms;

/** Runs a text as a module that stands in `folder`. */
async function print(code: string, folder: string): Promise<string> {
  const args = ['--conditions=@contactpoint/source', '--no-warnings', '--input-type=module-typescript'];
  const { stdout } = await run(process.execPath, [...args, '--eval', code], { cwd: folder });
  return stdout;
}

describe('what the page of a package on npm shows is what happens', () => {
  for (const name of readdirSync(PACKAGES)) {
    const page = readFileSync(`${PACKAGES}${name}/README.md`, 'utf8');
    // One a page; the others in npm run check.
    const examples = [...page.matchAll(EXAMPLE_PATTERN)].slice(0, thorough ? undefined : 1);
    it.concurrent(name, { timeout: 60_000 }, async ({ expect }) => {
      expect(page).toContain(`# @contactpoint/${name}\n`);
      for (const [, code = '', printed] of examples) {
        const out = await print(code, `${PACKAGES}testing`);
        if (printed !== undefined) expect(out).toBe(printed);
      }
      expect(examples.length).toBeGreaterThan(0);
    });
  }
});
