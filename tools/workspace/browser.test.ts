import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

/** What runs in a browser as it is: bundled for one, it needs nothing of Node. */
const BROWSER_SAFE = [
  '@contactpoint/contract',
  '@contactpoint/contract/crypto/browser',
  '@contactpoint/contract/fhir',
  '@contactpoint/contract/json',
  '@contactpoint/contract/openapi',
  '@contactpoint/contract/outbound',
  '@contactpoint/contract/requests',
  '@contactpoint/contract/soap',
  '@contactpoint/contract/suite',
  '@contactpoint/contract/xml',
  '@contactpoint/directory',
  '@contactpoint/sdk',
  '@contactpoint/sdk/fetch',
  '@contactpoint/server',
  '@contactpoint/store/memory',
];

async function bundle(entry: string): Promise<readonly string[]> {
  const result = await build({
    stdin: { contents: `export * from '${entry}';`, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'esm',
    conditions: ['@contactpoint/source'],
    logLevel: 'silent',
  }).catch((failure: { readonly errors: readonly { readonly text: string }[] }) => failure);
  return result.errors.map(({ text }) => text);
}

describe('browser-safe packages', () => {
  it.each(BROWSER_SAFE)('%s bundles for a browser', async (entry) => {
    expect(await bundle(entry)).toEqual([]);
  });

  it('are told from those that are not', async () => {
    expect(await bundle('@contactpoint/store/sqlite')).not.toEqual([]);
    expect(await bundle('@contactpoint/contract/crypto/node')).not.toEqual([]);
  });
});
