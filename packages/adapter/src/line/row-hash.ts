import type { Row } from '../compile/frame.ts';
import type { Mapper } from '../compile/compile-mapping.ts';
import { compileRowContent, type ContentWriter, type WriteContent } from './row-content.ts';

/** 32 bits that are equal for rows of equal content, as far as rules read it. */
export type HashRow = (row: Row) => number;

/**
 * What a run without a ledger tells repeated rows by: nothing of it outlives the run, so it needs no key, and
 * costs a tenth of the keyed hash that a ledger keeps.
 */
export function createRowHasher({ tree, own }: Pick<Mapper, 'tree' | 'own'>): HashRow {
  const writer = new ContentHash();
  const { content } = own;
  const writeRest = compileRowContent({ ...tree.records, content: new Set() });
  return (row) => {
    const texts = own.of(row);
    let bits = 0;
    for (const index of content) bits = addText(bits, texts[index] ?? '');
    writer.bits = bits;
    writeRest(row, writer);
    return mix(writer.bits);
  };
}

/** A short text in 32 bits. */
export function hashText(text: string): number {
  return mix(addText(0, text));
}

class ContentHash implements ContentWriter {
  bits = 0;

  text(field: number, value: string): void {
    this.bits = addText(this.bits + field, value);
  }

  group<T>(field: number, value: T, write: WriteContent<T>): void {
    this.bits = add(this.bits, field);
    write(value, this);
    this.bits = mix(this.bits);
  }

  groups<T>(field: number, values: readonly T[] | undefined, write: WriteContent<T>): void {
    if (!values || values.length === 0) return;
    const before = this.bits;
    let sum = 0;
    for (const value of values) {
      this.bits = field;
      write(value, this);
      // A sum is the same in any order.
      sum = (sum + mix(this.bits)) | 0;
    }
    this.bits = add(add(before, values.length), sum);
  }
}

/** Two UTF-16 units at a time. */
function addText(start: number, text: string): number {
  const { length } = text;
  let bits = add(start, length);
  let at = 1;
  for (; at < length; at += 2) bits = add(bits, text.charCodeAt(at - 1) | (text.charCodeAt(at) << 16));
  return at === length ? add(bits, text.charCodeAt(at - 1)) : bits;
}

/** A round of Murmur3. */
function add(bits: number, word: number): number {
  const mixed = Math.imul(bits ^ word, 0xcc9e2d51);
  return (((mixed << 15) | (mixed >>> 17)) + 0x7ed55d16) | 0;
}

/** Murmur3's last round: each bit hangs from all. */
function mix(bits: number): number {
  const half = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  const whole = Math.imul(half ^ (half >>> 13), 0xc2b2ae35);
  return (whole ^ (whole >>> 16)) >>> 0;
}
