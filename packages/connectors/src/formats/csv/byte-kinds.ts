import type { Encoding } from '../../text/encoding.ts';

/** What one byte means to the scanner. Structure first, so that one comparison tells structure from marks. */
export const Kind = {
  plain: 0,
  delimiter: 1,
  lineFeed: 2,
  carriageReturn: 3,
  quote: 4,
  /** Marks: bytes inside a value that need a second look. */
  nul: 5,
  undecodable: 6,
  lead: 7,
  control: 8,
} as const;

export interface Dialect {
  /** One ASCII character. */
  readonly delimiter: string;
  /** One ASCII character, or undefined where the file never quotes. */
  readonly quote: string | undefined;
}

/** The kind of every byte under a dialect and an encoding. */
export function classifyBytes(dialect: Dialect, encoding: Encoding): Uint8Array {
  const kinds = new Uint8Array(256);
  kinds.fill(Kind.control, 0, 0x20);
  kinds[0x7f] = Kind.control;
  if (encoding.family === 'single-byte') markUndefined(kinds, encoding);
  // UTF-16 is transcoded before it is scanned.
  else kinds.fill(Kind.lead, 0x80);
  kinds[0x00] = Kind.nul;
  kinds[0x0a] = Kind.lineFeed;
  kinds[0x0d] = Kind.carriageReturn;
  if (dialect.quote !== undefined) kinds[dialect.quote.charCodeAt(0)] = Kind.quote;
  kinds[dialect.delimiter.charCodeAt(0)] = Kind.delimiter;
  return kinds;
}

/** windows-1252 leaves 0x81 and others undefined; decoders turn them into control characters without a word. */
function markUndefined(kinds: Uint8Array, encoding: Encoding): void {
  for (let byte = 0x80; byte < 0x100; byte++) {
    if (!isDefined(encoding, byte)) kinds[byte] = Kind.undecodable;
  }
}

function isDefined(encoding: Encoding, byte: number): boolean {
  try {
    const code = encoding.decode(Uint8Array.of(byte)).charCodeAt(0);
    return code >= 0xa0 && code !== 0xfffd;
  } catch {
    return false;
  }
}
