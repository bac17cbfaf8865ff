import { describe, expect, it } from 'vitest';
import { createTable } from '../decide/create-bench.ts';
import { FIELD, type FieldId } from '../model/model.ts';
import { SHIPPED_MODEL } from '../model/shipped-model.ts';
import type { MemberFeatures } from '../ports.ts';
import { inventFeatures } from '../suite/index.ts';
import { compareRows } from './compare-rows.ts';
import { Comparison, compileWeights } from './comparison.ts';

type Changes = Partial<MemberFeatures>;

/** The level ids at which two invented records compare, by field. */
function levelsOf(a: Changes, b: Changes): (field: FieldId) => string {
  const table = createTable({});
  const comparison = new Comparison(table, compileWeights(SHIPPED_MODEL, 13_000));
  compareRows(comparison, table.add(inventFeatures('a|1', a)), table.add(inventFeatures('b|1', b)));
  const levels = [...comparison.levels];
  return (field) => SHIPPED_MODEL.fields[field][levels[FIELD[field]]! - 1]?.id ?? 'missing';
}

const words = (text: string): readonly string[] => (text === '' ? [] : text.split(' '));

describe('given names', () => {
  it.each([
    ['OLIVER', 'OLIVER', 'exact'],
    ['OLIVER', 'OLLIE', 'variant'],
    ['WILLIAM', 'BILL', 'variant'],
    ['YUSUF', 'YOUSEF', 'variant'],
    ['KATARZYNA', 'KASIA', 'variant'],
    ['OLUWASEUN', 'SEUN', 'variant'],
    ['CATHERINE', 'CATHERNE', 'variant'],
    ['JAMES OLIVER', 'OLIVER', 'otherGiven'],
    ['OLIVER JAMES', 'JAMES OLIVER', 'otherGiven'],
    ['MOHAMMED ALI', 'MOHAMMED ALI', 'exact'],
    ['MOHAMMED ALI', 'ALI', 'exact'],
    ['MOHAMMED ALI', 'MUHAMMAD', 'sharedName'],
    ['MOHAMMED ALI', 'MMOHAMMED', 'sharedName'],
    ['JOHN NOAH', 'NVOAH', 'otherGiven'],
    ['MOHAMMED ALI', 'MOHAMMED HASSAN', 'different'],
    ['KUMAR', 'ARMAAN UMAR', 'different'],
    ['EVIE', 'EKIE', 'variant'],
    ['FRASER', 'FRSSER', 'variant'],
    ['GEORGINA MAGGIE', 'EORGINA MAGGIE', 'variant'],
    ['LARA', 'CARA', 'twoNamesAlike'],
    ['ADA', 'AIDA', 'twoNamesAlike'],
    ['MALIKA', 'MALAIKA', 'twoNamesAlike'],
    ['ISABELLA', 'ISABELL', 'twoNamesAlike'],
    ['EVA', 'EVAN', 'twoNamesAlike'],
    ['GRACE AIDA', 'ADA', 'different'],
    ['LILLY', 'LILY', 'variant'],
    ['DARCEY', 'DARCY', 'variant'],
    ['ZORVIN', 'ZURVIN', 'similar'],
    ['MOHAMMED', 'MUHAMMAD', 'sharedName'],
    ['OLIVER', 'OLIVRE', 'variant'],
    ['AI', 'ALI', 'similar'],
    ['AVA', 'EVA', 'different'],
    ['JAYDEN', 'HAYDEN', 'twoNamesAlike'],
    ['JAYDEN', 'JAYDDEN', 'variant'],
    ['O', 'OLIVER', 'initial'],
    ['O', 'JAMES', 'different'],
    ['OLIVER', 'JAMES', 'different'],
    ['ANNA MARIE', 'ANNAMARIE', 'exact'],
    ['XIAO MING', 'XIAOMING WEI', 'exact'],
    ['XIAO MING', 'XIAOLING', 'similar'],
    ['', 'OLIVER', 'missing'],
  ])('%s and %s are %s', (a, b, want) => {
    expect(levelsOf({ given: words(a) }, { given: words(b) })('given')).toBe(want);
    expect(levelsOf({ given: words(b) }, { given: words(a) })('given')).toBe(want);
  });

  it('compares second names only where the first agree', () => {
    const middle = (a: string, b: string): string =>
      levelsOf({ given: words(a) }, { given: words(b) })('middle');
    expect(middle('OLIVER JAMES', 'OLIVER JAMES')).toBe('same');
    expect(middle('OLIVER JAMES', 'OLIVER J')).toBe('initial');
    expect(middle('OLIVER JAMES', 'OLIVER GEORGE')).toBe('different');
    expect(middle('OLIVER JAMES', 'HARRY JAMES')).toBe('missing');
    expect(middle('OLIVER JAMES', 'OLIVER')).toBe('missing');
    expect(middle('S SUBHAN', 'SHAYAN SUBHAN')).toBe('same');
    expect(middle('XIAO MING', 'XIAOMING WEI')).toBe('missing');
    expect(middle('XIAO MING WEI', 'XIAOMING WEN')).toBe('different');
  });
});

