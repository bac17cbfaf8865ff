const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * The lines of a byte stream, those of each chunk together; a line longer than `limit` bytes is undefined, and
 * is never held. Empty lines are left out.
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<readonly (Uint8Array | undefined)[], void, undefined> {
  let rest = createLine(limit);
  for await (const chunk of chunks) {
    const lines: (Uint8Array | undefined)[] = [];
    let from = 0;
    for (let to = chunk.indexOf(NEWLINE); to >= 0; to = chunk.indexOf(NEWLINE, from)) {
      rest.add(chunk.subarray(from, to));
      if (!rest.isEmpty()) lines.push(rest.bytes());
      rest = createLine(limit);
      from = to + 1;
    }
    rest.add(chunk.subarray(from));
    if (lines.length > 0) yield lines;
  }
  if (!rest.isEmpty()) yield [rest.bytes()];
}

/** A line as it grows over chunks; past the limit only its length is kept. */
function createLine(limit: number) {
  let parts: Uint8Array[] = [];
  let length = 0;
  return {
    isEmpty: () => length === 0 || (length === 1 && parts[0]?.[0] === CARRIAGE_RETURN),
    add(part: Uint8Array): void {
      length += part.length;
      if (length > limit) parts = [];
      else if (part.length > 0) parts.push(part);
    },
    bytes(): Uint8Array | undefined {
      if (length > limit) return undefined;
      if (parts.length === 1) return parts[0];
      const whole = new Uint8Array(length);
      parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
      return whole;
    },
  };
}
