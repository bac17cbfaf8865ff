import { describe, expect, it } from 'vitest';
import type { MemberFeatures } from '../ports.ts';
import { inventFeatures } from '../suite/index.ts';
import { keyType, matchKeys } from './match-keys.ts';

const BASE: Partial<MemberFeatures> = { given: ['OLUWASEUN', 'JAMES'], family: ['THORNBURY'] };
const away: Partial<MemberFeatures> = { addresses: [{ postcode: 'CH415EU' }] };

const shared = (a: Partial<MemberFeatures>, b: Partial<MemberFeatures>): readonly string[] => {
  const keys = new Set(matchKeys(inventFeatures('a|1', { ...BASE, ...a })));
  return [
    ...new Set(
      matchKeys(inventFeatures('b|1', { ...BASE, ...b }))
        .filter((key) => keys.has(key))
        .map(keyType),
    ),
  ];
};

describe('matchKeys', () => {
  it.each([
    [
      'given and family name are exchanged',
      {},
      { given: ['THORNBURY'], family: ['OLUWASEUN'], ...away },
      'dob-name',
    ],
    ['the middle name stands first', {}, { given: ['JAMES'], family: ['OLDHAM'], ...away }, 'dob-name'],
    ['day and month are exchanged', {}, { dateOfBirth: '2014-09-03', given: [] }, 'dob-postcode'],
    ['the year is wrong and the child has moved', {}, { dateOfBirth: '2015-03-09', ...away }, 'day-names'],
    [
      'day and month are wrong and the child has moved',
      {},
      { dateOfBirth: '2014-07-21', ...away },
      'year-names',
    ],
    ['no date of birth is known', {}, { dateOfBirth: undefined as never }, 'postcode-given'],
    [
      'the family name changed and the date is wrong',
      {},
      { family: ['OLDHAM'], dateOfBirth: '2014-07-21' },
      'postcode-given',
    ],
    ['the given name is a placeholder', {}, { given: [], dateOfBirth: '2014-03-09' }, 'dob-family'],
    [
      'only the NHS number agrees',
      { nhsNumbers: ['9434765919'] },
      { nhsNumbers: ['9434765919'], given: ['ANN'], family: ['OLDHAM'], dateOfBirth: '2010-01-05', ...away },
      'nhs',
    ],
    [
      'one number has replaced the other',
      { nhsNumbers: ['9434765919'] },
      { formerNhsNumbers: ['9434765919'], given: [], family: [], ...away },
      'nhs',
    ],
    [
      'the family name was another',
      {},
      {
        family: ['OLDHAM'],
        otherNames: [{ given: [], family: ['THORNBURY'] }],
        dateOfBirth: '2014-03-08',
        ...away,
      },
      'year-names',
    ],
    [
      'no postcode is known',
      { addresses: [{ house: '7', street: '7 MILL LANE' }] },
      {
        given: ['ANN'],
        family: ['OLDHAM'],
        dateOfBirth: '2010-01-05',
        addresses: [{ house: '7', street: '7 MILL ROAD' }],
      },
      'street',
    ],
    [
      'no postcode is known, the street is run together and the family name mistyped',
      { addresses: [{ house: '7', street: '7 COLEBATCH PLACE', town: 'NORTHMERE' }] },
      {
        given: [],
        family: ['OLDHAM'],
        addresses: [{ house: '7', street: '7 COLEBATCHPLACE', town: 'NORHTMERE' }],
      },
      'street',
    ],
    [
      'no postcode is known and the town goes by another name',
      { addresses: [{ house: '7', street: '7 MILL LANE', town: 'NORTHMERE' }] },
      {
        given: ['ANN'],
        dateOfBirth: '2010-01-05',
        addresses: [{ house: '7', street: '7 MILL LANE', town: 'ASHBY PARVA' }],
      },
      'street-family',
    ],
  ])('finds a child when %s', (_, a, b, want) => {
    expect(shared(a, b)).toContain(want);
  });

  it.each([
    ['town-given', { family: ['OLDHAM'], dateOfBirth: '2014-07-21' }],
    ['town-family', { given: ['ANN'], dateOfBirth: '2014-07-21' }],
    ['town-names', { given: ['OLIWASEUN'], dateOfBirth: '2010-01-05' }],
  ])('finds a child without postcode by its town, key %s, when %j are wrong', (key, wrong) => {
    const addresses = [{ town: 'NORTHMERE' }];
    expect(shared({ addresses }, { ...wrong, addresses })).toContain(key);
  });

  it('needs no town where there is a postcode', () => {
    const home = { postcode: 'CH415EU', house: '7', street: '7 MILL LANE', town: 'NORTHMERE' };
    const types = matchKeys(inventFeatures('a|1', { ...BASE, addresses: [home] })).map(keyType);
    expect(types.filter((type) => type.startsWith('town') || type.startsWith('street'))).toEqual([]);
  });

  it('gives every key once, in an order that depends on the record alone', () => {
    const keys = matchKeys(inventFeatures('a|1', BASE));
    expect(new Set(keys).size).toBe(keys.length);
    expect(matchKeys(structuredClone(inventFeatures('a|1', BASE)))).toEqual(keys);
    expect(keys.length).toBeLessThan(20);
  });

  it('gives no key that a shared religious name alone would crowd', () => {
    const keys = matchKeys(inventFeatures('a|1', { given: ['MOHAMMED', 'ALI'], family: ['KHAN'] }));
    expect(keys).toContain('year-names|2014|AL KN');
  });
});
