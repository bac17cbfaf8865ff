/** Whether a value holds more than `most` values, itself and objects counted. No recursion: depth costs nothing. */
export function hasMoreValuesThan(value: unknown, most: number): boolean {
  const waiting: unknown[] = [value];
  for (let seen = 0; waiting.length > 0; seen += 1) {
    if (seen + waiting.length > most) return true;
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null) continue;
    // A list may be long and hold nothing.
    if (Array.isArray(next) && next.length > most) return true;
    for (const inner of Object.values(next)) waiting.push(inner);
  }
  return false;
}