describe('family names', () => {
  it.each([
    ['THORNBURY', 'THORNBURY', 'exact'],
    ['MC DONALD', 'MCDONALD', 'exact'],
    ['THORNBURY', 'THRONBURY', 'similar'],
    ['SMITH JONES', 'JONES', 'sharedPart'],
    ['SMITH JONES', 'JONES SMITH', 'sharedPart'],
    ['HUSSAIN', 'HUSSEIN', 'similar'],
    ['THORNBURY', 'PATEL', 'different'],
    ['', 'PATEL', 'missing'],
  ])('%s and %s are %s', (a, b, want) => {
    expect(levelsOf({ family: words(a) }, { family: words(b) })('family')).toBe(want);
    expect(levelsOf({ family: words(b) }, { family: words(a) })('family')).toBe(want);
  });

  it('is the best over former and other names, which share the current given name', () => {
    const renamed = { family: ['PATEL'], otherNames: [{ given: [], family: ['THORNBURY'] }] };
    const level = levelsOf(renamed, { family: ['THORNBURY'] });
    expect([level('given'), level('family')]).toEqual(['exact', 'exact']);
  });

  it('knows given and family name exchanged, and a family name among the given ones', () => {
    const level = levelsOf({ given: ['WEI'], family: ['ZHANG'] }, { given: ['ZHANG'], family: ['WEI'] });
    expect([level('swapped'), level('given'), level('family')]).toEqual(['swapped', 'missing', 'missing']);
    const alone = levelsOf({ given: ['ZHANG'], family: [] }, { given: ['WEI'], family: ['ZHANG'] });
    expect([alone('swapped'), alone('given'), alone('family')]).toEqual(['missing', 'missing', 'sharedPart']);
  });

  it.each([
    ['a whole name in the field of the family name', 'OLIVIA GRACE THORNBURY', 'exact', 'sharedPart'],
    ['one with a slip', 'OLIVIIA THORNBURY', 'exact', 'sharedPart'],
    ['a given name alone', 'OLIVIA', 'exact', 'missing'],
    ['a whole name of another family', 'OLIVIA OLDHAM', 'missing', 'different'],
    ['a name that may be either', 'THOMAS', 'missing', 'different'],
  ])('reads %s', (_, text, given, family) => {
    const named = { given: text === 'THOMAS' ? ['THOMAS'] : ['OLIVIA'], family: ['THORNBURY'] };
    for (const level of [
      levelsOf({ given: [], family: words(text) }, named),
      levelsOf(named, { given: [], family: words(text) }),
    ])
      expect([level('given'), level('family')]).toEqual([given, family]);
  });

  it('takes no family name for a given one that stands exchanged with it', () => {
    const level = levelsOf(
      { given: ['KWIATKOWSKI'], family: ['GABRIELA'] },
      { given: [], family: ['KWIATKOWSKI'] },
    );
    expect(level('given')).toBe('missing');
  });

  it.each([
    ['HAYDEN', 'THREDGOLD', 'THRED GOLD', 'HAYDEN'],
    ['AMBER', 'NEUMANN', 'NEUMANN', 'AMNER'],
    ['LAUREN', 'FRAHN', 'FRAHN', 'LAURNE'],
    ['CHARLIE', 'LEE', 'ELE', 'CHARLIE'],
    ['ALFIE', 'BURNGATE', 'BURNGATE', 'ALFY'],
  ])('knows %s %s exchanged as %s, %s, slips and spaces allowed', (given, family, given2, family2) => {
    const one = { given: words(given), family: words(family) };
    const other = { given: words(given2), family: words(family2) };
    expect(levelsOf(one, other)('swapped')).toBe('swapped');
    expect(levelsOf(other, one)('swapped')).toBe('swapped');
  });

  it.each([
    ['two names that are both only alike', 'AMBER', 'HEYDEN', 'HAYDEN', 'AMNER'],
    ['one name in the wrong place, the other another', 'RUBY', 'VINCENT', 'VINCENT', 'ADELE'],
    ['a brother of the same first name', 'MUHAMMED HARIS', 'MIAH', 'MIAH ROHAN', 'MUHAMMED'],
  ])('takes %s for no exchange', (_, given, family, given2, family2) => {
    const level = levelsOf(
      { given: words(given), family: [family] },
      { given: words(given2), family: [family2] },
    );
    expect([level('swapped'), level('given')]).toEqual(['missing', 'different']);
  });

  it('lets a shared name that stands exchanged tell no brothers apart', () => {
    const level = levelsOf(
      { given: ['MUHAMMED'], family: ['MIAH'] },
      { given: ['MIAH', 'ROHAN'], family: ['MUHAMMED'] },
    );
    expect([level('swapped'), level('given'), level('family')]).toEqual(['missing', 'sharedName', 'similar']);
  });

  it('weighs a rare name more than a common one', () => {
    const bits = (family: string): number => {
      const table = createTable({});
      const comparison = new Comparison(table, compileWeights(SHIPPED_MODEL, 13_000));
      const features = inventFeatures('a|1', { family: [family] });
      compareRows(comparison, table.add(features), table.add({ ...features, recordRef: 'b|1' }));
      return comparison.bits[FIELD.family]!;
    };
    expect(bits('SMITH')).toBeLessThan(bits('PATEL'));
    expect(bits('PATEL')).toBeLessThan(bits('THORNBURY'));
  });
});

