import type { TextBlock } from './decode-blocks.ts';
import type { EncodingFamily } from './encoding.ts';

/**
 * From positions in decoded text (UTF-16 units since its beginning) to offsets in the file. Text comes block by
 * block; only positions of the block at hand can be asked for.
 */
export class TextPositions {
  readonly #family: EncodingFamily;
  readonly #unitWidth: number;
  #block: TextBlock = { text: '', bytes: new Uint8Array(0) };
  /** First unit and byte of the block. */
  #unit = 0;
  #byte: number;
  /** Units of the block after which it has taken one more surplus of bytes, and all surplus until then. */
  #wideUnits: number[] = [];
  #surplus: number[] = [];
  /** How many of them stand before the position asked for last. */
  #passed = 0;

  constructor(family: EncodingFamily, start: number) {
    this.#family = family;
    this.#unitWidth = family === 'utf-16' ? 2 : 1;
    this.#byte = start;
  }

  /** Moves on to the next block. */
  enter(block: TextBlock): void {
    const { text, bytes } = this.#block;
    this.#unit += text.length;
    this.#byte += this.#family === 'utf-16' ? 2 * text.length : bytes.length;
    this.#block = block;
    this.#passed = 0;
    this.#wideUnits = [];
    this.#surplus = [];
    if (this.#family === 'utf-8' && block.bytes.length !== block.text.length) this.#markWide(block.bytes);
  }

  /** The file offset of a position. Asking in ascending order makes each step as short as the distance. */
  byteAt(unit: number): number {
    const wide = this.#wideUnits;
    const inside = unit - this.#unit;
    let passed = this.#passed;
    if (passed > 0 && wide[passed - 1]! > inside) passed = 0;
    while (passed < wide.length && wide[passed]! <= inside) passed++;
    this.#passed = passed;
    return this.#byte + inside * this.#unitWidth + (passed === 0 ? 0 : this.#surplus[passed - 1]!);
  }

  /** How many bytes of the file this text takes. */
  widthOf(text: string): number {
    if (this.#family !== 'utf-8') return text.length * this.#unitWidth;
    let width = 0;
    for (let i = 0; i < text.length; i++) width += utf8Width(text.charCodeAt(i));
    return width;
  }

  /** The characters just before a position of the block at hand. */
  before(unit: number, count: number): string {
    const end = unit - this.#unit;
    return this.#block.text.slice(Math.max(0, end - count), end);
  }

  /** Notes every character of more than one byte, passing ASCII four bytes at a time. */
  #markWide(bytes: Uint8Array): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let surplus = 0;
    for (let i = 0; i < bytes.length;) {
      if (i + 4 <= bytes.length && (view.getInt32(i) & 0x80808080) === 0) i += 4;
      else if (bytes[i]! < 0x80) i++;
      else {
        const length = bytes[i]! < 0xe0 ? 2 : bytes[i]! < 0xf0 ? 3 : 4;
        i += length;
        surplus += length === 2 ? 1 : 2;
        this.#wideUnits.push(i - surplus);
        this.#surplus.push(surplus);
      }
    }
  }
}

/** A surrogate pair takes four bytes: two for each half. */
function utf8Width(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800 || (code >= 0xd800 && code < 0xe000)) return 2;
  return 3;
}
