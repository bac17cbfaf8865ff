import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import * as memory from '../src/memory/index.ts';
import * as postgres from '../src/postgres/index.ts';
import * as sqlite from '../src/sqlite/index.ts';

describe('the stores', () => {
  it('export these names and no others', () => {
    expect({
      './memory': Object.keys(memory).sort(),
      './postgres': Object.keys(postgres).sort(),
      './sqlite': Object.keys(sqlite).sort(),
    }).toMatchSnapshot();
  });

  it('a directory over the store in memory bundles for a browser: nothing of Node is in it', async () => {
    const contents = `
      export { createDirectory, deriveKeyring } from '@contactpoint/directory';
      export { createMemoryStore } from '@contactpoint/store/memory';`;
    const { outputFiles, warnings } = await build({
      stdin: { contents, resolveDir: import.meta.dirname },
      bundle: true,
      write: false,
      platform: 'browser',
      format: 'esm',
      conditions: ['@contactpoint/source'],
    });
    expect(warnings).toEqual([]);
    expect(outputFiles[0]?.text).not.toMatch(/["']node:/);
  });
});
