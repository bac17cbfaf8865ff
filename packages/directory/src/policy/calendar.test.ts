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
    ['the day before', { birth: known('2008-11-21', 'day'), today: '2026-11-20', reached: false }],
    ['the birthday', { birth: known('2008-11-20', 'day'), today: '2026-11-20', reached: true }],
    [
      '29 February on the last day of February',
      { birth: known('2008-02-29', 'day'), today: '2026-02-28', reached: false },
    ],
    ['29 February on 1 March', { birth: known('2008-02-29', 'day'), today: '2026-03-01', reached: true }],
    ['29 February in a leap year', { birth: known('2010-02-29', 'day'), today: '2028-02-29', reached: true }],
    [
      'only the month is known, within it',
      { birth: known('2008-11', 'month'), today: '2026-11-30', reached: false },
    ],
    [
      'only the month is known, after it',
      { birth: known('2008-11', 'month'), today: '2026-12-01', reached: true },
    ],
    [
      'only the year is known, within it',
      { birth: known('2008', 'year'), today: '2026-12-30', reached: false },
    ],
    [
      'only the year is known, after it',
      { birth: known('2008', 'year'), today: '2027-01-01', reached: true },
    ],
    [
      'an estimate is not known',
      {
        birth: { ...known('1990-01-01', 'day'), status: 'estimated' } as const,
        today: '2026-11-20',
        reached: false,
      },
    ],
    [
      'an expected birth',
      {
        birth: { ...known('1990-01-01', 'day'), status: 'expected' } as const,
        today: '2026-11-20',
        reached: false,
      },
    ],
  ])('ARCH-06: whether 18 is reached: %s', (_, { birth, today, reached }) => {
    expect(hasReached(18, birth, today)).toBe(reached);
  });

  it('adds years to a date as text', () => {
    expect(addYears('2024-02-29', 3)).toBe('2027-02-29');
    expect(addYears('2026-11-20', 3) <= '2029-11-20').toBe(true);
  });
});
