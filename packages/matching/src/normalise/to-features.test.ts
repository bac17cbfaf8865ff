import { describe, expect, it } from 'vitest';
import { born, inventRecord, livesAt, named } from '../../tests/invent-record.ts';
import { toNameTokens } from './name-tokens.ts';
import { readGivenName, readName } from './placeholders.ts';
import { toFeatures } from './to-features.ts';

describe('toNameTokens', () => {
  it.each([
    ['Siân', ['SIAN']],
    ["O'Neill", ['ONEILL']],
    ['O’Neill', ['ONEILL']],
    ['Smith-Jones', ['SMITH', 'JONES']],
    ['van der Berg', ['VAN', 'DER', 'BERG']],
    ['Łukasz', ['LUKASZ']],
    ['Ørsted', ['ORSTED']],
    ['Ağa  Öz', ['AGA', 'OZ']],
    ['李 小龙', ['李', '小龙']],
    ['  ', []],
    ['J.', ['J']],
  ])('reads %j as %j', (text, want) => {
    expect(toNameTokens(text)).toEqual(want);
  });
});

describe('readName', () => {
  const none = { tokens: [], placeholder: true, multiple: false };
  it.each([
    ['BABY', none],
    ['BABY BOY', none],
    ['BABY OF', none],
    ['INFANT', none],
    ['UNKNOWN', none],
    ['NOT KNOWN', none],
    ['NO NAME GIVEN', none],
    ['UNBORN', none],
    ['TEST', none],
    ['TWIN 1', { ...none, multiple: true, birthOrder: 1 }],
    ['TWIN TWO', { ...none, multiple: true, birthOrder: 2 }],
    ['TWIN2', { ...none, multiple: true, birthOrder: 2 }],
    ['TRIPLET C', { ...none, multiple: true, birthOrder: 3 }],
    ['BABY 1', { ...none, multiple: true, birthOrder: 1 }],
    ['BABY B', { ...none, multiple: true, birthOrder: 2 }],
    ['BABY OLIVIA', { tokens: ['OLIVIA'], placeholder: false, multiple: false }],
    ['TWIN 2 OLIVIA', { tokens: ['OLIVIA'], placeholder: false, multiple: true, birthOrder: 2 }],
    ['MISS OLIVIA', { tokens: ['OLIVIA'], placeholder: false, multiple: false }],
    ['OLIVIA', { tokens: ['OLIVIA'], placeholder: false, multiple: false }],
    ['A', { tokens: ['A'], placeholder: false, multiple: false }],
    ['', { tokens: [], placeholder: false, multiple: false }],
  ])('reads %j', (text, want) => {
    expect(readName(text === '' ? [] : text.split(' '))).toEqual(want);
  });
});

describe('readGivenName', () => {
  const none = { tokens: [], placeholder: true, multiple: false };
  it.each([
    ['BABY SMITH', none],
    ['BABY GIRL SMITH', none],
    ['INFANT SARAH SMITH', none],
    ['BABY THORNBURY', none],
    ['BABY OF OLIVIA', none],
    ['BABY BOY OF OLIVIA JONES', none],
    ['B O OLIVIA', none],
    ['TWIN 1 OF OLIVIA', { ...none, multiple: true, birthOrder: 1 }],
    ['BABY A SMITH', { ...none, multiple: true, birthOrder: 1 }],
    ['BABY OLIVIA', { tokens: ['OLIVIA'], placeholder: false, multiple: false }],
    ['BABY OLIVIA SMITH', { tokens: ['OLIVIA', 'SMITH'], placeholder: false, multiple: false }],
    ['SARAH', { tokens: ['SARAH'], placeholder: false, multiple: false }],
    ['ZEBEDEE', { tokens: ['ZEBEDEE'], placeholder: false, multiple: false }],
  ])('of a mother SARAH SMITH reads %j', (text, want) => {
    expect(readGivenName(text.split(' '), ['SARAH', 'SMITH'])).toEqual(want);
  });
});

