import type { Draw } from './random.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** One typing error: a letter wrong, lost, doubled, added, or exchanged with the next. */
export function mistype(text: string, draw: Draw): string {
  if (text.length < 2) return text;
  const at = draw.between(0, text.length - 1);
  const [before, letter, after] = [text.slice(0, at), text[at]!, text.slice(at + 1)];
  const other = /\d/.test(letter) ? String(draw.between(0, 9)) : draw.pick(Array.from(ALPHABET));
  switch (draw.between(0, 4)) {
    case 0:
      return before + other + after;
    case 1:
      return before + after;
    case 2:
      return before + letter + letter + after;
    case 3:
      return before + other + letter + after;
    default:
      return after === '' ? text : before + after[0]! + letter + after.slice(1);
  }
}

/** A date with one part wrong by a keystroke or a year; always a date that exists. */
export function misdate(date: string, draw: Draw): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const pad = (value: number): string => String(value).padStart(2, '0');
  switch (draw.between(0, 2)) {
    case 0:
      return `${year + draw.pick([-1, 1])}-${pad(month)}-${pad(day)}`;
    case 1:
      return `${year}-${pad(((month + draw.between(0, 10)) % 12) + 1)}-${pad(Math.min(day, 28))}`;
    default:
      return `${year}-${pad(month)}-${pad(((day + draw.between(0, 26)) % 28) + 1)}`;
  }
}

/** Day and month exchanged where that is a date, otherwise the date as it is. */
export function swapDate(date: string): string {
  const [year, month, day] = date.split('-');
  return Number(day) <= 12 ? `${year}-${day}-${month}` : date;
}
