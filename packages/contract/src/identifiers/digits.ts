const SEPARATORS = /[\s\-\u2010-\u2015\u00A0]+/g;

/** The text without the spaces and hyphens that people write in long numbers. */
export function withoutSeparators(text: string): string {
  return text.replaceAll(SEPARATORS, '');
}

/** The text without spaces and hyphens, in capitals. */
export function toCompact(text: string): string {
  return withoutSeparators(text).toUpperCase();
}

/** Whether the text is this many ASCII digits and nothing else. */
export function isDigits(text: string, count: number): boolean {
  if (text.length !== count) return false;
  for (let index = 0; index < count; index += 1) {
    const digit = text.charCodeAt(index) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return false;
  }
  return true;
}

/** Σ of digits 1–9 times 10, 9, … 2: what NHS number and ULN both check by. */
export function sumOfTens(tenDigits: string): number {
  let sum = 0;
  for (let index = 0; index < 9; index += 1) sum += (tenDigits.charCodeAt(index) - 0x30) * (10 - index);
  return sum;
}

/** The last of ten digits. */
export function tenthDigit(tenDigits: string): number {
  return tenDigits.charCodeAt(9) - 0x30;
}
