import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { disclose, type Disclosure } from '../view/disclosure.ts';
import { agreement } from './agreement.ts';
import { searchKeysFor, searchKeysOf } from './search-keys.ts';
import { searchText, searchWords } from './search-text.ts';

const sourced = <T>(value: T) => ({ value, source: 'social-care', suppliedAt: '2026-11-20T02:00:00Z' });
const whole: Disclosure = {
  limited: false,
  names: [
    sourced({ given: ['Ada'], family: 'Alderwick' }),
    sourced({ use: 'former', family: 'Gorsedale' } as const),
  ],
  dateOfBirth: sourced({ value: '2014-03-09', precision: 'day', status: 'known' } as const),
  gender: sourced('female' as const),
  addresses: [sourced({ postcode: 'CH41 5EU', town: 'Northmere' })],
  identifiers: [sourced({ type: 'upn', value: 'A123' } as const)],
  carers: [],
  involvements: [],
};

describe('search keys', () => {
  it.each([
    ['apostrophes and marks', "O'Nèill", 'ONEILL'],
    ['case and spaces', ' de  la Cruz ', 'DELACRUZ'],
    ['hyphens', 'Smith-Jones', 'SMITHJONES'],
    ['letters of other scripts', 'Ökçe', 'OKCE'],
    ['nothing but signs', '-- ’', ''],
  ])('compare text without %s', (_, text, expected) => {
    expect(searchText(text)).toBe(expected);
  });

  it('split a name at spaces and hyphens alone', () => {
    expect(searchWords("Smith-O'Neill  Jones")).toEqual(['SMITH', 'ONEILL', 'JONES']);
  });

  it('SHIELD-02: of a shielded record only its current name with its date of birth leads to it', () => {
    expect(searchKeysOf(disclose(whole, true))).toEqual(['family-birth|ALDERWICK|2014-03-09']);
    expect(searchKeysOf(disclose(whole, false)).toSorted()).toEqual([
      'family-birth|ALDERWICK|2014-03-09',
      'family-birth|GORSEDALE|2014-03-09',
      'family-postcode|ALDERWICK|CH415EU',
      'family-postcode|GORSEDALE|CH415EU',
      'identifier|upn|A123',
    ]);
  });

  it('SHIELD-02: whatever a shielded record hides, its keys and its agreement are the same', () => {
    const hidden = fc.record({
      gender: fc.constantFrom('female', 'male').map((value) => sourced(value as 'female')),
      addresses: fc.array(fc.string().map((postcode) => sourced({ postcode }))),
      identifiers: fc.array(fc.string().map((value) => sourced({ type: 'nhsNumber' as const, value }))),
    });
    const criteria = fc.record(
      {
        family: fc.constantFrom('Alderwick', 'Gorsedale'),
        postcode: fc.string(),
        gender: fc.constantFrom('female' as const, 'male' as const),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(hidden, hidden, criteria, (one, other, asked) => {
        const [a, b] = [disclose({ ...whole, ...one }, true), disclose({ ...whole, ...other }, true)];
        expect(searchKeysOf(a)).toEqual(searchKeysOf(b));
        expect(agreement(a, asked)).toBe(agreement(b, asked));
      }),
    );
  });

  it('ACCESS-07: are none for criteria that are too wide', () => {
    expect(searchKeysFor({ family: 'Alderwick' })).toEqual([]);
    expect(searchKeysFor({ given: 'Ada', dateOfBirth: '2014-03-09', postcode: 'CH41 5EU' })).toEqual([]);
    expect(searchKeysFor({ family: 'Alderwick', dateOfBirth: '2014-03-09' })).toEqual([
      'family-birth|ALDERWICK|2014-03-09',
      'family-birth|ALDERWICK|2014-03',
      'family-birth|ALDERWICK|2014',
    ]);
  });
});

describe('what criteria say of a child', () => {
  it.each<[string, Parameters<typeof agreement>[1], number | undefined]>([
    [
      'all of it',
      {
        given: 'Ada',
        family: 'Alderwick',
        dateOfBirth: '2014-03-09',
        gender: 'female',
        postcode: 'ch41 5eu',
      },
      5,
    ],
    ['an initial', { given: 'A' }, 1],
    ['a longer form of the name', { given: 'Adaline' }, 1],
    ['another name', { given: 'Bram' }, undefined],
    ['another family', { family: 'Brambleby' }, undefined],
    ['a former family', { family: 'gorsedale' }, 1],
    ['another day', { dateOfBirth: '2014-03-10' }, undefined],
    ['another gender', { gender: 'male' }, undefined],
    ['another postcode', { postcode: 'CH41 9ZZ' }, undefined],
    ['another number of a kind that is shown', { identifier: { type: 'upn', value: 'B456' } }, undefined],
    ['a number of a kind that is not shown', { identifier: { type: 'nhsNumber', value: '9990000018' } }, 0],
  ])('%s', (_, criteria, expected) => {
    expect(agreement(whole, criteria)).toBe(expected);
  });
});
