import { ByteQueue } from '../bytes/byte-queue.ts';

/** One line without its line end; offsets from the first byte pushed. */
export interface Line {
  readonly start: number;
  readonly end: number;
  /** 1-based. */
  readonly line: number;
  /** Good until the next bytes are pushed; of an oversized line only its beginning. */
  readonly bytes: Uint8Array;
  readonly isOversized: boolean;
}

/** Cuts bytes into lines at LF and CRLF, leaving out blank ones; a line over the limit is passed without being held. */
export class LineSplitter {
  readonly #queue = new ByteQueue();
  readonly #maxBytes: number;
  #at = 0;
  #searched = 0;
  #line = 1;
  #oversized: { readonly start: number; readonly head: Uint8Array } | undefined;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  *push(chunk: Uint8Array): Generator<Line> {
    this.#queue.append(chunk);
    for (;;) {
      const end = this.#queue.findEither(0x0a, 0x0a, this.#searched);
      if (end === undefined) break;
      yield* this.#takeLine(end);
      this.#at = this.#searched = end + 1;
      this.#line++;
    }
    this.#searched = this.#queue.end;
    this.#dropOversized();
    this.#queue.dropTo(this.#at);
  }

  *finish(): Generator<Line> {
    yield* this.#takeLine(this.#queue.end);
    this.#at = this.#queue.end;
  }

  *#takeLine(lineEnd: number): Generator<Line> {
    const hasReturn = lineEnd > this.#at && this.#queue.at(lineEnd - 1) === 0x0d;
    const end = hasReturn ? lineEnd - 1 : lineEnd;
    const oversized = this.#oversized;
    this.#oversized = undefined;
    if (oversized !== undefined) {
      yield { start: oversized.start, end, line: this.#line, bytes: oversized.head, isOversized: true };
      return;
    }
    const bytes = this.#queue.view(this.#at, end);
    if (bytes.some((byte) => byte !== 0x20 && byte !== 0x09)) {
      yield { start: this.#at, end, line: this.#line, bytes, isOversized: bytes.length > this.#maxBytes };
    }
  }

  #dropOversized(): void {
    // One byte more than the limit may be the carriage return of a line end.
    if (this.#queue.end - this.#at <= this.#maxBytes + 1) return;
    this.#oversized ??= { start: this.#at, head: this.#queue.view(this.#at, this.#at + 65_536).slice() };
    // A carriage return at the very end is kept: it may belong to the line end.
    this.#at = this.#queue.end - 1;
  }
}
