import type { DateOfBirth, IsoDate } from '@contactpoint/contract';

const LONDON_DAY = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The day in Europe/London at an instant in milliseconds since the epoch (ARCH-06). */
export function toLondonDay(now: number): IsoDate {
  const [day, month, year] = LONDON_DAY.format(now).split('/');
  return `${year}-${month}-${day}`;
}

/**
 * The same day so many years later, for comparison only: 29 February stays as it is written, and so is
 * reached on 1 March of a year that has none (ARCH-06).
 */
export function addYears(date: IsoDate, years: number): IsoDate {
  return `${String(Number(date.slice(0, 4)) + years).padStart(4, '0')}${date.slice(4)}`;
}

/** Whether somebody is known to have reached an age: an unknown day or month is taken as the last. */
export function hasReached(age: number, { value, status }: DateOfBirth, today: IsoDate): boolean {
  const latest = value + '-12-31'.slice(value.length - 4);
  return status === 'known' && addYears(latest, age) <= today;
}

/** The date so many days later. */
export function addDays(date: IsoDate, days: number): IsoDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
