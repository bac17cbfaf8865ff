/**
 * Which records a run has met, by 64 bits of a hash of their id and 32 bits of one of their content: 12 bytes a
 * record, where a set of ids would need ten times as much. Two of a million ids share 64 bits once in thirty
 * million runs; the second then waits in the quarantine with a message, and nothing is lost.
 */
export class SeenRecords {
  #ids = new Uint32Array(2 * 4096);
  #contents = new Uint32Array(4096);
  #count = 0;

  /**
   * Whether the id was met before, and then with the same content; remembers it either way.
   *
   * @param content - 32 bits of a hash of what the record says.
   */
  meet(recordId: string, content: number): 'new' | 'same' | 'other' {
    if (this.#count * 2 > this.#contents.length) this.#grow();
    const high = hash(recordId, 0x9e3779b9);
    const low = hash(recordId, 0x85ebca6b) || 1;
    const slot = this.#find(high, low);
    if (this.#ids[2 * slot + 1] !== 0) return this.#contents[slot] === content ? 'same' : 'other';
    this.#ids[2 * slot] = high;
    this.#ids[2 * slot + 1] = low;
    this.#contents[slot] = content;
    this.#count += 1;
    return 'new';
  }

  has(recordId: string): boolean {
    const slot = this.#find(hash(recordId, 0x9e3779b9), hash(recordId, 0x85ebca6b) || 1);
    return this.#ids[2 * slot + 1] !== 0;
  }

  /** The slot of an id, or the free one where it belongs. The low half of an id is never 0: 0 marks free. */
  #find(high: number, low: number): number {
    const mask = this.#contents.length - 1;
    let slot = high & mask;
    while (
      this.#ids[2 * slot + 1] !== 0 &&
      (this.#ids[2 * slot] !== high || this.#ids[2 * slot + 1] !== low)
    ) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #grow(): void {
    const ids = this.#ids;
    const contents = this.#contents;
    this.#ids = new Uint32Array(ids.length * 2);
    this.#contents = new Uint32Array(contents.length * 2);
    for (let old = 0; old < contents.length; old += 1) {
      const high = ids[2 * old] ?? 0;
      const low = ids[2 * old + 1] ?? 0;
      if (low === 0) continue;
      const slot = this.#find(high, low);
      this.#ids[2 * slot] = high;
      this.#ids[2 * slot + 1] = low;
      this.#contents[slot] = contents[old] ?? 0;
    }
  }
}

/** One half of an id's hash: a round of Murmur3 for every UTF-16 unit, then its last round. */
function hash(text: string, seed: number): number {
  let bits = seed;
  for (let at = 0; at < text.length; at += 1) {
    bits = Math.imul(bits ^ text.charCodeAt(at), 0xcc9e2d51);
    bits = (((bits << 13) | (bits >>> 19)) + 0x7ed55d16) | 0;
  }
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
