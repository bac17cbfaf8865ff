const WORDS = 3;

/**
 * Which records a run has met, by 64 bits of a hash of their id and 32 bits of one of their content: 12 bytes a
 * record, where a set of ids would need ten times as much. Two of a million ids share 64 bits once in thirty
 * million runs; the second then waits in the quarantine with a message, and nothing is lost.
 */
export class SeenRecords {
  /** Of each slot the two halves of an id's hash, then the content: side by side, so that they are fetched at once. */
  #slots = new Uint32Array(WORDS * 4096);
  #count = 0;

  /**
   * Whether the id was met before, and then with the same content; remembers it either way.
   *
   * @param content - 32 bits of a hash of what the record says.
   */
  meet(recordId: string, content: number): 'new' | 'same' | 'other' {
    if (this.#count * WORDS * 2 > this.#slots.length) this.#grow();
    const high = hash(recordId, 0x9e3779b9);
    const low = hash(recordId, 0x85ebca6b) || 1;
    const at = this.#find(high, low);
    if (this.#slots[at + 1] !== 0) return this.#slots[at + 2] === content ? 'same' : 'other';
    this.#slots[at] = high;
    this.#slots[at + 1] = low;
    this.#slots[at + 2] = content;
    this.#count += 1;
    return 'new';
  }

  has(recordId: string): boolean {
    const at = this.#find(hash(recordId, 0x9e3779b9), hash(recordId, 0x85ebca6b) || 1);
    return this.#slots[at + 1] !== 0;
  }

  /** Where an id stands, or where there is room for it. The low half of an id is never 0: 0 marks free. */
  #find(high: number, low: number): number {
    const slots = this.#slots;
    const count = slots.length / WORDS;
    let slot = high & (count - 1);
    while (slots[WORDS * slot + 1] !== 0 && (slots[WORDS * slot] !== high || slots[WORDS * slot + 1] !== low))
      slot = (slot + 1) & (count - 1);
    return WORDS * slot;
  }

  #grow(): void {
    const old = this.#slots;
    const slots = (this.#slots = new Uint32Array(old.length * 2));
    for (let from = 0; from < old.length; from += WORDS) {
      if (old[from + 1] === 0) continue;
      const at = this.#find(old[from]!, old[from + 1]!);
      for (let word = 0; word < WORDS; word += 1) slots[at + word] = old[from + word]!;
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