describe('dates of birth', () => {
  const dated = (dateOfBirth: string, dateQuality: MemberFeatures['dateQuality'] = 'full'): Changes => ({
    dateOfBirth,
    ...(dateQuality && { dateQuality }),
  });
  const january = (year: number): Changes => dated(`${year}-01-01`, 'firstOfJanuary');
  it.each([
    ['the same day', dated('2014-03-09'), dated('2014-03-09'), 'exact'],
    ['both 1 January', january(2014), january(2014), 'bothFirstOfJanuary'],
    ['day and month exchanged', dated('2014-03-09'), dated('2014-09-03'), 'dayAndMonthSwapped'],
    ['another day of the month', dated('2014-03-09'), dated('2014-03-19'), 'onePartDiffers'],
    ['another month', dated('2014-03-09'), dated('2014-05-09'), 'onePartDiffers'],
    ['the next year, same day', dated('2014-03-09'), dated('2015-03-09'), 'onePartDiffers'],
    ['ten years apart, same day', dated('2014-03-09'), dated('2004-03-09'), 'otherYearSameDay'],
    ['some weeks before, as expected', dated('2014-02-20'), dated('2014-03-09'), 'onePartDiffers'],
    ['a month before', dated('2014-02-08'), dated('2014-03-09'), 'nextYear'],
    ['1 January of the year', january(2014), dated('2014-03-09'), 'oneFirstOfJanuarySameYear'],
    ['1 January of the next year', january(2015), dated('2014-03-09'), 'oneFirstOfJanuaryNextYear'],
    ['some other day of the next year', dated('2014-03-09'), dated('2015-07-20'), 'nextYear'],
    ['years apart', dated('2014-03-09'), dated('2010-07-20'), 'different'],
    ['the same month', dated('2014-03', 'month'), dated('2014-03-09'), 'sameMonth'],
    ['the same year', dated('2014', 'year'), dated('2014-03-09'), 'sameYear'],
    [
      'an expected date near the true one',
      dated('2014-02-20', 'expected'),
      dated('2014-03-09'),
      'estimateNear',
    ],
    [
      'nothing',
      dated('2014-03-09'),
      { dateOfBirth: undefined, dateQuality: undefined } as unknown as Changes,
      'missing',
    ],
  ])('%s is its own level', (_, a, b, want) => {
    expect(levelsOf(a, b)('dateOfBirth')).toBe(want);
    expect(levelsOf(b, a)('dateOfBirth')).toBe(want);
  });
});

