import { describe, expect, it } from 'vitest';
import { ERRORS, ISSUES, type ErrorDefinition, type IssueDefinition } from '@contactpoint/contract';
import { readSourceFiles } from './source-files.ts';

/** Where the schema itself names the second halves of codes. */
const SCHEMA = 'packages/contract/schema/contact-record-1.schema.json';
const SCHEMA_AREAS = new Set(['record', 'request']);

const sources = readSourceFiles(
  (path) =>
    /\.tsx?$/.test(path) &&
    !/\.test\.ts$|\/suite\//.test(path) &&
    !path.startsWith('packages/contract/src/catalogue/'),
);
/** All that a pattern's first group finds in the sources. */
const found = (pattern: RegExp): ReadonlySet<string> =>
  new Set(sources.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, part = '']) => part)));

const whole = found(/['"`]([a-z0-9-]+\.[a-z0-9-]+)['"`]/g);
/** Some codes are put together: `xlsx.${fault}` with the fault a word of its own, `${format}.repeated-header`. */
const openAreas = found(/`([a-z0-9-]+)\.\$\{/g);
const openReasons = found(/\}\.([a-z0-9-]+)`/g);
const words = found(/['"]([a-z0-9-]+)['"]/g);
const schema = readSourceFiles((path) => path === SCHEMA).map(({ text }) => text);

function isUsed(code: string): boolean {
  const [area = '', reason = ''] = code.split('.');
  if (whole.has(code) || openReasons.has(reason)) return true;
  if ((openAreas.has(area) || SCHEMA_AREAS.has(area)) && words.has(reason)) return true;
  return SCHEMA_AREAS.has(area) && schema.some((text) => text.includes(`"${reason}"`));
}

describe('the catalogues', () => {
  it.each([
    ['issue', Object.keys(ISSUES)],
    ['error', Object.keys(ERRORS)],
  ])('hold no %s code that nothing uses', (_, codes) => {
    expect(codes.filter((code) => !isUsed(code))).toEqual([]);
  });

  it('know every code that a fixture expects', () => {
    const fixtures = readSourceFiles((path) => path.endsWith('expected-issues.json'));
    const codes = fixtures.flatMap(({ path, text }) =>
      [...text.matchAll(/"code"\s*:\s*"([^"]+)"/g)].map(([, code = '']) => ({ path, code })),
    );
    expect(codes.filter(({ code }) => !(code in ISSUES) && !(code in ERRORS))).toEqual([]);
  });

  const definitions: readonly (readonly [string, IssueDefinition | ErrorDefinition])[] = [
    ...Object.entries(ISSUES),
    ...Object.entries(ERRORS),
  ];
  it.each(definitions)('%s is written for the person who mends it', (code, { title, text, suggestion }) => {
    expect(code).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*\.[a-z0-9]+(?:-[a-z0-9]+)*$/);
    expect(title).toMatch(/^\S.*[^.]$/);
    expect(text).toMatch(/[.!?)’”}]$/);
    expect(suggestion).toMatch(/[.!?)’”}]$/);
  });
});
