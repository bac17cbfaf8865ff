const DAY_IN_MS = 86_400_000;
const DAY_IN_SECONDS = 86_400;
/** Day 0 of each system; that of 1900 is set so that days from March 1900 on come out right. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** 31 December 9999 in the 1900 system. */
const LAST_DAY = 2_958_465;
const DAYS_BETWEEN_SYSTEMS = 1_462;
/** The 1900 system counts a 29 February 1900 that never was (ECMA-376, 18.17.4.1). */
const FALSE_LEAP_DAY = 60;

/** More distinct dates than any sheet about children holds; memory stays small for one that holds more. */
const MOST_REMEMBERED = 50_000;

/** The dates of one workbook by their cells' text, each worked out once: sheets hold the same few thousand often. */
export class SerialDates {
  readonly #is1904: boolean;
  readonly #known = new Map<string, string>();

  constructor(is1904: boolean) {
    this.#is1904 = is1904;
  }

  /** The date of a cell, or the cell's text where it is none: the mapping then says that it is none. */
  format(text: string): string {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const date = formatSerialDate(Number(text), this.#is1904) ?? text;
    if (this.#known.size < MOST_REMEMBERED) this.#known.set(text, date);
    return date;
  }
}

/**
 * A workbook's day number as `yyyy-MM-dd`, with `THH:mm:ss` where it has a time, or as `HH:mm:ss` where it is a time
 * alone. Undefined for one that is no date. No time zone is involved.
 */
export function formatSerialDate(serial: number, is1904: boolean): string | undefined {
  const last = is1904 ? LAST_DAY - DAYS_BETWEEN_SYSTEMS : LAST_DAY;
  if (!(serial >= 0 && serial < last + 1)) return undefined;
  // A time is the fraction of a day; what is less than half a second is how the fraction was rounded.
  const seconds = Math.round(serial * DAY_IN_SECONDS);
  const day = Math.floor(seconds / DAY_IN_SECONDS);
  const time = seconds % DAY_IN_SECONDS;
  if (day === 0 && time > 0) return formatTime(time);
  const date = is1904 ? formatDay(EPOCH_1904, day) : formatDayOf1900(day);
  return date === undefined || time === 0 ? date : `${date}T${formatTime(time)}`;
}

function formatDayOf1900(day: number): string | undefined {
  if (day === 0 || day === FALSE_LEAP_DAY) return undefined;
  return formatDay(EPOCH_1900, day < FALSE_LEAP_DAY ? day + 1 : day);
}

function formatDay(epoch: number, day: number): string | undefined {
  const text = new Date(epoch + day * DAY_IN_MS).toISOString();
  return text.startsWith('+') ? undefined : text.slice(0, 10);
}

function formatTime(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}
