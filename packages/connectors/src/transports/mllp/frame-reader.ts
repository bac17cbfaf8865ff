import { ByteQueue } from '../../bytes/byte-queue.ts';

/** MLLP, release 1: a message stands between these signs. */
const START = 0x0b;
const END = 0x1c;
const CR = 0x0d;
const LF = 0x0a;

/** Why bytes are no frames; what follows cannot be told apart any more. */
export type FrameFault =
  'bytes between frames' | 'a frame within a frame' | 'an end that is none' | 'a frame too large';

/** The frames that bytes completed, and what went wrong after them. */
export interface FramesRead {
  readonly frames: readonly Uint8Array[];
  readonly fault?: FrameFault | undefined;
}

/** Takes messages out of their frames, however the bytes arrive. Spent after a fault. */
export class FrameReader {
  readonly #queue = new ByteQueue(4 * 1024);
  readonly #maxBytes: number;
  /** Position of the message at hand; undefined between frames. */
  #start: number | undefined;
  /** Position before which no sign stands. */
  #searchedTo = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Whether a frame has begun and not ended. */
  get isOpen(): boolean {
    return this.#start !== undefined;
  }

  push(chunk: Uint8Array): FramesRead {
    this.#queue.append(chunk);
    const frames: Uint8Array[] = [];
    for (;;) {
      const found = this.#start === undefined ? this.#findStart() : this.#findEnd(this.#start);
      if (found === undefined) return { frames };
      if (typeof found === 'string') return { frames, fault: found };
      if (found instanceof Uint8Array) frames.push(found);
    }
  }

  /** Steps into a frame; line ends between frames are harmless and common. */
  #findStart(): true | FrameFault | undefined {
    const queue = this.#queue;
    let at = queue.start;
    while (queue.at(at) === CR || queue.at(at) === LF) at++;
    queue.dropTo(at);
    if (at === queue.end) return undefined;
    if (queue.at(at) !== START) return 'bytes between frames';
    this.#start = this.#searchedTo = at + 1;
    return true;
  }

  #findEnd(start: number): Uint8Array | FrameFault | undefined {
    const queue = this.#queue;
    const at = queue.findEither(START, END, this.#searchedTo);
    this.#searchedTo = at ?? queue.end;
    if ((at ?? queue.end) - start > this.#maxBytes) return 'a frame too large';
    if (at === undefined || (queue.at(at) === END && at + 1 === queue.end)) return undefined;
    if (queue.at(at) === START) return 'a frame within a frame';
    if (queue.at(at + 1) !== CR) return 'an end that is none';
    const frame = queue.view(start, at).slice();
    queue.dropTo(at + 2);
    this.#start = undefined;
    return frame;
  }
}

/** A message in its frame. */
export function writeFrame(message: Uint8Array): Uint8Array {
  const frame = new Uint8Array(message.length + 3);
  frame[0] = START;
  frame.set(message, 1);
  frame.set([END, CR], message.length + 1);
  return frame;
}
