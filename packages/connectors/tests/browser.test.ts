import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

describe('formats in a browser', () => {
  it('need nothing of Node: the entry and every format that it may load can be bundled', async () => {
    const { metafile } = await build({
      entryPoints: [join(root, 'src/index.ts')],
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'browser',
      conditions: ['@contactpoint/source'],
      outdir: join(root, 'out'),
      write: false,
      metafile: true,
      logLevel: 'silent',
    });
    const inputs = Object.keys(metafile.inputs);
    for (const format of ['csv', 'xml', 'json', 'ndjson', 'fixed-width', 'hl7', 'fhir', 'xlsx']) {
      expect(
        inputs.some((input) => input.endsWith(`formats/${format}/definition.ts`)),
        format,
      ).toBe(true);
    }
    expect(inputs.filter((input) => input.includes('/transports/'))).toEqual([]);
  });
});
