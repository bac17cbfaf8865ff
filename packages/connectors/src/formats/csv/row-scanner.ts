import { utf8SequenceLength } from '../../text/utf8-sequence.ts';
import { Kind } from './byte-kinds.ts';

/** Taken over once: the engine makes constants of a module's own part of its code, those of another it looks up. */
const {
  plain: PLAIN,
  delimiter: DELIMITER,
  lineFeed: LINE_FEED,
  carriageReturn: CARRIAGE_RETURN,
  quote: QUOTE,
  nul: NUL,
  lead: LEAD,
  control: CONTROL,
} = Kind;

/** How the scan of one row ended. */
export type Outcome = 'row' | 'incomplete' | 'end' | Fault;
/** Why a row is unreadable. */
export type Fault = 'stray-quote' | 'unclosed-quote' | 'ragged' | 'nul' | 'undecodable' | 'too-large';

/**
 * Finds where rows and fields begin and end in a buffer of bytes, and nothing else: no value is built here.
 *
 * A row that is not sound costs its first physical line, and scanning goes on with the next one: so a quote that
 * is never closed swallows nothing. (A row whose quotes are sound but whose bytes are not text costs all of it.)
 *
 * Positions of text count UTF-16 units of the decoded buffer: `byte - surplus`, where `surplus` is how many more
 * bytes than units stand before. So each buffer is decoded in one piece and fields are slices of that text.
 */
export class RowScanner {
  /** Position of the next row. */
  at = 0;
  /** 1-based physical line of the next row. */
  line = 1;
  surplus = 0;
  /** After a row or fault: where it began and ended (without its line end), and how many columns it had. */
  start = 0;
  end = 0;
  startLine = 1;
  columns = 0;
  /** Whether the row has no character that the text of a record may not have, and none outside the basic plane. */
  isPlain = true;
  /** After a fault: 0-based column and byte in the buffer of the quote at fault. */
  faultColumn = 0;
  faultAt = 0;
  /** Kinds of line end met outside quotes: 1 LF, 2 CR, 4 CRLF. */
  lineEnds = 0;
  /** One empty column past the last was met. */
  trailingDelimiter = false;
  readonly #kinds: Uint8Array;
  readonly #quote: number;
  /** Whether the delimiter may stand in the text of a record, as a tab may not. */
  readonly #isDelimiterPlain: boolean;
  readonly #maxBytes: number;
  #bytes: Uint8Array = new Uint8Array(1);
  #length = 0;
  #last = false;
  #linesInside = 0;
  /** How far the scan had to look to find the fault: a row that is over the limit by then is too large. */
  #reached = 0;
  #flaw: 'nul' | 'undecodable' | undefined;
  /** Bytes of this row that were blanked because they decode to nothing: position, byte, position, byte… */
  #blanked: number[] = [];

  constructor(kinds: Uint8Array, maxRecordBytes: number) {
    this.#kinds = kinds;
    this.#maxBytes = maxRecordBytes;
    this.#quote = kinds.indexOf(QUOTE);
    const delimiter = kinds.indexOf(DELIMITER);
    this.#isDelimiterPlain = delimiter >= 0x20 && delimiter < 0x7f;
  }

  /** Sets the buffer to scan from `at`; `bytes[length]` must be free, for a line feed that bounds the scan. */
  load(bytes: Uint8Array, length: number, last: boolean): void {
    this.#bytes = bytes;
    this.#length = length;
    this.#last = last;
    bytes[length] = 0x0a;
  }

