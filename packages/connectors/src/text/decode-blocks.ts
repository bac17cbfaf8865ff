import { createError } from '@contactpoint/contract';
import type { OpenedText } from './open-text.ts';
import { rankEncodings } from './rank-encodings.ts';
import { utf8SequenceLength } from './utf8-sequence.ts';

/** A stretch of text of whole characters; never ends in a carriage return unless the file does. */
export interface TextBlock {
  readonly text: string;
  /** As they stand in the file; of UTF-16, their transcoding to UTF-8. */
  readonly bytes: Uint8Array;
}

/**
 * The text of a file in blocks of at most `blockBytes` (at least 8). Throws `file.encoding-undeclared` with
 * ranked candidates, or `file.undecodable`, at the first byte that is not text.
 */
export async function* decodeBlocks(
  opened: OpenedText,
  options: { readonly file: string; readonly blockBytes: number },
): AsyncGenerator<TextBlock> {
  const decoder = new BlockDecoder(opened, options.file);
  let held: Uint8Array = new Uint8Array(0);
  for await (const chunk of opened.chunks) {
    let rest = join(held, chunk);
    while (rest.length > options.blockBytes) {
      const length = wholeLength(rest, options.blockBytes, opened.encoding.family !== 'single-byte');
      yield decoder.decode(rest.subarray(0, length));
      rest = rest.subarray(length);
    }
    held = rest.slice();
  }
  if (held.length > 0) yield decoder.decode(held);
}

class BlockDecoder {
  readonly #opened: OpenedText;
  readonly #file: string;
  #bytes: number;
  #lines = 1;

  constructor(opened: OpenedText, file: string) {
    this.#opened = opened;
    this.#file = file;
    this.#bytes = opened.start;
  }

  decode(bytes: Uint8Array): TextBlock {
    const text = this.#toText(bytes);
    this.#bytes += bytes.length;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#lines++;
    return { text, bytes };
  }

  #toText(bytes: Uint8Array): string {
    try {
      return this.#opened.encoding.family === 'utf-16'
        ? UTF8.decode(bytes)
        : this.#opened.encoding.decode(bytes);
    } catch (cause) {
      throw this.#describe(bytes, cause);
    }
  }

  #describe(bytes: Uint8Array, cause: unknown): Error {
    const at = findFault(bytes);
    const file = this.#file;
    const byte = this.#bytes + at;
    if (this.#opened.declared) {
      return createError('file.undecodable', {
        values: { file, byte, encoding: this.#opened.encoding.name },
        cause,
      });
    }
    const line = this.#lines + bytes.subarray(0, at).filter((unit) => unit === 0x0a).length;
    const candidates = rankEncodings(bytes.subarray(at)).join(', ');
    return createError('file.encoding-undeclared', { values: { file, line, byte, candidates }, cause });
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function findFault(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = bytes[at]! < 0x80 ? 1 : utf8SequenceLength(bytes, at);
    if (length === 0) break;
    at += length;
  }
  return at;
}

/** The greatest length up to `limit` that splits neither a character nor a CRLF. */
function wholeLength(bytes: Uint8Array, limit: number, isUtf8: boolean): number {
  let length = limit;
  // At most three continuation bytes stand before a lead byte; more is a fault for the decoder to find.
  for (let back = 0; isUtf8 && back < 3 && (bytes[length]! & 0xc0) === 0x80; back++) length--;
  if (bytes[length - 1] === 0x0d) length--;
  return length > 0 ? length : limit;
}

function join(held: Uint8Array, chunk: Uint8Array): Uint8Array {
  if (held.length === 0) return chunk;
  const joined = new Uint8Array(held.length + chunk.length);
  joined.set(held);
  joined.set(chunk, held.length);
  return joined;
}
