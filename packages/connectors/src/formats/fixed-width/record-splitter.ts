import { ByteQueue } from '../../bytes/byte-queue.ts';
import type { Line } from '../../text/line-splitter.ts';

/** Cuts bytes into records of one length that follow each other without line ends. */
export class RecordSplitter {
  readonly #queue = new ByteQueue();
  readonly #length: number;
  #at = 0;
  #count = 0;

  constructor(length: number) {
    this.#length = length;
  }

  *push(chunk: Uint8Array): Generator<Line> {
    this.#queue.append(chunk);
    while (this.#queue.end - this.#at >= this.#length) yield this.#take(this.#at + this.#length);
    this.#queue.dropTo(this.#at);
  }

  /** What is left over, where it is more than a line end or the end-of-file mark of old systems. */
  *finish(): Generator<Line> {
    const rest = this.#queue.view(this.#at, this.#queue.end);
    if (rest.some((byte) => byte !== 0x0a && byte !== 0x0d && byte !== 0x1a))
      yield this.#take(this.#queue.end);
  }

  #take(end: number): Line {
    const start = this.#at;
    this.#at = end;
    this.#count++;
    return { start, end, line: this.#count, bytes: this.#queue.view(start, end), isOversized: false };
  }
}
