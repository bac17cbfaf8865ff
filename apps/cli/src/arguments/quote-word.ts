/** A word as it is typed in a shell: in quotes where it holds more than a plain name. */
export function quoteWord(word: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(word) ? word : `"${word.replace(/["$`\\]/g, String.raw`\$&`)}"`;
}
