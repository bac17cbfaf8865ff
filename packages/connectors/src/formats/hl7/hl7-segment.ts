import { packSegmentName } from './hl7-address.ts';
import { splitPart } from './split-part.ts';

const HEADERS: readonly number[] = ['MSH', 'BHS', 'FHS'].map((name) => packSegmentName(name));

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
  /** Positions of the separators found so far. */
  readonly #separators: number[] = [];
  #lastNumber = 0;
  #lastRepetition: string | undefined;

  constructor(text: string, sign: string, { from, to }: { readonly from: number; readonly to: number }) {
    this.name = packSegmentName(text, from);
    this.isHeader = HEADERS.includes(this.name);
    this.from = from;
    this.to = to;
    this.#text = text;
    this.#sign = sign;
  }

  /** A 1-based field as it stands, repetitions and escapes included. */
  field(number: number): string | undefined {
    if (this.isHeader && number === 1) return this.#sign;
    const index = this.isHeader ? number - 2 : number - 1;
    const before = this.#separatorAt(index);
    return before === this.to ? undefined : this.#text.slice(before + 1, this.#separatorAt(index + 1));
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

  /** Position of a 0-based separator; the end of the segment where there are fewer. */
  #separatorAt(index: number): number {
    const separators = this.#separators;
    while (separators.length <= index) {
      const last = separators.length === 0 ? this.from : separators.at(-1)!;
      if (last === this.to) return last;
      const next = this.#text.indexOf(this.#sign, last + 1);
      separators.push(next < 0 || next > this.to ? this.to : next);
    }
    return separators[index]!;
  }
}
