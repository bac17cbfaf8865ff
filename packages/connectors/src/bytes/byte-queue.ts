/**
 * Bytes that wait to be read, in one piece: appended at the end, dropped from the front. Positions are offsets
 * from the first byte ever appended, so they stay true when memory moves.
 */
export class ByteQueue {
  #memory: Uint8Array;
  /** Position of the first byte of the memory. */
  #base = 0;
  #start = 0;
  #end = 0;

  constructor(initialCapacity = 64 * 1024) {
    this.#memory = new Uint8Array(initialCapacity);
  }

  /** Position of the first byte that is still held. */
  get start(): number {
    return this.#start;
  }

  /** Position past the last byte. */
  get end(): number {
    return this.#end;
  }

  append(chunk: Uint8Array): void {
    this.#makeRoom(chunk.length);
    this.#memory.set(chunk, this.#end - this.#base);
    this.#end += chunk.length;
  }

  /** Lets go of everything before a position. */
  dropTo(position: number): void {
    this.#start = Math.min(Math.max(position, this.#start), this.#end);
  }

  /** The byte at a position; undefined before the start and past the end. */
  at(position: number): number | undefined {
    return position >= this.#start && position < this.#end ? this.#memory[position - this.#base] : undefined;
  }

  /** Position of the first of two bytes from a position on; undefined where there is none yet. */
  findEither(one: number, other: number, from: number): number | undefined {
    const memory = this.#memory;
    const end = this.#end - this.#base;
    // Both are control characters wherever this is used, so one comparison passes over nearly every byte.
    const greater = Math.max(one, other);
    for (let at = Math.max(from, this.#start) - this.#base; at < end; at++) {
      const byte = memory[at]!;
      if (byte <= greater && (byte === one || byte === other)) return at + this.#base;
    }
    return undefined;
  }

  /** A window on the bytes between two positions, good until the next `append`. */
  view(from: number, to: number): Uint8Array {
    return this.#memory.subarray(from - this.#base, to - this.#base);
  }

  #makeRoom(needed: number): void {
    const held = this.#end - this.#start;
    if (this.#end - this.#base + needed <= this.#memory.length) return;
    const old = this.view(this.#start, this.#end);
    // Half of the memory stays free, so that bytes are not moved for every chunk.
    if ((held + needed) * 2 > this.#memory.length) this.#memory = new Uint8Array((held + needed) * 2);
    this.#memory.set(old, 0);
    this.#base = this.#start;
  }
}