describe('homes', () => {
  const at = (...addresses: MemberFeatures['addresses']): Changes => ({ addresses });
  it.each([
    [
      'the same house',
      at({ postcode: 'ZE10AA', house: '7' }),
      at({ postcode: 'ZE10AA', house: '7' }),
      ['samePostcode', 'same'],
    ],
    [
      'the house next door',
      at({ postcode: 'ZE10AA', house: '7' }),
      at({ postcode: 'ZE10AA', house: '9' }),
      ['samePostcode', 'different'],
    ],
    [
      'a house without number',
      at({ postcode: 'ZE10AA', street: 'ROSE COTTAGE' }),
      at({ postcode: 'ZE10AA', street: 'ROSE COTAGE' }),
      ['samePostcode', 'similar'],
    ],
    [
      'the next postcode',
      at({ postcode: 'ZE10AA' }),
      at({ postcode: 'ZE10AB' }),
      ['nearPostcode', 'missing'],
    ],
    [
      'another end of the country',
      at({ postcode: 'ZE10AA' }),
      at({ postcode: 'CH415EU' }),
      ['different', 'missing'],
    ],
    ['the same town', at({ town: 'NORTHMERE' }), at({ town: 'NORTHMERE' }), ['sameTown', 'missing']],
    [
      'the same door without postcode',
      at({ postcode: 'ZE10AA', house: '7', street: '7 MILL LANE', town: 'NORTHMERE' }),
      at({ house: '7', street: '7 MILL LANE', town: 'NORTHMERE' }),
      ['samePostcode', 'same'],
    ],
    [
      'the same door without postcode, by the name of its village',
      at({ postcode: 'ZE10AA', house: '7', street: '7 MILL LANE', town: 'NORTHMERE' }),
      at({ house: '7', street: '7 MILL LANE', town: 'ASHBY PARVA' }),
      ['nearPostcode', 'missing'],
    ],
    [
      'another door of another town',
      at({ postcode: 'ZE10AA', house: '7', street: '7 MILL LANE', town: 'NORTHMERE' }),
      at({ house: '9', street: '9 MILL LANE', town: 'ASHBY PARVA' }),
      ['different', 'missing'],
    ],
    [
      'the same door under two postcodes',
      at({ postcode: 'ZE10AA', house: '7', street: '7 MILL LANE', town: 'NORTHMERE' }),
      at({ postcode: 'CH415EU', house: '7', street: '7 MILL LANE', town: 'ASHBY PARVA' }),
      ['different', 'missing'],
    ],
    [
      'an earlier home',
      at({ postcode: 'CH415EU' }, { postcode: 'ZE10AA', house: '7' }),
      at({ postcode: 'ZE10AA', house: '7' }),
      ['samePostcode', 'same'],
    ],
    ['nothing', at(), at({ postcode: 'ZE10AA' }), ['missing', 'missing']],
  ] as const)('%s', (_, a, b, want) => {
    const level = levelsOf(a, b);
    expect([level('place'), level('house')]).toEqual(want);
  });
});

