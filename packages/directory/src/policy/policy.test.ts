import { CODE_LISTS } from '@contactpoint/contract';
import { describe, expect, it } from 'vitest';
import { isInArea } from './area.ts';
import { DEFAULT_POLICY, permits } from './policy.ts';

const codesOf = (list: string): readonly string[] => (CODE_LISTS[list]?.codes ?? []).map(({ code }) => code);

describe('the policy that a directory begins with', () => {
  it('knows no role and no reason that the code lists do not', () => {
    expect(codesOf('roles')).toEqual(expect.arrayContaining(Object.keys(DEFAULT_POLICY.roles)));
    expect(DEFAULT_POLICY.reasons).toContain('other');
    expect(DEFAULT_POLICY.reasons).toEqual(expect.arrayContaining([...DEFAULT_POLICY.reasonsBeyondArea]));
  });

  it('ACCESS-10: gives whoever grants access no way to children', () => {
    for (const permission of ['search', 'view', 'contacts', 'allIdentifiers'] as const)
      expect(permits(DEFAULT_POLICY, 'accessController', permission)).toBe(false);
  });
});

describe('ACCESS-11: the area of duty', () => {
  const source = (organisationId: string, ...areas: readonly string[]) => ({ organisationId, areas });
  it.each<[string, readonly ReturnType<typeof source>[], boolean]>([
    ['a source of its own area', [source('other', '344')], true],
    ['one of several sources', [source('other', '343'), source('other', '344')], true],
    ['a source of its own, wherever it covers', [source('council', '343')], true],
    ['a source that covers everywhere', [source('other', '*')], true],
    ['sources of other areas alone', [source('other', '343'), source('other', '342')], false],
    ['no source at all', [], false],
  ])('%s', (_, sources, expected) => {
    expect(isInArea({ organisationId: 'council', areas: ['344'] }, sources)).toBe(expected);
    expect(isInArea({ organisationId: 'national', areas: ['*'] }, sources)).toBe(true);
  });
});