describe('toFeatures', () => {
  it('knows a newborn by its mother’s name as nameless, whether she is the family or a carer', () => {
    const mother = { name: { given: ['Olivia'], family: 'Oldham' }, relationship: 'mother' };
    for (const given of ['Baby Thornbury', 'Baby Olivia', 'Baby Oldham']) {
      const record = { ...inventRecord('a|1', named(given, 'Thornbury')), carers: [mother] };
      expect(toFeatures(record)).toMatchObject({ given: [], placeholder: true });
    }
  });

  it('keeps tokens in order, the current name first whatever stands first in the record', () => {
    const names = [
      { use: 'former' as const, family: 'Oldham' },
      { use: 'current' as const, given: ['Mary Ann', 'Jo'], family: 'St. John' },
    ];
    expect(toFeatures(inventRecord('a|1', { names }))).toMatchObject({
      given: ['MARY', 'ANN', 'JO'],
      family: ['ST', 'JOHN'],
      otherNames: [{ given: [], family: ['OLDHAM'] }],
    });
  });

  it('writes ABDUL and the name it serves as one', () => {
    expect(toFeatures(inventRecord('a|1', named('Abdul Rahman Ali', 'Khan'))).given).toEqual([
      'ABDULRAHMAN',
      'ALI',
    ]);
  });

  it.each([
    ['2014-03-09', 'day', 'known', 'full'],
    ['2014-01-01', 'day', 'known', 'firstOfJanuary'],
    ['2014-03-09', 'day', 'estimated', 'estimated'],
    ['2026-06-01', 'day', 'expected', 'expected'],
    ['2014-03', 'month', 'known', 'month'],
    ['2014', 'year', 'estimated', 'year'],
  ] as const)('rates a date of birth %s (%s, %s) as %s', (value, precision, status, want) => {
    expect(toFeatures(inventRecord('a|1', { dateOfBirth: { value, precision, status } })).dateQuality).toBe(
      want,
    );
  });

  it('takes a date that systems write for none as none', () => {
    const features = toFeatures(inventRecord('a|1', born('1900-01-01')));
    expect([features.dateOfBirth, features.dateQuality]).toEqual([undefined, undefined]);
  });

  it('takes only identifiers that are evidence', () => {
    const identifiers = [
      { type: 'nhsNumber' as const, value: '943 476 5919' },
      { type: 'nhsNumber' as const, value: '9434765918' },
      { type: 'nhsNumber' as const, value: '1111111111' },
      { type: 'nhsNumber' as const, value: '9000000009', supersededBy: '9434765919' },
      { type: 'upn' as const, value: 'H801200001001' },
      { type: 'upn' as const, value: 'V80120000800A' },
      { type: 'upn' as const, value: 'A123456789123' },
      { type: 'laChildId' as const, value: '4711', issuer: '344' },
      { type: 'laChildId' as const, value: '4712' },
    ];
    expect(toFeatures(inventRecord('a|1', { identifiers }))).toMatchObject({
      nhsNumbers: ['9434765919'],
      formerNhsNumbers: ['9000000009'],
      upns: ['H801200001001'],
      identifiers: ['laChildId|344|4711'],
    });
  });

  it('takes no pseudo-postcode for a home, and the numbers of a house as they stand', () => {
    const homes = (line: string, postcode: string) =>
      toFeatures(inventRecord('a|1', livesAt(line, postcode))).addresses;
    expect(homes('Flat 4, 17a Mill Lane', 'ch41 5eu')).toEqual([
      { postcode: 'CH415EU', house: '4/17A', street: 'FLAT 4 17A MILL LANE', town: 'NORTHMERE' },
    ]);
    expect(homes('No fixed abode', 'ZZ99 3VZ')).toEqual([{ street: 'NO FIXED ABODE', town: 'NORTHMERE' }]);
  });

  it('gives the same features byte for byte, and JSON keeps them whole', () => {
    const record = inventRecord('a|1', named('Siân', 'O’Neill'));
    const features = toFeatures(record);
    expect(JSON.stringify(toFeatures(structuredClone(record)))).toBe(JSON.stringify(features));
    expect(JSON.parse(JSON.stringify(features))).toEqual(features);
  });
});
