/** A power of 2. */
const TABLES = 64;

/**
 * Which records a run has met, by 64 bits of a hash of their id and 32 bits of one of their content: 12 bytes a
 * record, where a set of ids would need ten times as much. Two of a million ids share 64 bits once in thirty
 * million runs; the second then waits in the quarantine with a message, and nothing is lost.
 */
export class SeenRecords {
  /** Each grows by itself: one for all would need half as much again whenever it does. */
  readonly #tables = Array.from({ length: TABLES }, () => new SeenTable());

  /**
   * Whether the id was met before, and then with the same content; remembers it either way.
   *
   * @param content - 32 bits of a hash of what the record says.
   */
  meet(recordId: string, content: number): 'new' | 'same' | 'other' {
    const id = hashId(recordId);
    const known = this.#tableOf(id).meet(id, content);
    if (known === undefined) return 'new';
    return known === content ? 'same' : 'other';
  }

  has(recordId: string): boolean {
    const id = hashId(recordId);
    return this.#tableOf(id).has(id);
  }

  #tableOf({ low }: IdHash): SeenTable {
    return this.#tables[low & (TABLES - 1)]!;
  }
}

/** Two halves of 32 bits; the low one is never 0. */
interface IdHash {
  readonly high: number;
  readonly low: number;
}

function hashId(recordId: string): IdHash {
  return { high: hash(recordId, 0x9e3779b9), low: hash(recordId, 0x85ebca6b) || 1 };
}

const WORDS = 3;

class SeenTable {
  /** Of each slot the two halves of an id, then its content: side by side, so that they are fetched at once. */
  #slots = new Uint32Array(WORDS * 64);
  #count = 0;

  /** The content that the id was met with before; undefined where it is new, and is then remembered. */
  meet(id: IdHash, content: number): number | undefined {
    if (this.#count * WORDS * 2 > this.#slots.length) this.#grow();
    const at = this.#find(id);
    if (this.#slots[at + 1] !== 0) return this.#slots[at + 2];
    this.#slots[at] = id.high;
    this.#slots[at + 1] = id.low;
    this.#slots[at + 2] = content;
    this.#count += 1;
    return undefined;
  }

  has(id: IdHash): boolean {
    return this.#slots[this.#find(id) + 1] !== 0;
  }

  /** Where an id stands, or where there is room for it: a low half of 0 marks free. */
  #find({ high, low }: IdHash): number {
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
      const at = this.#find({ high: old[from]!, low: old[from + 1]! });
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
