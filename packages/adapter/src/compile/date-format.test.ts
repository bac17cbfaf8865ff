import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileDateFormat } from './date-format.ts';
import { toInstant } from './british-time.ts';

type Day = readonly [year: number, month: number, day: number] | undefined;

const READ: readonly (readonly [format: string, given: string, want: Day])[] = [
  ['dd/MM/yyyy', '09/03/2014', [2014, 3, 9]],
  ['dd/MM/yyyy', '9/3/2014', undefined],
  ['dd/MM/yyyy', '29/02/2015', undefined],
  ['dd/MM/yyyy', '29/02/2016', [2016, 2, 29]],
  ['dd/MM/yyyy', '31/11/2014', undefined],
  ['dd/MM/yyyy', '00/00/2014', [2014, 0, 0]],
  ['dd/MM/yyyy', '09/13/2014', undefined],
  ['dd/MM/yyyy', '09/03/2014 ', undefined],
  ['dd/MM/yyyy', '09/03/1799', undefined],
  ['d/M/yyyy', '9/3/2014', [2014, 3, 9]],
  ['d/M/yyyy', '19/12/2014', [2014, 12, 19]],
  ['yyyy-MM-dd', '2014-03-09', [2014, 3, 9]],
  ['yyyyMMdd', '20140309', [2014, 3, 9]],
  ['yyyyMMdd', '196513121515', undefined],
  ['yyyyMMddHHmm', '201403091515', [2014, 3, 9]],
  ['yyyy-MMM-dd HH:mm:ss', '2020-Apr-25 00:00:00', [2020, 4, 25]],
  ['yyyy-MMM-dd HH:mm:ss', '2020-APR-25 23:59:59', [2020, 4, 25]],
  ['yyyy-MMM-dd HH:mm:ss', '2020-Apr-25 24:00:00', undefined],
  ['yyyy-MMM-dd HH:mm:ss', '2020-Apr-25', undefined],
  ['dd-MMM-yyyy', '09-Mar-2014', [2014, 3, 9]],
  ['dd-MMM-yyyy', '09-Mär-2014', undefined],
  ['d MMMM yyyy', '9 September 2014', [2014, 9, 9]],
  ['d MMMM yyyy', '9 Sep 2014', undefined],
  ['MM/yyyy', '03/2014', [2014, 3, 0]],
  ['yyyy', '2014', [2014, 0, 0]],
  ["yyyy-MM-dd'T'HH:mm:ss", '2014-03-09T10:11:12', [2014, 3, 9]],
  ['yyyy-MM-ddTHH:mm:ssX', '2014-03-09T10:11:12+01:00', [2014, 3, 9]],
  ['yyyy-MM-ddTHH:mm:ss.SX', '2014-03-09T10:11:12.123Z', [2014, 3, 9]],
  ['excel', '41707', [2014, 3, 9]],
  ['excel', '41707.75', [2014, 3, 9]],
  ['excel', '09/03/2014', undefined],
];

describe('compileDateFormat', () => {
  it.each(READ)('%s reads %s', (format, given, want) => {
    const compiled = compileDateFormat(format);
    if ('reason' in compiled) throw new Error(compiled.reason);
    const found = compiled.read(given);
    expect(found && [found.year, found.month, found.day]).toEqual(want);
  });

  it('reads two-digit years by the pivot', () => {
    const compiled = compileDateFormat('dd/MM/yy', 26);
    if ('reason' in compiled) throw new Error(compiled.reason);
    expect(compiled.twoDigitYear).toBe(true);
    expect(['26', '27', '99', '00'].map((year) => compiled.read(`01/01/${year}`)?.year)).toEqual([
      2026, 1927, 1999, 2000,
    ]);
  });

  it.each([
    ['DD/MM/YYYY', 'dd/MM/yyyy'],
    ['dd/mm/yyyy', 'dd/MM/yyyy'],
    ['dd-Mon-yyyy', 'dd-MMM-yyyy'],
    ['YYYY-MM-DD HH:mm:ss', 'yyyy-MM-dd HH:mm:ss'],
  ])('says that %s was probably meant as %s', (format, meant) => {
    expect(compileDateFormat(format)).toMatchObject({ meant });
  });

  it.each(['dd/MM', 'dd/yyyy', 'yyyy yyyy', 'quarter', "yyyy'", 'dd.MM.jjjj', ''])('refuses %s', (format) => {
    expect(compileDateFormat(format)).toHaveProperty('reason');
  });

  it('knows how much of a date a format says', () => {
    const precisions = ['yyyy', 'MM/yyyy', 'dd/MM/yyyy', 'excel'].map((format) => compileDateFormat(format));
    expect(precisions.map((format) => 'precision' in format && format.precision)).toEqual([
      'year',
      'month',
      'day',
      'day',
    ]);
  });
});

/** A sign in quotes means the same, and such a format is read part by part. */
describe('a date whose parts stand at fixed places is read as part by part', () => {
  const character = fc.constantFrom(...'0123456789/-.: x');
  it.each([
    ['dd/MM/yyyy', "dd'/'MM/yyyy"],
    ['yyyy-MM-dd', "yyyy'-'MM-dd"],
    ['MM.dd.yyyy', "MM'.'dd.yyyy"],
    ['ddMMyyyy', "dd''MMyyyy"],
  ])('%s', (format, inOrder) => {
    const [read, other] = [format, inOrder].map((text) => {
      const compiled = compileDateFormat(text);
      return (given: string) => ('read' in compiled ? structuredClone(compiled.read(given)) : undefined);
    });
    const date = fc
      .date({ min: new Date('1790-01-01'), max: new Date('2210-01-01'), noInvalidDate: true })
      .map((at) => at.toISOString())
      .map((iso) =>
        format
          .replace('yyyy', iso.slice(0, 4))
          .replace('MM', iso.slice(5, 7))
          .replace('dd', iso.slice(8, 10)),
      );
    const spoiled = fc
      .tuple(date, fc.nat({ max: 11 }), character)
      .map(([text, at, by]) => text.slice(0, at) + by + text.slice(at + 1));
    const any = fc.string({ unit: character, minLength: 7, maxLength: 11 });
    fc.assert(
      fc.property(fc.oneof(date, spoiled, any), (given) => {
        expect(read?.(given)).toEqual(other?.(given));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('toInstant', () => {
  const read = (text: string) => {
    const format = compileDateFormat('yyyy-MM-dd HH:mm');
    const parts = 'read' in format ? format.read(text) : undefined;
    return parts && toInstant(parts);
  };
  it.each([
    ['in winter clocks show UTC', '2026-11-20 02:00', '2026-11-20T02:00:00Z'],
    ['in summer they are an hour ahead', '2026-07-20 02:00', '2026-07-20T01:00:00Z'],
    ['the last hour before summer time', '2026-03-29 00:59', '2026-03-29T00:59:00Z'],
    ['the first hour of summer time', '2026-03-29 02:00', '2026-03-29T01:00:00Z'],
    ['the last hour of summer time', '2026-10-25 00:30', '2026-10-24T23:30:00Z'],
    ['after the clocks went back', '2026-10-25 02:00', '2026-10-25T02:00:00Z'],
    ['a month that ends on a Sunday', '2024-03-31 03:00', '2024-03-31T02:00:00Z'],
  ])('%s', (_name, given, want) => {
    expect(read(given)).toBe(want);
  });
});
