import { packSegmentName } from './hl7-address.ts';
import { splitPart } from './split-part.ts';

const HEADER = packSegmentName('MSH');

/** One segment, as a part of its message's text; where its fields stand is found as far as they are asked for. */
export class Hl7Segment {
  /** Its name, packed into a number. */
  readonly name: number;
  /** A header counts its separator as its first field. */
  readonly isHeader: boolean;
  readonly from: number;
  readonly to: number;
  readonly #text: string;
  readonly #sign: string;
  /** The part found last: fields are mostly read in their order. The name is part 0. */
  #part = 0;
  #start: number;
  #end: number;
  #lastNumber = 0;
  #lastRepetition: string | undefined;

  constructor(text: string, sign: string, { from, to }: { readonly from: number; readonly to: number }) {
    this.name = packSegmentName(text, from);
    this.isHeader = this.name === HEADER;
    this.from = from;
    this.to = to;
    this.#text = text;
    this.#sign = sign;
    this.#start = from;
    this.#end = from + 3;
  }

  /** A 1-based field as it stands, repetitions and escapes included. */
  field(number: number): string | undefined {
    if (this.isHeader && number === 1) return this.#sign;
    return this.#seek(this.isHeader ? number - 1 : number)
      ? this.#text.slice(this.#start, this.#end)
      : undefined;
  }

  /** The first repetition of a 1-based field. Several values are read of one in turn, so the last is remembered. */
  firstRepetition(number: number, sign: string | undefined): string | undefined {
    if (number !== this.#lastNumber) {
      this.#lastNumber = number;
      const field = this.field(number);
      this.#lastRepetition = field && splitPart(field, sign, 1);
    }
    return this.#lastRepetition;
  }

  /** Moves to a part; false where there are fewer. */
  #seek(part: number): boolean {
    if (part < this.#part) {
      this.#part = 0;
      this.#end = this.from + 3;
    }
    while (this.#part < part) {
      if (this.#end >= this.to) return false;
      this.#start = this.#end + 1;
      const next = this.#text.indexOf(this.#sign, this.#start);
      this.#end = next < 0 || next > this.to ? this.to : next;
      this.#part++;
    }
    return true;
  }
}