  /**
   * Scans one row. Its text start and field ends are written to `cells` from `slot`, for at most `width` fields;
   * `cells` must have room for them.
   */
  scanRow(cells: Int32Array, slot: number, width: number): Outcome {
    this.#skipBlankLines();
    this.start = this.at;
    this.startLine = this.line;
    if (this.at >= this.#length) return this.#last ? 'end' : 'incomplete';
    const surplus = this.surplus;
    this.#linesInside = 0;
    this.isPlain = true;
    this.#flaw = undefined;
    cells[slot] = this.at - surplus - 1;
    const stopped = this.#scanFields(cells, slot + 1, width);
    if (stopped === undefined) return this.#finishRow(cells, slot, width);
    this.#restoreBlanked();
    this.surplus = surplus;
    if (stopped !== 'incomplete') {
      return this.#skipFirstLine(this.#reached - this.start > this.#maxBytes ? 'too-large' : stopped);
    }
    // Two bytes more than the limit allow for a line end that is still to be seen whole.
    const outgrown = this.#length - this.start > this.#maxBytes + 2;
    return outgrown ? this.#skipFirstLine('too-large') : 'incomplete';
  }

  /** Passes one physical line unread, for titles above a header. */
  skipLine(): 'row' | 'incomplete' | 'end' {
    if (this.at >= this.#length) return this.#last ? 'end' : 'incomplete';
    this.start = this.at;
    return this.#skipFirstLine('ragged') === 'incomplete' ? 'incomplete' : 'row';
  }

  /** The bytes of the last row or fault as they stood in the file. */
  copyRaw(): Uint8Array {
    const raw = this.#bytes.slice(this.start, this.end);
    for (let i = 0; i < this.#blanked.length; i += 2) {
      const at = this.#blanked[i]! - this.start;
      if (at >= 0 && at < raw.length) raw[at] = this.#blanked[i + 1]!;
    }
    return raw;
  }

  /** Returns undefined with `end` at the line end of the row, or why it stopped before. */
  #scanFields(cells: Int32Array, first: number, width: number): Fault | 'incomplete' | undefined {
    const bytes = this.#bytes;
    const kinds = this.#kinds;
    let column = 0;
    let i = this.at;
    for (;;) {
      const opening = i;
      if (bytes[i] === this.#quote) {
        i = this.#skipQuoted(i);
        if (i < 0) return this.#stopInQuotes(i, opening, column);
      } else {
        i = this.#skipPlain(i);
        if (kinds[bytes[i]!] === QUOTE) i = this.#skipPairedQuotes(i);
        if (i < 0) return this.#faultAtQuote('stray-quote', -1 - i, column);
      }
      const kind = kinds[bytes[i]!]!;
      if (column < width) cells[first + column] = i - this.surplus;
      column++;
      if (kind !== DELIMITER) break;
      i++;
    }
    if (!this.#last && i + 1 >= this.#length) {
      // A carriage return at the very end may be the first half of a CRLF.
      if (i >= this.#length || bytes[i] === 0x0d) return 'incomplete';
    }
    this.columns = column;
    this.end = i;
    return undefined;
  }

  #finishRow(cells: Int32Array, slot: number, width: number): Outcome {
    const fault = this.#judgeRow(cells, slot, width);
    if (fault === 'too-large' || (fault === 'ragged' && this.#linesInside > 0)) {
      this.#restoreBlanked();
      this.surplus = this.at - cells[slot]! - 1;
      return this.#skipFirstLine(fault);
    }
    this.line += this.#linesInside;
    this.at = this.end;
    this.#skipLineEnd();
    return fault ?? 'row';
  }

  #judgeRow(cells: Int32Array, slot: number, width: number): Fault | undefined {
    if (this.end - this.start > this.#maxBytes) return 'too-large';
    if (this.columns !== width && width < Infinity) {
      // Exporters that end every row in a delimiter, but not the header: the empty field after it is nothing.
      const emptyLast = this.columns === width + 1 && this.end - this.surplus === cells[slot + width]! + 1;
      if (!emptyLast) return 'ragged';
      this.trailingDelimiter = true;
    }
    return this.#flaw;
  }

  /** Position of the delimiter, line end or quote that ends an unquoted value. */
  #skipPlain(from: number): number {
    const bytes = this.#bytes;
    const kinds = this.#kinds;
    let i = from;
    for (;;) {
      i = passPlain(bytes, kinds, i);
      const kind = kinds[bytes[i]!]!;
      if (kind < NUL) return i;
      i = this.#passMark(i, kind);
    }
  }

  /**
   * Quotes inside an unquoted value belong to it when they pair up in it (`the "Willows"`); one alone may be half
   * of a pair that a delimiter tore. Returns the end of the value, or -1 - position of the quote left alone.
   */
  #skipPairedQuotes(first: number): number {
    let i = first;
    let count = 0;
    while (this.#kinds[this.#bytes[i]!] === QUOTE) {
      count++;
      i = this.#skipPlain(i + 1);
    }
    this.#reached = i;
    const isWhole = this.#last || i < this.#length;
    return isWhole && count % 2 === 1 ? -1 - first : i;
  }