describe('identifiers and carers', () => {
  it.each([
    ['nhsNumber', { nhsNumbers: ['9434765919'] }, { nhsNumbers: ['9434765919'] }, 'same'],
    ['nhsNumber', { nhsNumbers: ['9434765919'] }, { nhsNumbers: ['9000000009'] }, 'different'],
    [
      'nhsNumber',
      { nhsNumbers: ['9434765919'], formerNhsNumbers: ['9000000009'] },
      { nhsNumbers: ['9000000009'] },
      'superseded',
    ],
    ['nhsNumber', { formerNhsNumbers: ['9000000009'] }, { nhsNumbers: ['9434765919'] }, 'missing'],
    ['upn', { upns: ['H801200001001'] }, { upns: ['H801200001001'] }, 'same'],
    ['upn', { upns: ['H801200001001'] }, { upns: ['J801200008001'] }, 'different'],
    ['identifier', { identifiers: ['laChildId|344|1'] }, { identifiers: ['laChildId|344|2'] }, 'different'],
    ['identifier', { identifiers: ['laChildId|344|1'] }, { identifiers: ['laChildId|341|1'] }, 'missing'],
    ['identifier', { identifiers: ['uln||6794611'] }, { identifiers: ['uln||6794611'] }, 'same'],
    ['identifier', { identifiers: ['uln||6794611'] }, { identifiers: ['uln||6796411'] }, 'similar'],
    ['identifier', { identifiers: ['uln||6794611'] }, { identifiers: ['uln||679611'] }, 'similar'],
    ['identifier', { identifiers: ['uln||6794611'] }, { identifiers: ['uln||6794166'] }, 'different'],
    ['identifier', { identifiers: ['uln||67941'] }, { identifiers: ['uln||67914'] }, 'different'],
    ['carer', { carers: ['MARY THORNBURY'] }, { carers: ['MARY THORNBURY'] }, 'same'],
    ['carer', { carers: ['MARY THORNBURY'] }, { carers: ['MAY THORNBURY'] }, 'sameFamilyAndInitial'],
    ['carer', { carers: ['MARY THORNBURY'] }, { carers: ['MARY OLDHAM'] }, 'different'],
    [
      'family',
      { given: [], family: ['OLDHAM'], carers: ['MARY OLDHAM'] },
      { carers: ['MARY OLDHAM'] },
      'missing',
    ],
    ['family', { given: [], family: ['OLDHAM'] }, {}, 'different'],
    ['family', { family: ['OLDHAM'], carers: ['MARY OLDHAM'] }, { carers: ['MARY OLDHAM'] }, 'different'],
    ['contact', { contacts: ['07700900123'] }, { contacts: ['07700900123'] }, 'same'],
    ['contact', { contacts: ['mary@home.example'] }, { contacts: ['maryy@home.example'] }, 'similar'],
    ['organisation', { organisations: ['urn|100001'] }, { organisations: ['urn|100002'] }, 'different'],
    ['birthOrder', { birthOrder: 1 }, { birthOrder: 2 }, 'different'],
    ['sex', { sex: 'female' }, { sex: 'male' }, 'different'],
  ] as const)('%s of %j and %j is %s', (field, a, b, want) => {
    expect(levelsOf(a, b)(field)).toBe(want);
    expect(levelsOf(b, a)(field)).toBe(want);
  });
});
