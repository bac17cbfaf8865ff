import { findSign } from './line-ends.ts';
import { packSegmentName } from './segment-name.ts';
import { splitPart } from './split-part.ts';

const MSH = packSegmentName('MSH');
const NAME_LENGTH = 3;

type SegmentSpan = Pick<Hl7Segment, 'from' | 'to' | 'isEscaped'>;

/** One segment, as a part of its message's text; where its fields stand is found as far as they are asked for. */
export class Hl7Segment {
  /** Its name, packed into a number. */
  readonly name: number;
  /** A header counts its separator as its first field. */
  readonly isHeader: boolean;
  readonly from: number;
  readonly to: number;
  /** Whether an escape stands in it. */
  readonly isEscaped: boolean;
  readonly #text: string;
  readonly #sign: string;
  /** The part found last: fields are mostly read in their order. The name is part 0. */
  #part = 0;
  #start: number;
  #end: number;
  #lastNumber = 0;
  #lastRepetition: string | undefined;

  constructor(text: string, sign: string, { from, to, isEscaped }: SegmentSpan) {
    this.name = packSegmentName(text, from);
    this.isHeader = this.name === MSH;
    this.from = from;
    this.to = to;
    this.isEscaped = isEscaped;
    this.#text = text;
    this.#sign = sign;
    this.#start = from;
    this.#end = from + NAME_LENGTH;
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
      this.#end = this.from + NAME_LENGTH;
    }
    while (this.#part < part) {
      if (this.#end >= this.to) return false;
      this.#start = this.#end + 1;
      this.#end = Math.min(findSign(this.#text, this.#sign, this.#start), this.to);
      this.#part++;
    }
    return true;
  }
}
