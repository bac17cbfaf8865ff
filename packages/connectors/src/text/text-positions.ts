import type { EncodingFamily } from './encoding.ts';

/**
 * From positions in decoded text (UTF-16 units since its beginning) to offsets in the file. Text comes block by
 * block; only positions of the block at hand can be asked for.
 */
export class TextPositions {
  readonly #family: EncodingFamily;
  #text = '';
  #isPlain = true;
  /** First unit and byte of the block, and a place in it that was asked for last. */
  #unit = 0;
  #byte: number;
  #byteLength = 0;
  #lastUnit = 0;
  #lastByte = 0;

  constructor(family: EncodingFamily, start: number) {
    this.#family = family;
    this.#byte = start;
  }

  /** Moves on to the next block; `byteLength` is the length of its UTF-8, or its own in a single-byte encoding. */
  enter(text: string, byteLength: number): void {
    this.#unit += this.#text.length;
    this.#byte += this.#family === 'utf-16' ? 2 * this.#text.length : this.#byteLength;
    this.#text = text;
    this.#byteLength = byteLength;
    this.#isPlain = this.#family !== 'utf-8' || byteLength === text.length;
    this.#lastUnit = this.#unit;
    this.#lastByte = this.#byte;
  }

  /** The file offset of a position. Asking in ascending order makes each step as short as the distance. */
  byteAt(unit: number): number {
    if (this.#isPlain) return this.#byte + (unit - this.#unit) * (this.#family === 'utf-16' ? 2 : 1);
    if (unit < this.#lastUnit) {
      this.#lastUnit = this.#unit;
      this.#lastByte = this.#byte;
    }
    for (let i = this.#lastUnit - this.#unit; i < unit - this.#unit; i++)
      this.#lastByte += utf8Width(this.#text.charCodeAt(i));
    this.#lastUnit = unit;
    return this.#lastByte;
  }

  /** How many bytes of the file this text takes. */
  widthOf(text: string): number {
    if (this.#family !== 'utf-8') return text.length * (this.#family === 'utf-16' ? 2 : 1);
    let width = 0;
    for (let i = 0; i < text.length; i++) width += utf8Width(text.charCodeAt(i));
    return width;
  }

  /** The characters just before a position of the block at hand. */
  before(unit: number, count: number): string {
    const end = unit - this.#unit;
    return this.#text.slice(Math.max(0, end - count), end);
  }
}

/** A surrogate pair takes four bytes: two for each half. */
function utf8Width(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800 || (code >= 0xd800 && code < 0xe000)) return 2;
  return 3;
}
