import { describe, expect, it } from 'vitest';
import { ERRORS, ISSUES, type ErrorDefinition, type IssueDefinition } from '@contactpoint/contract';
import { readSourceFiles } from './source-files.ts';

/** Where the two halves of a code are put together, and the second halves that the schema itself names. */
const COMPOSERS = [
  'packages/contract/src/validation/issues-from-troubles.ts',
  'packages/contract/schema/contact-record-1.schema.json',
];
const COMPOSED_AREAS = new Set(['record', 'request']);

const sources = readSourceFiles(
  (path) =>
    /\.tsx?$/.test(path) &&
    !/\.test\.ts$|\/suite\//.test(path) &&
    !path.startsWith('packages/contract/src/catalogue/'),
);
const quoted = new Set(
  sources.flatMap(({ text }) =>
    [...text.matchAll(/['"`]([a-z0-9-]+\.[a-z0-9-]+)['"`]/g)].map(([, code]) => code),
  ),
);

const composed = readSourceFiles((path) => COMPOSERS.includes(path)).map(({ text }) => text);

function isUsed(code: string): boolean {
  const [area = '', reason = ''] = code.split('.');
  if (quoted.has(code)) return true;
  return COMPOSED_AREAS.has(area) && composed.some((text) => new RegExp(`['"]${reason}['"]`).test(text));
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
