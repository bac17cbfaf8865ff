import { SIGN } from './xml-characters.ts';

/** Tells lines and columns of positions that are asked for in ascending order, in a text that comes in pieces. */
export class LineCounter {
  /** The line of the position asked for last, from 1. */
  line = 1;
  #text = '';
  /** Units of the document before the piece at hand, and before the line. */
  #base = 0;
  #lineStart = 0;
  #hasReturns = false;
  /** The next end of a line in the piece at hand. */
  #nextEnd = Infinity;

  /** Moves on to a piece whose first unit is unit `base`, and of which all before `from` has been counted. */
  enter(text: string, base: number, from: number): void {
    this.#text = text;
    this.#base = base;
    this.#hasReturns = text.includes('\r');
    this.#nextEnd = this.#findEnd(from);
  }

  /** Counts up to a position of the piece at hand. */
  countTo(at: number): void {
    while (this.#nextEnd < at) {
      this.line += 1;
      this.#lineStart = this.#base + this.#nextEnd + 1;
      this.#nextEnd = this.#findEnd(this.#nextEnd + 1);
    }
  }

  /** From 1, of a position on the line at hand; in UTF-16 units. */
  columnOf(at: number): number {
    return this.#base + at - this.#lineStart + 1;
  }

  /** LF, CRLF and CR alone end a line. */
  #findEnd(from: number): number {
    const feed = this.#text.indexOf('\n', from);
    const end = feed < 0 ? Infinity : feed;
    return this.#hasReturns ? this.#findBareReturn(from, end) : end;
  }

  /** The first carriage return before `end` that no line feed follows; `end` when there is none. */
  #findBareReturn(from: number, end: number): number {
    for (
      let at = this.#text.indexOf('\r', from);
      at >= 0 && at < end;
      at = this.#text.indexOf('\r', at + 1)
    ) {
      if (this.#text.charCodeAt(at + 1) !== SIGN.lineFeed) return at;
    }
    return end;
  }
}
