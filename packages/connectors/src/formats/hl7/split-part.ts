/** The 1-based part of a text between signs; undefined where there are fewer. Without a sign the text is one part. */
export function splitPart(text: string, sign: string | undefined, position: number): string | undefined {
  if (sign === undefined) return position === 1 ? text : undefined;
  let from = 0;
  for (let left = position; left > 1; left--) {
    const at = text.indexOf(sign, from);
    if (at < 0) return undefined;
    from = at + 1;
  }
  const to = text.indexOf(sign, from);
  return to < 0 && from === 0 ? text : text.slice(from, to < 0 ? text.length : to);
}
