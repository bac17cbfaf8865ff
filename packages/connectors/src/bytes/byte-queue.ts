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
  /** Of bytes searched for: the position before which none stands, from where it was searched for last. */
  readonly #searched = new Map<number, number>();

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

  /**
   * Position of the first of two bytes from a position on; undefined where there is none yet. Of each byte, positions
   * must be asked for in ascending order.
   */
  findEither(one: number, other: number, from: number): number | undefined {
    const first = this.#find(one, from);
    const at = one === other ? first : Math.min(first, this.#find(other, from));
    return at < this.#end ? at : undefined;
  }

  /** The end where there is none yet. A byte that stands nowhere near is not searched for again and again. */
  #find(byte: number, from: number): number {
    const start = Math.max(from, this.#start, this.#searched.get(byte) ?? 0);
    if (start >= this.#end) return this.#end;
    const memory = this.#memory;
    const at =
      memory[start - this.#base] === byte ? start : memory.indexOf(byte, start - this.#base) + this.#base;
    const found = at >= start && at < this.#end ? at : this.#end;
    this.#searched.set(byte, found);
    return found;
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
