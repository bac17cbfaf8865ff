const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** What may stand right after a number or a word. */
const ENDS_SCALAR = new Set([0x2c, 0x5d, 0x7d, 0x20, 0x09, 0x0a, 0x0d, 0x3a]);
const PLAIN = 0;
const OPENING = 1;
const CLOSING = 2;
const STRING = 3;
const LINE = 4;
const KINDS = new Uint8Array(256);
KINDS[0x5b] = KINDS[0x7b] = OPENING;
KINDS[0x5d] = KINDS[0x7d] = CLOSING;
KINDS[QUOTE] = STRING;
KINDS[0x0a] = LINE;

/** Finds where one JSON value ends by its brackets and strings alone, however its bytes come in pieces. */
export class ValueEnd {
  /** Line feeds passed. */
  lines = 0;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #isScalar = false;
  #begun = false;

  /** Goes on at `from`; returns the index past the value, or -1 when the bytes end before it does. */
  scan(bytes: Uint8Array, from: number): number {
    let at = from;
    if (!this.#begun && at < bytes.length) {
      this.#begun = true;
      const kind = KINDS[bytes[at]!];
      this.#isScalar = kind === PLAIN || kind === CLOSING;
    }
    if (this.#isScalar) return scanScalar(bytes, at);
    while (at < bytes.length) {
      at = this.#inString ? this.#scanString(bytes, at) : this.#scanPlain(bytes, at);
      if (this.#depth === 0 && !this.#inString) return at;
    }
    return -1;
  }

  /** Stops past a quote that opens a string, or past the bracket that closes the value. */
  #scanPlain(bytes: Uint8Array, from: number): number {
    for (let at = from; at < bytes.length; at++) {
      const kind = KINDS[bytes[at]!]!;
      if (kind === PLAIN) continue;
      if (kind === LINE) this.lines++;
      else if (kind === OPENING) this.#depth++;
      else if (kind === STRING) {
        this.#inString = true;
        return at + 1;
      } else if (--this.#depth <= 0) return at + 1;
    }
    return bytes.length;
  }

  /** Stops past the quote that closes the string. */
  #scanString(bytes: Uint8Array, from: number): number {
    for (let at = from; at < bytes.length; at++) {
      if (this.#escaped) this.#escaped = false;
      else if (bytes[at] === BACKSLASH) this.#escaped = true;
      else if (bytes[at] === QUOTE) {
        this.#inString = false;
        return at + 1;
      } else if (bytes[at] === 0x0a) this.lines++;
    }
    return bytes.length;
  }
}

function scanScalar(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at++) {
    if (ENDS_SCALAR.has(bytes[at]!)) return at;
  }
  return -1;
}
