import { describe, expect, it } from 'vitest';
import { addYears, hasReached, toLondonDay } from './calendar.ts';

describe('the calendar of the law', () => {
  it.each([
    ['winter', '2026-01-01T00:00:00Z', '2026-01-01'],
    ['just before midnight in winter', '2026-01-01T23:59:59Z', '2026-01-01'],
    ['summer time: London is an hour ahead', '2026-07-01T23:30:00Z', '2026-07-02'],
    ['the hour that comes twice', '2026-10-25T00:30:00Z', '2026-10-25'],
  ])('ARCH-06: counts days in London: %s', (_, instant, day) => {
    expect(toLondonDay(Date.parse(instant))).toBe(day);
  });

  const known = (value: string, precision: 'day' | 'month' | 'year') =>
    ({ value, precision, status: 'known' }) as const;
  it.each([
    ['the day before', known('2008-11-21', 'day'), '2026-11-20', false],
    ['the birthday', known('2008-11-20', 'day'), '2026-11-20', true],
    ['29 February on the last day of February', known('2008-02-29', 'day'), '2026-02-28', false],
    ['29 February on 1 March', known('2008-02-29', 'day'), '2026-03-01', true],
    ['29 February in a leap year', known('2010-02-29', 'day'), '2028-02-29', true],
    ['only the month is known, within it', known('2008-11', 'month'), '2026-11-30', false],
    ['only the month is known, after it', known('2008-11', 'month'), '2026-12-01', true],
    ['only the year is known, within it', known('2008', 'year'), '2026-12-30', false],
    ['only the year is known, after it', known('2008', 'year'), '2027-01-01', true],
    [
      'an estimate is not known',
      { ...known('1990-01-01', 'day'), status: 'estimated' } as const,
      '2026-11-20',
      false,
    ],
    [
      'an expected birth',
      { ...known('1990-01-01', 'day'), status: 'expected' } as const,
      '2026-11-20',
      false,
    ],
  ])('ARCH-06: whether 18 is reached: %s', (_, birth, today, reached) => {
    expect(hasReached(18, birth, today)).toBe(reached);
  });

  it('adds years to a date as text', () => {
    expect(addYears('2024-02-29', 3)).toBe('2027-02-29');
    expect(addYears('2026-11-20', 3) <= '2029-11-20').toBe(true);
  });
});
