import { utf8SequenceLength } from '../../text/utf8-sequence.ts';
import type { Encoding } from '../../text/encoding.ts';
import type { FieldSpan } from './fixed-width-options.ts';

/** A line ready to be cut into fields. */
export interface CutLine {
  /** In the unit of the layout. */
  readonly length: number;
  readonly take: (span: FieldSpan) => string;
}

/** The line in characters; throws a TypeError when its bytes are not text. */
export function cutCharacters(bytes: Uint8Array, encoding: Encoding): CutLine {
  const text = encoding.decode(bytes);
  // Only text beyond the Basic Multilingual Plane has two units to a character.
  const signs = /[\ud800-\udfff]/.test(text) ? [...text] : undefined;
  if (signs === undefined) {
    return { length: text.length, take: ({ start, end }) => text.slice(start, end).trimEnd() };
  }
  return { length: signs.length, take: ({ start, end }) => signs.slice(start, end).join('').trimEnd() };
}

/** The line in bytes; throws a TypeError when its bytes are not text, or a field ends inside a character. */
export function cutBytes(bytes: Uint8Array, encoding: Encoding, spans: Iterable<FieldSpan>): CutLine {
  const text = encoding.decode(bytes);
  // One byte a character: the text can be cut as it is.
  if (text.length === bytes.length)
    return { length: bytes.length, take: ({ start, end }) => text.slice(start, end).trimEnd() };
  const boundaries = characterBoundaries(bytes);
  for (const { start, end } of spans) {
    if (!boundaries.has(start) || !boundaries.has(Math.min(end, bytes.length)))
      throw new TypeError('inside a character');
  }
  // The bytes given are good until the next ones come.
  const copy = bytes.slice();
  return {
    length: bytes.length,
    take: ({ start, end }) => encoding.decode(copy.subarray(start, end)).trimEnd(),
  };
}

function characterBoundaries(bytes: Uint8Array): ReadonlySet<number> {
  const boundaries = new Set<number>();
  for (let at = 0; at < bytes.length;) {
    boundaries.add(at);
    at += bytes[at]! < 0x80 ? 1 : Math.max(1, utf8SequenceLength(bytes, at));
  }
  return boundaries.add(bytes.length);
}
