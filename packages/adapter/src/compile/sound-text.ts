/**
 * Whether the record's schema surely takes a text of at most so many characters. What it does not say yes to (a
 * control character, half a pair, an emoji, a text too long) is for the schema itself to judge.
 */
export function isSoundText(text: string, longest: number): boolean {
  const { length } = text;
  let filled = false;
  for (let at = 0; at < length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit > 0x20 && unit < 0x7f) filled = true;
    else if (unit !== 0x20) {
      if (unit < 0xa0 || unit >= 0xd800) return false;
      filled = true;
    }
  }
  return filled && length <= longest;
}

/**
 * A text in one line: line breaks and tabs, with the spaces around them, become one space. Exports quote whole
 * addresses with their line ends, and no text of a record has any.
 */
export function toOneLine(text: string): string {
  return text.replace(/[\t-\r ]*[\t-\r][\t-\r ]*/g, ' ');
}
