import { describe, expect, it } from 'vitest';
import { nearestName } from './nearest-name.ts';

const FIELDS = ['names', 'dateOfBirth', 'dateOfDeath', 'gender', 'addresses', 'identifiers'];

describe('nearestName', () => {
  it.each([
    ['name', 'names'],
    ['dateOfBrith', 'dateOfBirth'],
    ['DateOfBirth', 'dateOfBirth'],
    ['date_of_birth', 'dateOfBirth'],
    ['Date of death', 'dateOfDeath'],
    ['adresses', 'addresses'],
    ['gneder', 'gender'],
    ['sex', undefined],
    ['caseNotes', undefined],
    ['', undefined],
    ['x'.repeat(100_000), undefined],
  ])('of %j is %s', (name, want) => {
    expect(nearestName(name, FIELDS)).toBe(want);
  });

  it('prefers what is nearer, then what is named first', () => {
    expect(nearestName('ab', ['abc', 'ab', 'abd'])).toBe('ab');
    expect(nearestName('abx', ['aby', 'abz'])).toBe('aby');
    expect(nearestName('abc', [])).toBeUndefined();
  });
});
