import type { DateParts } from './read-date.ts';

/**
 * The instant of a local date and time. Exports that name no offset mean British clocks: UTC, and one hour ahead
 * from the last Sunday of March to the last Sunday of October (Summer Time Order 2002, changes at 01:00 UTC).
 */
export function toInstant(parts: DateParts): string {
  const { year, month, day, hour, minute, second } = parts;
  const local = Date.UTC(year, Math.max(month, 1) - 1, Math.max(day, 1), hour, minute, second);
  const offset = Number.isNaN(parts.offset) ? (isSummerTime(local, year) ? 60 : 0) : parts.offset;
  return `${new Date(local - offset * 60_000).toISOString().slice(0, 19)}Z`;
}

/** Of the hour that clocks repeat in October, the first is meant. */
function isSummerTime(local: number, year: number): boolean {
  const hour = 3_600_000;
  return local >= lastSunday(year, 2) + 2 * hour && local < lastSunday(year, 9) + 2 * hour;
}

/** Midnight UTC of the month's last Sunday; the month is 0-based and has 31 days. */
function lastSunday(year: number, month: number): number {
  const last = new Date(Date.UTC(year, month, 31));
  return last.getTime() - last.getUTCDay() * 86_400_000;
}
