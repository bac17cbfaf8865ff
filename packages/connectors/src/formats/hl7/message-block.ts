import { toEncoding, type Encoding } from '../../text/encoding.ts';
import { TextPositions } from '../../text/text-positions.ts';

const UTF8 = toEncoding('utf-8');
/** Of one sign for each byte, ASCII as it is: enough to find what delimits. */
const SIGNS = toEncoding('windows-1252');

/**
 * Bytes as a text to search, decoded in one piece: as UTF-8 where all of them are, otherwise a sign for each byte.
 * What delimits messages and segments is ASCII, so it is found in both alike.
 */
export class MessageBlock {
  readonly text: string;
  readonly isUtf8: boolean;
  readonly #positions: TextPositions;

  /** `start` is the position of the first byte. */
  constructor(bytes: Uint8Array, start: number) {
    const utf8 = decodeStrictly(UTF8, bytes);
    this.isUtf8 = utf8 !== undefined;
    this.text = utf8 ?? SIGNS.decode(bytes);
    this.#positions = new TextPositions(this.isUtf8 ? 'utf-8' : 'single-byte', start);
    this.#positions.enter({ text: this.text, bytes }, 0);
  }

  /** Position of the byte at which a character begins; characters must be asked for in ascending order. */
  byteAt(character: number): number {
    return this.#positions.byteAt(character);
  }
}

/** The text that bytes are in an encoding; undefined where they are none. */
export function decodeStrictly(encoding: Encoding, bytes: Uint8Array): string | undefined {
  try {
    return encoding.decode(bytes);
  } catch {
    return undefined;
  }
}
