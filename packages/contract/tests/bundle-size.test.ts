import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

/** What a browser that checks records and identifiers takes from contract. */
const TAKEN = [
  'isRecord', 'validateRecord', 'parseIdentifier', 'parseNhsNumber', 'parseUpn', 'parseUln', 'parseNationalInsuranceNumber',
  'parseLaChildId', 'parseSchoolUrn', 'parseOfstedUrn', 'parseLaestab', 'parseLaCode', 'parseOdsCode', 'parseUkprn', 'parseUprn',
  'parsePostcode', 'parseTelephoneNumber', 'parseEmailAddress', 'classifyTenDigitNumber',
]; // prettier-ignore

describe('a browser that uses validators and identifiers', () => {
  it('loads less than 60 kB, minified and gzipped', async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: `export { ${TAKEN.join(', ')} } from '@contactpoint/contract';`,
        resolveDir: import.meta.dirname,
      },
      bundle: true,
      minify: true,
      write: false,
      platform: 'browser',
      format: 'esm',
      conditions: ['@contactpoint/source'],
    });
    const size = gzipSync(outputFiles[0]?.contents ?? '').length;
    expect(size).toBeGreaterThan(10_000);
    expect(size).toBeLessThan(60_000);
  });
});
