import type { TextBlock } from './decode-blocks.ts';
import type { EncodingFamily } from './encoding.ts';

/** A block and where it stands. */
interface PlacedBlock {
  /** Units and bytes of the file before the block, and before what follows it. */
  readonly unit: number;
  readonly byte: number;
  readonly unitEnd: number;
  readonly byteEnd: number;
  /** Units of the block after which it has taken one more surplus of bytes, and all surplus until then. */
  readonly wideUnits: readonly number[];
  readonly surplus: readonly number[];
}

/**
 * From positions in decoded text (UTF-16 units since its beginning) to offsets in the file. Text comes block by
 * block, and positions are asked for in ascending order.
 */
export class TextPositions {
  readonly #family: EncodingFamily;
  readonly #unitWidth: number;
  /** What may still be asked for: mostly one block, two where a markup spans both. */
  #blocks: PlacedBlock[];
  /** How many of the first block's wide characters stand before the position asked for last. */
  #passed = 0;

  constructor(family: EncodingFamily, start: number) {
    this.#family = family;
    this.#unitWidth = family === 'utf-16' ? 2 : 1;
    this.#blocks = [{ unit: 0, byte: start, unitEnd: 0, byteEnd: start, wideUnits: [], surplus: [] }];
  }

  /** Takes the next block; of the positions before `from` none will be asked for. */
  enter({ text, bytes }: TextBlock, from: number): void {
    this.#moveTo(from);
    const { unitEnd: unit, byteEnd: byte } = this.#blocks.at(-1)!;
    const width = this.#family === 'utf-16' ? 2 * text.length : bytes.length;
    const isWide = this.#family === 'utf-8' && bytes.length !== text.length;
    const wide = isWide ? markWide(bytes) : { wideUnits: [], surplus: [] };
    this.#blocks.push({ unit, byte, unitEnd: unit + text.length, byteEnd: byte + width, ...wide });
  }

  /** The file offset of a position. */
  byteAt(unit: number): number {
    this.#moveTo(unit);
    const block = this.#blocks[0]!;
    const inside = unit - block.unit;
    const wide = block.wideUnits;
    let passed = this.#passed;
    while (passed < wide.length && wide[passed]! <= inside) passed += 1;
    this.#passed = passed;
    return block.byte + inside * this.#unitWidth + (passed === 0 ? 0 : block.surplus[passed - 1]!);
  }

  /** Lets go of the blocks before a position. */
  #moveTo(unit: number): void {
    while (this.#blocks.length > 1 && this.#blocks[0]!.unitEnd < unit) {
      this.#blocks.shift();
      this.#passed = 0;
    }
  }
}

/** Notes every character of more than one byte, passing ASCII eight bytes at a time. */
function markWide(bytes: Uint8Array): Pick<PlacedBlock, 'wideUnits' | 'surplus'> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const wideUnits: number[] = [];
  const surplus: number[] = [];
  let total = 0;
  for (let at = findWide(view, 0); at < bytes.length; at = findWide(view, at)) {
    const length = bytes[at]! < 0xe0 ? 2 : bytes[at]! < 0xf0 ? 3 : 4;
    at += length;
    total += length === 2 ? 1 : 2;
    wideUnits.push(at - total);
    surplus.push(total);
  }
  return { wideUnits, surplus };
}

/** The first byte from `from` on that is not ASCII; the length when there is none. */
function findWide(bytes: DataView, from: number): number {
  // Asked for again with every step, a view's length costs more than all else here.
  const length = bytes.byteLength;
  let at = from;
  while (at + 8 <= length && ((bytes.getInt32(at) | bytes.getInt32(at + 4)) & 0x80808080) === 0) at += 8;
  while (at < length && bytes.getUint8(at) < 0x80) at += 1;
  return at;
}