  /** Position past the closing quote; -1 incomplete, -2 never closed, or -3 - position of a stray quote. */
  #skipQuoted(opening: number): number {
    const bytes = this.#bytes;
    const kinds = this.#kinds;
    let i = opening + 1;
    for (;;) {
      i = passPlain(bytes, kinds, i);
      const kind = kinds[bytes[i]!]!;
      if (kind === DELIMITER) i = this.#passDelimiter(i);
      else if (kind >= NUL) i = this.#passMark(i, kind);
      else if (kind === QUOTE) {
        // Whether it closes is told by the byte after it, which may be yet to come.
        if (bytes[i + 1] !== this.#quote || i + 1 >= this.#length) return this.#closeQuoted(i);
        i += 2;
      } else {
        if (i >= this.#length) return this.#last ? -2 : -1;
        if (bytes[i] === 0x0a || bytes[i + 1] !== 0x0a) this.#linesInside++;
        this.isPlain = false;
        i++;
      }
    }
  }

  /** Passes a delimiter that belongs to a value. */
  #passDelimiter(at: number): number {
    if (!this.#isDelimiterPlain) this.isPlain = false;
    return at + 1;
  }

  #closeQuoted(quote: number): number {
    if (quote + 1 >= this.#length && !this.#last) return -1;
    return isAfterValue(this.#kinds[this.#bytes[quote + 1]!]!) ? quote + 1 : -3 - quote;
  }

  #stopInQuotes(code: number, opening: number, column: number): Fault | 'incomplete' {
    if (code === -1) return 'incomplete';
    this.#reached = code === -2 ? this.#length : -3 - code;
    if (code === -2) return this.#faultAtQuote('unclosed-quote', opening, column);
    // On a later line the culprit is the quote that opened, not the innocent one that it met there.
    if (this.#linesInside > 0) return this.#faultAtQuote('unclosed-quote', opening, column);
    return this.#faultAtQuote('stray-quote', -3 - code, column);
  }

  #faultAtQuote(fault: Fault, at: number, column: number): Fault {
    this.faultAt = at;
    this.faultColumn = column;
    return fault;
  }

  /** Passes a control character or a byte that is not ASCII; blanks what decodes to nothing, so that the buffer still decodes. */
  #passMark(at: number, kind: number): number {
    const length = kind === LEAD ? utf8SequenceLength(this.#bytes, at) : 0;
    if (length > 0) {
      this.surplus += length === 2 ? 1 : 2;
      if (!isPlainSequence(this.#bytes[at]!, this.#bytes[at + 1]!)) this.isPlain = false;
      return at + length;
    }
    this.isPlain = false;
    if (kind === NUL) this.#flaw ??= 'nul';
    else if (kind !== CONTROL) {
      this.#flaw = 'undecodable';
      if (kind === LEAD) this.#blank(at);
    }
    return at + 1;
  }

  #blank(at: number): void {
    this.#blanked.push(at, this.#bytes[at]!);
    this.#bytes[at] = 0x3f;
  }

  #restoreBlanked(): void {
    const blanked = this.#blanked;
    for (let i = 0; i < blanked.length; i += 2) this.#bytes[blanked[i]!] = blanked[i + 1]!;
    blanked.length = 0;
  }

  #skipFirstLine(fault: Fault): Outcome {
    const { surplus } = this;
    let i = this.start;
    while (this.#kinds[this.#bytes[i]!] !== LINE_FEED && this.#bytes[i] !== 0x0d) {
      const kind = this.#kinds[this.#bytes[i]!]!;
      i = kind < NUL ? i + 1 : this.#passMark(i, kind);
    }
    if (!this.#last && (i >= this.#length || (i + 1 >= this.#length && this.#bytes[i] === 0x0d))) {
      this.#restoreBlanked();
      this.surplus = surplus;
      return 'incomplete';
    }
    this.end = i;
    this.at = i;
    this.#skipLineEnd();
    // Read in small pieces, such a line is dropped before its end is seen: read in large ones it has the same fault.
    return i - this.start > this.#maxBytes ? 'too-large' : fault;
  }

  #skipLineEnd(): void {
    if (this.at >= this.#length) return;
    const pair =
      this.#bytes[this.at] === 0x0d && this.at + 1 < this.#length && this.#bytes[this.at + 1] === 0x0a;
    this.lineEnds |= pair ? 4 : this.#bytes[this.at] === 0x0d ? 2 : 1;
    this.at += pair ? 2 : 1;
    this.line++;
  }

  #skipBlankLines(): void {
    this.#blanked.length = 0;
    while (this.at < this.#length && (this.#bytes[this.at] === 0x0a || this.#bytes[this.at] === 0x0d)) {
      if (!this.#last && this.#bytes[this.at] === 0x0d && this.at + 1 >= this.#length) return;
      this.#skipLineEnd();
    }
  }
}

/** Past the plain bytes from `from` on. A loop of its own: a call in it would cost every byte twice its time. */
function passPlain(bytes: Uint8Array, kinds: Uint8Array, from: number): number {
  let at = from;
  while (kinds[bytes[at]!] === PLAIN) at++;
  return at;
}

function isAfterValue(kind: number): boolean {
  return kind === DELIMITER || kind === LINE_FEED || kind === CARRIAGE_RETURN;
}

/** Whether the UTF-8 sequence that begins so is a character from U+00A0 to U+D7FF. */
function isPlainSequence(lead: number, next: number): boolean {
  return lead < 0xee && (lead !== 0xc2 || next >= 0xa0);
}
