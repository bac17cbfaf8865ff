/** What a line is called that has no segment's name. */
export const NO_NAME = 0;

/**
 * The name of a segment, a letter and two letters or digits, in one number: compared for every value, and quicker
 * than texts. `NO_NAME` where none stands.
 */
export function packSegmentName(text: string, from = 0): number {
  const first = text.charCodeAt(from);
  const second = text.charCodeAt(from + 1);
  const third = text.charCodeAt(from + 2);
  const isName = isLetter(first) && isLetterOrDigit(second) && isLetterOrDigit(third);
  return isName ? (first << 16) | (second << 8) | third : NO_NAME;
}

function isLetter(sign: number): boolean {
  return sign >= 0x41 && sign <= 0x5a;
}

function isLetterOrDigit(sign: number): boolean {
  return isLetter(sign) || (sign >= 0x30 && sign <= 0x39);
}
