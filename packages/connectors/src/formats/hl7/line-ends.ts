/** Finds the ends of a text's lines, each CR or LF. Positions must be asked for in ascending order. */
export class LineEnds {
  readonly #text: string;
  /** Where the next of each kind stands: one that stands nowhere near is not searched for again and again. */
  #return = -1;
  #feed = -1;

  constructor(text: string) {
    this.#text = text;
  }

  /** Position of the first line end from a position on; the text's length where there is none. */
  find(from: number): number {
    if (this.#return < from) this.#return = findSign(this.#text, '\r', from);
    if (this.#feed < from) this.#feed = findSign(this.#text, '\n', from);
    return Math.min(this.#return, this.#feed);
  }
}

/** Position of a sign from a position on; the text's length where there is none. */
export function findSign(text: string, sign: string, from: number): number {
  const at = text.indexOf(sign, from);
  return at < 0 ? text.length : at;
}
